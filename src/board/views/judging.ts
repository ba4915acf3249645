import { type Config, type PlacedTarget, targetsOf } from '../../core/config.ts';
import type { JudgementStore } from '../../core/ports/judgement-store.ts';
import type { JudgedSeries, Judging } from '../../core/ports/judging.ts';
import type { NoticeStore } from '../../core/ports/notice-store.ts';
import { type Incident, type IncidentTarget, PATTERNS } from '../../core/words/incident.ts';
import { AFFECTED_JUDGEMENTS, JUDGEMENT_WEIGHTS } from '../../core/words/judgement.ts';
import { severityOf } from '../../core/words/severity.ts';
import type {
  CoverageDto,
  IncidentDto,
  IncidentListDto,
  IncidentRowDto,
  IncidentSubjectDto,
  JudgingDto,
  VerdictDto,
} from '../dto/judging.ts';
import type { CouncilDto, NamedDto } from '../dto.ts';
import type { IncidentsQuery, JudgingQuery } from '../sources.ts';
import { decisionsOf } from './decisions.ts';
import { fieldOf } from './overview.ts';

/** One vantage measures. */
const VANTAGES = 1;
const INCIDENTS_A_PAGE = 50;
const PARTS_AT_MOST = 500;

/** What is said now in a scope. */
export function judgingOf(
  judging: Judging,
  { config, now }: { readonly config: Config; readonly now: number },
  query: JudgingQuery,
): JudgingDto {
  const names = namesOf(config);
  const isAsked = (target: string) =>
    (query.target === null || query.target === target) &&
    (query.sector === null || names.placed.get(target)?.sector.id === query.sector);
  const incidents = judging
    .openIncidents()
    .filter(({ mergedInto }) => query.target !== null || mergedInto === null)
    .filter((incident) => isOfSubject(incident, query) || anyTarget(incident, isAsked));
  return {
    version: judging.version,
    vantages: VANTAGES,
    ownNetwork: judging.ownNetwork(),
    coverage: coverageOf(judging, [...names.placed.keys()].filter(isAsked)),
    incidents: incidents.map((incident) => rowOf(incident, names, now)).sort(weightiest),
    verdicts: (query.target === null
      ? judging.notable().filter(({ target }) => isAsked(target))
      : seriesOf(judging, query.target)
    ).map((series) => verdictDtoOf(series, names)),
  };
}

/** What is said of each series of a target. */
export function verdictsOf(judging: Judging, config: Config, target: string): VerdictDto[] {
  const names = namesOf(config);
  return seriesOf(judging, target).map((series) => verdictDtoOf(series, names));
}

function coverageOf(judging: Judging, targets: readonly string[]): CoverageDto {
  const said = targets.map((target) => coveredOf(seriesOf(judging, target)));
  return {
    sites: targets.length,
    learning: said.filter((each) => each === 'learning').length,
    unknown: said.filter((each) => each === 'unknown').length,
  };
}

/** By the heaviest of the series, as the site is judged. */
function coveredOf(series: readonly JudgedSeries[]): 'judged' | 'learning' | 'unknown' {
  const verdicts = series.map(({ verdict }) => verdict);
  if (verdicts.some(({ judgement }) => AFFECTED_JUDGEMENTS.has(judgement))) return 'judged';
  if (verdicts.length === 0 || verdicts.some(({ judgement }) => judgement !== 'normal'))
    return 'unknown';
  return verdicts.some(({ normalMs }) => normalMs === null) ? 'learning' : 'judged';
}

function seriesOf(judging: Judging, target: string): JudgedSeries[] {
  return ([4, 6] as const).flatMap((family) => {
    const verdict = judging.verdictOf(target, family);
    return verdict === null ? [] : [{ target, family, verdict }];
  });
}

/** Names what is told, as the judge's own verdicts hold more. */
function verdictDtoOf({ target, family, verdict }: JudgedSeries, { placed }: Names): VerdictDto {
  const { judgement, since, ratio, normalMs, deviation, phase, scope, why } = verdict;
  const sector = placed.get(target)?.sector.id ?? null;
  return {
    target,
    sector,
    family,
    judgement,
    since,
    ratio,
    normalMs,
    deviation,
    phase,
    scope,
    why,
  };
}

function isOfSubject({ subject }: Incident, { sector, target }: JudgingQuery): boolean {
  if (sector === null && target === null) return true;
  return subject.kind === 'sector' && subject.sector === sector;
}

function anyTarget({ targets }: Incident, isAsked: (target: string) => boolean): boolean {
  return targets.some(({ target }) => isAsked(target));
}

