import type { Config, Member, Sector, Target, Thresholds } from '../core/config.ts';
import type { Expectations } from '../core/words/probe-record.ts';
import { buildContacts, buildNotify } from './build-notify.ts';
import { buildOpenId } from './build-openid.ts';
import { type LoadedCalendar, yearEndOf } from './calendar-load.ts';
import type { CouncilFile } from './council-schema.ts';
import { DEFAULTS } from './defaults.ts';
import { familyOfUrl } from './family-of-url.ts';
import type { LoadedMaintenance } from './maintenance-load.ts';
import type {
  DefaultsFile,
  MemberFile,
  ReferenceFile,
  SectorFile,
  TargetFile,
} from './sector-schema.ts';

/** What the files say of days and of planned work. */
export interface BuiltDays {
  readonly calendar: LoadedCalendar;
  readonly maintenance: LoadedMaintenance;
}

/** The configuration, from files that broke no rule; every default filled in. */
export function buildConfig(
  council: CouncilFile,
  sectors: readonly SectorFile[],
  { calendar, maintenance }: BuiltDays,
): Config {
  const built = sectors.map((file) => ({
    ...buildSector(file, council.defaults ?? {}),
    yearEnd: yearEndOf(file.sector.yearEnd, calendar.calendar.yearEnd ?? null),
  }));
  return {
    council: {
      name: council.council.name,
      timezone: council.council.timezone ?? DEFAULTS.timezone,
      publicUrl: council.council.publicUrl ?? null,
    },
    operator:
      council.operator === undefined
        ? null
        : { ...council.operator, sourceAddresses: council.operator.sourceAddresses ?? [] },
    vantage: council.vantage ?? DEFAULTS.vantage,
    fields: council.fields.map(({ id, name, validFrom, validTo }) => ({
      id,
      name,
      validFrom: validFrom ?? null,
      validTo: validTo ?? null,
    })),
    resolver: { servers: council.resolver?.servers ?? [] },
    asFile: council.asFile ?? null,
    reference: (council.reference ?? []).map((file) => buildReference(file, council.defaults)),
    ...buildEngine(council),
    ...(council.notify === undefined ? {} : { notify: buildNotify(council.notify) }),
    ...(council.openid === undefined ? {} : { openid: buildOpenId(council.openid) }),
    calendar: calendar.calendar,
    maintenance: maintenance.windows,
    sectors: built,
    practice: built.every(({ members }) =>
      members.every(({ targets }) => targets.every(({ practice }) => practice !== null)),
    ),
  };
}

function buildEngine({
  defaults,
  store,
  board,
}: CouncilFile): Pick<Config, 'probing' | 'store' | 'board'> {
  const limits = defaults?.limits;
  const kept = store?.retention;
  const { probing, store: storing, board: shown } = DEFAULTS;
  return {
    probing: {
      maxInFlight: limits?.maxInFlight ?? probing.maxInFlight,
      perAddressConcurrency: limits?.perAddressConcurrency ?? probing.perAddressConcurrency,
      perAddressStartsPerSecond:
        limits?.perAddressStartsPerSecond ?? probing.perAddressStartsPerSecond,
      workers: limits?.workers ?? probing.workers,
    },
    store: {
      kind: store?.kind ?? storing.kind,
      sync: store?.sync ?? storing.sync,
      retention: {
        rawDays: kept?.rawDays ?? storing.retention.rawDays,
        fiveMinuteMonths: kept?.fiveMinuteMonths ?? storing.retention.fiveMinuteMonths,
        hourFiscalYears: kept?.hourFiscalYears ?? storing.retention.hourFiscalYears,
      },
      influx: {
        url: store?.influx?.url ?? storing.influx.url,
        org: store?.influx?.org ?? storing.influx.org,
        tokenFile: store?.influx?.tokenFile ?? storing.influx.tokenFile,
      },
      spool: { capBytes: store?.spool?.cap ?? storing.spool.capBytes },
    },
    board: {
      host: board?.host ?? shown.host,
      port: board?.port ?? shown.port,
      exposure: board?.exposure ?? shown.exposure,
      ...(board?.trustedProxies === undefined ? {} : { trustedProxies: board.trustedProxies }),
      ...(board?.tls === undefined ? {} : { tls: board.tls }),
    },
  };
}

