import { DEFAULTS } from '../../src/config/defaults.ts';
import { PLAIN_CALENDAR } from '../../src/core/calendar.ts';
import type { Config, Member, Sector, Target } from '../../src/core/config.ts';
import { oneOf, randomOf } from '../load/random.ts';
import { hostOfCommand, pathOfCommand, type TruthCommand } from '../truth/command.ts';
import type { Scheme, TruthPlace } from '../truth/truth.ts';

export interface CouncilShape {
  readonly targets: number;
  readonly sectors: number;
  readonly schedule: string;
  /** null = no servers: nothing can be probed. */
  readonly place: TruthPlace | null;
}

const HTTPS_RATIO = 0.7;
const H2_RATIO_OF_HTTPS = 0.5;
const DNS_DELAYS_MS = [1, 5, 20] as const;
const TLS_DELAYS_MS = [0, 5, 20] as const;
const WAITS_MS = [10, 30, 60, 120, 300, 800] as const;
const GAPS_MS = [0, 5, 20, 60] as const;
const BODIES_BYTES = [2_048, 8_192, 32_768] as const;

/**
 * A council of public targets on the truth servers: one target a member, 70 % HTTPS and half of that
 * h2, every target a host of its own with delays of its own. All hosts have the one address
 * 127.0.0.1, so the limits per address are lifted; everything else is the service's default.
 */
export function benchConfig(shape: CouncilShape): Config {
  return {
    council: { name: { ja: '計測台', en: 'Bench' }, timezone: 'Asia/Tokyo', publicUrl: null },
    operator: {
      name: { ja: '計測台', en: 'Bench' },
      contactUrl: 'http://127.0.0.1/about',
      sourceAddresses: [],
    },
    vantage: 'bench',
    fields: [{ id: 'bench', name: { ja: '計測台', en: 'Bench' } }],
    resolver: {
      servers: shape.place === null ? [] : [`${shape.place.dns.address}:${shape.place.dns.port}`],
    },
    probing: {
      ...DEFAULTS.probing,
      perAddressConcurrency: 100_000,
      perAddressStartsPerSecond: 100_000,
    },
    store: DEFAULTS.store,
    board: { ...DEFAULTS.board, port: 0 },
    calendar: PLAIN_CALENDAR,
    maintenance: [],
    reference: [],
    sectors: sectorsOf(shape),
    practice: false,
  };
}

/** Ids of the targets of {@link benchConfig}, in its order. */
export function benchTargetId(index: number): string {
  return `site-${index}`;
}

/** Id of the sector that holds a target. */
export function benchSectorId(index: number, sectors: number): string {
  return `sector-${index % sectors}`;
}

function sectorsOf(shape: CouncilShape): readonly Sector[] {
  const random = randomOf(7);
  const members = Array.from({ length: shape.sectors }, (): Member[] => []);
  for (let index = 0; index < shape.targets; index += 1) {
    members[index % shape.sectors]?.push(memberOf(index, shape, random));
  }
  return members.map((own, index) => ({
    id: benchSectorId(index, shape.sectors),
    field: 'bench',
    name: { ja: `区分${index}`, en: `Sector ${index}` },
    secretariat: null,
    validFrom: null,
    validTo: null,
    alertsBy: 'service',
    allowPrivate: true,
    members: own,
  }));
}

function memberOf(index: number, shape: CouncilShape, random: () => number): Member {
  return {
    id: `member-${index}`,
    code: null,
    name: { ja: `団体${index}`, en: `Member ${index}` },
    contacts: [],
    targets: [targetOf(index, shape, random)],
  };
}

function targetOf(index: number, shape: CouncilShape, random: () => number): Target {
  return {
    id: benchTargetId(index),
    url: urlOfSite(index, shape.place, random),
    practice: null,
    enrolment: { by: 'bench', on: '2026-01-01', reference: null },
    consent: 'counted',
    family: 4,
    schedule: shape.schedule,
    timeoutMs: DEFAULTS.timeoutMs,
    expect: { status: null, text: null },
    bodyLimitBytes: DEFAULTS.bodyLimitBytes,
    facts: { operator: null },
    thresholds: { warnMs: null, criticalMs: null, failingShareRatio: null },
    secretariatSees: 'detail',
  };
}

function urlOfSite(index: number, place: TruthPlace | null, random: () => number): string {
  const command: TruthCommand = {
    id: 0,
    dnsMs: oneOf(DNS_DELAYS_MS, random),
    tlsMs: oneOf(TLS_DELAYS_MS, random),
    waitMs: oneOf(WAITS_MS, random),
    gapMs: oneOf(GAPS_MS, random),
    bodyBytes: oneOf(BODIES_BYTES, random),
  };
  const scheme = schemeOf(random);
  const port = place === null ? 9 : place.ports[scheme];
  const host = hostOfCommand(command, `site${index}`);
  return `${scheme === 'http' ? 'http' : 'https'}://${host}:${port}${pathOfCommand(command)}`;
}

function schemeOf(random: () => number): Scheme {
  if (random() >= HTTPS_RATIO) return 'http';
  return random() < H2_RATIO_OF_HTTPS ? 'h2' : 'https';
}