/** Patterns first, the widest of them, then the severest. */
function weightiest(a: IncidentRowDto, b: IncidentRowDto): number {
  const width = PATTERNS.indexOf(b.pattern) - PATTERNS.indexOf(a.pattern);
  return width || b.severity - a.severity || (a.id < b.id ? -1 : 1);
}

interface PlaceNow {
  readonly config: Config;
  readonly council: CouncilDto;
  /** Epoch ms. */
  readonly now: number;
}

/** A page of incidents as they were kept, but for the severity of those that last. Rejects with `store_unavailable`. */
export async function incidentListOf(
  store: Pick<JudgementStore, 'incidents'>,
  { config, council, now }: PlaceNow,
  { before, target, open, atMost = INCIDENTS_A_PAGE }: IncidentsQuery,
): Promise<IncidentListDto> {
  const found = await store.incidents({
    ...(before === null ? {} : { before }),
    ...(target === null ? {} : { target }),
    open,
    limit: atMost + 1,
  });
  const page = found.slice(0, atMost);
  const names = namesOf(config);
  return {
    council,
    incidents: page.map((incident) => rowOf(incident, names, now)),
    next: found.length > page.length ? (page.at(-1)?.id ?? null) : null,
  };
}

/** One incident with its parts; null where there is none. Rejects with `store_unavailable`. */
export async function incidentDtoOf(
  {
    judgements: store,
    notices,
  }: {
    readonly judgements: Pick<JudgementStore, 'incidents' | 'incident'>;
    readonly notices: Pick<NoticeStore, 'decisions'>;
  },
  { config, council, now }: PlaceNow,
  id: string,
): Promise<IncidentDto | null> {
  const incident = await store.incident(id);
  if (incident === null) return null;
  const names = namesOf(config);
  const parts =
    incident.pattern === 'single'
      ? []
      : await store.incidents({ mergedInto: id, limit: PARTS_AT_MOST + 1 });
  return {
    ...rowOf(incident, names, now),
    council,
    targets: incident.targets.map(({ eased: _, ...each }) => {
      return { ...each, name: memberOf(names, each.target) };
    }),
    evidence: incident.evidence,
    timeline: incident.timeline,
    parts: parts.slice(0, PARTS_AT_MOST).map((part) => rowOf(part, names, now)),
    moreParts: parts.length > PARTS_AT_MOST,
    told: decisionsOf(await notices.decisions([id])),
  };
}

interface Names {
  readonly config: Config;
  readonly placed: ReadonlyMap<string, PlacedTarget>;
}

const known = new WeakMap<Config, Names>();

function namesOf(config: Config): Names {
  const found = known.get(config);
  if (found !== undefined) return found;
  const placed = new Map(targetsOf(config).map((each) => [each.target.id, each]));
  const names = { config, placed };
  known.set(config, names);
  return names;
}

function memberOf({ placed }: Names, target: string): NamedDto | null {
  const member = placed.get(target)?.member;
  return member === undefined ? null : { id: member.id, name: member.name };
}

/** As of `now`, epoch ms: what lasts has become severer since it was kept. */
function rowOf(incident: Incident, names: Names, now: number): IncidentRowDto {
  const { targets, evidence: _evidence, timeline: _timeline, subject, ...rest } = incident;
  const affected = targets.filter(({ to }) => to === null);
  const reached = affected.length === 0 ? targets : affected;
  const ids = new Set(reached.map(({ sector }) => sector));
  const sectors = names.config.sectors.filter(({ id }) => ids.has(id));
  const fields = new Map(sectors.map((sector) => [sector.field, fieldOf(names.config, sector)]));
  return {
    ...rest,
    severity: incident.endedAt === null ? severityOf(targets, now) : incident.severity,
    subject: subjectOf(subject, names),
    sites: targets.length,
    affected: affected.length,
    worst: worstOf(targets),
    sectors: sectors.map(({ id, name }) => ({ id, name })),
    fields: [...fields.values()],
  };
}

function worstOf(targets: readonly IncidentTarget[]): IncidentRowDto['worst'] {
  const [worst] = targets.toSorted(
    (a, b) =>
      JUDGEMENT_WEIGHTS[b.judgement] - JUDGEMENT_WEIGHTS[a.judgement] ||
      (b.ratio ?? 0) - (a.ratio ?? 0),
  );
  return worst === undefined ? null : { judgement: worst.judgement, ratio: worst.ratio };
}

function subjectOf(subject: Incident['subject'], names: Names): IncidentSubjectDto {
  if (subject.kind === 'target') return { ...subject, member: memberOf(names, subject.target) };
  if (subject.kind !== 'sector') return subject;
  const sector = names.config.sectors.find(({ id }) => id === subject.sector);
  return { ...subject, name: sector === undefined ? null : { id: sector.id, name: sector.name } };
}