function buildSector({ sector, defaults, members }: SectorFile, council: DefaultsFile): Sector {
  const inherited = [defaults ?? {}, council];
  return {
    id: sector.id,
    field: sector.field,
    name: sector.name,
    secretariat:
      sector.secretariat === undefined
        ? null
        : {
            name: sector.secretariat.name,
            contacts: buildContacts(sector.secretariat.contacts),
          },
    validFrom: sector.validFrom ?? null,
    validTo: sector.validTo ?? null,
    alertsBy: sector.alertsBy ?? DEFAULTS.alertsBy,
    allowPrivate: sector.allowPrivate ?? false,
    members: members.map((member) => buildMember(member, inherited)),
  };
}

function buildMember(file: MemberFile, inherited: readonly DefaultsFile[]): Member {
  return {
    id: file.id,
    code: file.code ?? null,
    name: file.name,
    contacts: buildContacts(file.contacts),
    targets: file.targets.map((target) => buildTarget(target, [target, ...inherited])),
  };
}

/** `levels`: the target itself, its sector's defaults, the council's. */
function buildTarget(file: TargetFile, levels: readonly DefaultsFile[]): Target {
  // A practice site answers on 127.0.0.1; an address as host decides its own family.
  const ownFamily = file.url === undefined ? 4 : familyOfUrl(file.url);
  return {
    id: file.id,
    url: file.url ?? null,
    practice: file.practice?.profile ?? null,
    enrolment:
      file.enrolment === undefined
        ? null
        : { ...file.enrolment, reference: file.enrolment.reference ?? null },
    consent: nearest(levels, ({ consent }) => consent) ?? DEFAULTS.consent,
    family: ownFamily ?? nearest(levels, ({ family }) => family) ?? DEFAULTS.family,
    schedule: nearest(levels, ({ schedule }) => schedule) ?? DEFAULTS.schedule,
    timeoutMs: nearest(levels, ({ timeout }) => timeout) ?? DEFAULTS.timeoutMs,
    expect: buildExpectations(file.expect),
    signs: nearest(levels, ({ signs }) => signs) ?? DEFAULTS.signs,
    bodyLimitBytes: nearest(levels, ({ bodyLimit }) => bodyLimit) ?? DEFAULTS.bodyLimitBytes,
    facts: { operator: file.facts?.operator ?? null },
    thresholds: buildThresholds(levels),
    secretariatSees: file.secretariatSees ?? DEFAULTS.secretariatSees,
  };
}

function buildExpectations(file: TargetFile['expect']): Expectations {
  const size = file?.size;
  return {
    status: file?.status ?? null,
    text: file?.text ?? null,
    header:
      file?.header?.map(({ name, equals, contains }) => ({
        name,
        equals: equals ?? null,
        contains: contains ?? null,
      })) ?? null,
    title: file?.title ?? null,
    size:
      size === undefined
        ? null
        : { of: size.of, minBytes: size.min ?? null, maxBytes: size.max ?? null },
  };
}

/**
 * As a target of no sector: what it has not of its own comes from the council's defaults, but for the schedule:
 * others wait for its answer, however seldom they are measured.
 */
function buildReference(file: ReferenceFile, defaults: DefaultsFile = {}): Target {
  const { timeout, family, bodyLimit } = defaults;
  const levels = [
    { ...file, consent: 'own' as const },
    { schedule: DEFAULTS.schedule, timeout, family, bodyLimit },
  ];
  return buildTarget(file, levels);
}

function buildThresholds(levels: readonly DefaultsFile[]): Thresholds {
  return {
    warnMs: nearest(levels, ({ thresholds }) => thresholds?.warnMs) ?? null,
    criticalMs: nearest(levels, ({ thresholds }) => thresholds?.criticalMs) ?? null,
    failingShareRatio: nearest(levels, ({ thresholds }) => thresholds?.failingShareRatio) ?? null,
  };
}

/** The first level that says something. */
function nearest<Value>(
  levels: readonly DefaultsFile[],
  pick: (level: DefaultsFile) => Value | undefined,
): Value | undefined {
  for (const level of levels) {
    const value = pick(level);
    if (value !== undefined) return value;
  }
  return undefined;
}
