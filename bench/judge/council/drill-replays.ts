import { join } from 'node:path';
import { loadScenarios } from '../../../src/config/drill-load.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import type { Scenario } from '../../../src/core/words/scenario.ts';
import { type DrillSite, isWell } from '../../../src/practice/drill/drill-site.ts';
import { effectAt, timelineOf } from '../../../src/practice/drill/timeline.ts';
import { CouncilRun } from './council-run.ts';
import { practiceSites } from './practice-sites.ts';

const MINUTE_MS = 60_000;
/** An incident is over so long after all that made it is: so many answers that agree, and what a pattern waits. */
const AGREEING = 5;
const PATTERN_MS = 10 * MINUTE_MS;
/** Of the scenarios that a quick bench replays. */
const QUICK_MS = 110 * MINUTE_MS;
/** The shipped configuration. */
export const CONFIG = join(import.meta.dirname, '../../../config');

/** What became of one scenario. */
export interface Replay {
  readonly id: string;
  readonly expected: string;
  /** Patterns of incidents beyond single sites, in the order in which they were said. */
  readonly said: readonly string[];
  /** From the moment at which all that makes it is under way until it was said, minutes; null = never or not expected. */
  readonly afterMinutes: number | null;
  /** Kind and text of the fact of the expected pattern; null = none. */
  readonly fact: string | null;
  readonly isRight: boolean;
  /** Incidents of single sites that are well by themselves, opened while it is under way; only of `own-network` is none to be. */
  readonly singles: number;
  /** Incidents that are open at its end though none of their sites was disturbed for long enough (15 min at one minute). */
  readonly leftOpen: number;
}

export async function replayDrills(
  quick: boolean,
  say: (line: string) => void,
): Promise<readonly Replay[]> {
  return (await shippedScenarios(quick)).map((scenario) => {
    say(`drill ${scenario.id}`);
    return replay(scenario);
  });
}

/** Every shipped scenario; `quick`: the short ones. */
export async function shippedScenarios(quick: boolean): Promise<readonly Scenario[]> {
  const { scenarios } = await loadScenarios(CONFIG, 'Asia/Tokyo');
  return quick ? scenarios.filter(({ lengthMs }) => lengthMs < QUICK_MS) : scenarios;
}

function replay(scenario: Scenario): Replay {
  const sites = practiceSites(MINUTE_MS);
  const places = [...sites.sites, ...sites.references].map(({ place }) => place);
  const { spans } = timelineOf(scenario, places);
  const { startsAt: from } = scenario;
  const run = new CouncilRun(sites, { from, intervalMs: MINUTE_MS }, ({ place: { id } }, at) =>
    effectAt(spans.get(id) ?? [], at - from),
  );
  run.until(from + scenario.lengthMs);
  return replayOf(scenario, { incidents: run.incidents, places, everyMs: MINUTE_MS });
}

/** What was seen of a scenario that ran from its beginning to its end. */
export interface Seen {
  /** In the order in which they were opened. */
  readonly incidents: readonly Incident[];
  /** Every site of the council, references included. */
  readonly places: readonly DrillSite[];
  /** Between two slots of a site, in the scenario's time. */
  readonly everyMs: number;
}

export function replayOf(scenario: Scenario, seen: Seen): Replay {
  const { id, startsAt, expected } = scenario;
  const { incidents, places } = seen;
  const well = new Set(
    places.flatMap((place) => (place.sector !== null && isWell(place) ? [place.id] : [])),
  );
  const patterns = incidents.filter(({ pattern }) => pattern !== 'single');
  const found = patterns.find(
    ({ pattern, subject }) => pattern === expected.pattern && hasFact(subject, expected.fact),
  );
  const begun = startsAt + (expected.at ?? 0);
  const singles = incidents.filter(
    ({ subject, openedAt }) =>
      subject.kind === 'target' && well.has(subject.target) && openedAt >= begun,
  );
  const allowed = ALLOWED[expected.pattern];
  const isQuiet = patterns.every(({ pattern }) => allowed.includes(pattern));
  const subject = found?.subject;
  return {
    id,
    expected: [expected.pattern, ...(expected.fact === null ? [] : [expected.fact])].join(' '),
    said: patterns.map(sayingOf),
    afterMinutes:
      found === undefined || expected.at === null
        ? null
        : (found.openedAt - startsAt - expected.at) / MINUTE_MS,
    fact: subject?.kind === 'fact' ? `${subject.fact.kind} ${subject.fact.text}` : null,
    isRight: isQuiet && (expected.pattern === 'none' || found !== undefined),
    singles: singles.length,
    leftOpen: leftOpenOf(scenario, seen, well),
  };
}

/** Incidents that are open at the end though nothing befell their sites for long enough. */
function leftOpenOf(
  scenario: Scenario,
  { incidents, places, everyMs }: Seen,
  well: ReadonlySet<string>,
): number {
  const { spans } = timelineOf(scenario, places);
  const overBy = scenario.lengthMs - AGREEING * everyMs - PATTERN_MS;
  const isOver = (target: string) =>
    well.has(target) && (spans.get(target) ?? []).every((span) => span.to < overBy);
  return incidents.filter(
    ({ endedAt, targets }) =>
      endedAt === null && targets.every(({ target, to }) => to !== null || isOver(target)),
  ).length;
}

/**
 * Patterns that may be said beside the expected one: what spreads across fields may be within a sector
 * first, and what shares something may leave others beside it.
 */
const ALLOWED: Readonly<Record<Scenario['expected']['pattern'], readonly string[]>> = {
  none: [],
  single: [],
  'own-network': ['own-network'],
  'shared-cause': ['shared-cause'],
  'sector-wide': ['sector-wide'],
  'cross-sector': ['cross-sector', 'sector-wide'],
};

function hasFact(subject: Incident['subject'], kind: Scenario['expected']['fact']): boolean {
  return kind === null || (subject.kind === 'fact' && subject.fact.kind === kind);
}

function sayingOf({ pattern, subject, openedAt }: Incident): string {
  const of =
    subject.kind === 'fact'
      ? ` ${subject.fact.kind} ${subject.fact.text}`
      : subject.kind === 'sector'
        ? ` ${subject.sector}`
        : '';
  const time = new Date(openedAt + 9 * 60 * MINUTE_MS).toISOString().slice(11, 16);
  return `${time} ${pattern}${of}`;
}
