import { describe, expect, it } from 'vitest';
import { CouncilRun } from '../../bench/judge/council/council-run.ts';
import { type PracticeSites, practiceSites } from '../../bench/judge/council/practice-sites.ts';
import { FIRST_DAY } from '../../bench/judge/council-clock.ts';
import { NO_EFFECT } from '../../src/core/words/scenario.ts';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const OF_PRACTICE = 4303;

interface Density {
  readonly everyMs: number;
  readonly sites: number;
  readonly references: number;
  /** Interval of the references. */
  readonly referenceMs: number;
}

/** When the silence begins, in parts of the interval; of many sites one moment is like another. */
const PHASES_BY_SITES: ReadonlyMap<number, readonly number[]> = new Map([
  [20, [0.1, 0.45, 0.8]],
  [120, [0.2, 0.7]],
  [1400, [0.45]],
]);

/** Sites that fail by themselves are among them; what is blocked stays an answer in a generated silence. */
function sitesOf({ everyMs, sites: count, references: kept, referenceMs }: Density): PracticeSites {
  const nth = Math.floor(OF_PRACTICE / count);
  const isMeasured: Parameters<typeof practiceSites>[1] = ({ profile }, index) =>
    index % nth === 0 && profile !== 'blocking';
  const all = practiceSites(everyMs, isMeasured);
  const places = [...all.council.references].slice(0, kept);
  const references = places.map(([id, place]) => {
    const settings = { ...place.settings, intervalMs: referenceMs };
    return [id, { ...place, settings }] as const;
  });
  return {
    ...all,
    references: all.references.slice(0, kept),
    council: { ...all.council, references: new Map(references) },
  };
}

/** What is said from the moment on at which no name is answered any more. */
function saidIn(density: Density, phase: number) {
  const { everyMs, referenceMs, sites } = density;
  const begins = FIRST_DAY + Math.max(everyMs, MINUTE_MS) + Math.round(phase * everyMs);
  const at = { from: FIRST_DAY, intervalMs: everyMs, referenceMs };
  const run = new CouncilRun(sitesOf(density), at, (_, now) =>
    now >= begins ? { ...NO_EFFECT, name: 'silence' } : null,
  );
  run.until(begins + (sites > 1000 ? 0.1 : 1.2) * everyMs + 2 * MINUTE_MS);
  return run.incidents
    .filter(({ openedAt }) => openedAt >= begins)
    .map(({ pattern, endedAt }) => ({ pattern, endedAt }));
}

const DENSITIES: readonly Density[] = [10 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, HOUR_MS].flatMap(
  (everyMs) =>
    [...PHASES_BY_SITES.keys()].flatMap((sites) => [
      { everyMs, sites, references: 0, referenceMs: everyMs },
      { everyMs, sites, references: 1, referenceMs: everyMs },
      { everyMs, sites, references: 3, referenceMs: Math.min(everyMs, MINUTE_MS) },
    ]),
);

describe('a silence of our own network is said of no site and no sector', () => {
  it.each(DENSITIES)(
    'at $sites sites every $everyMs ms with $references references every $referenceMs ms',
    (density) => {
      const phases = PHASES_BY_SITES.get(density.sites) ?? [];
      for (const phase of phases) {
        expect(saidIn(density, phase)).toEqual([{ pattern: 'own-network', endedAt: null }]);
      }
    },
  );
});
