import { join } from 'node:path';
import { loadScenarios } from '../../../src/config/drill-load.ts';
import type { Incident } from '../../../src/core/words/incident.ts';
import type { Scenario } from '../../../src/core/words/scenario.ts';
import { isWell } from '../../../src/practice/drill/drill-site.ts';
import { effectAt, timelineOf } from '../../../src/practice/drill/timeline.ts';
import { CouncilRun } from './council-run.ts';
import { practiceSites } from './practice-sites.ts';

const MINUTE_MS = 60_000;
/** The judgement stands, or never comes, so long after it is due. */
const AFTER_MS = 25 * MINUTE_MS;
/** Of a scenario of which nothing is expected. */
const QUIET_MS = 180 * MINUTE_MS;
const CONFIG = join(import.meta.dirname, '../../../config');

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
}

export async function replayDrills(
  quick: boolean,
  say: (line: string) => void,
): Promise<readonly Replay[]> {
  const { scenarios } = await loadScenarios(CONFIG, 'Asia/Tokyo');
  const replayed = quick
    ? scenarios.filter(({ lengthMs }) => lengthMs < 110 * MINUTE_MS)
    : scenarios;
  return replayed.map((scenario) => {
    say(`drill ${scenario.id}`);
    return replay(scenario);
  });
}

function replay(scenario: Scenario): Replay {
  const sites = practiceSites(MINUTE_MS);
  const { spans } = timelineOf(
    scenario,
    sites.sites.map(({ place }) => place),
  );
  const { startsAt: from } = scenario;
  const run = new CouncilRun(sites, { from, intervalMs: MINUTE_MS }, ({ place: { id } }, at) =>
    effectAt(spans.get(id) ?? [], at - from),
  );
  run.until(from + replayEndMs(scenario));
  const well = new Set(
    sites.sites.filter(({ place }) => isWell(place)).map(({ place }) => place.id),
  );
  return replayOf(scenario, run.incidents, well);
}

/** How long a scenario is replayed, ms after its beginning. */
export function replayEndMs({ lengthMs, expected }: Scenario): number {
  return Math.min(lengthMs, expected.at === null ? QUIET_MS : expected.at + AFTER_MS);
}

/** `incidents` in the order in which they were opened; `well`: sites that do not fail by themselves. */
export function replayOf(
  { id, startsAt, expected }: Scenario,
  incidents: readonly Incident[],
  well: ReadonlySet<string>,
): Replay {
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
  };
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
