import type { SampleStore } from '../core/ports/sample-store.ts';
import { PERIOD_MS, type Rollup } from '../core/words/rollup.ts';
import { type Sample, seriesOf } from '../core/words/sample.ts';
import { type OutcomeState, outcomeStateOf } from '../core/words/shown-state.ts';
import type { Live } from './live.ts';

/** The first failure after the last success lies within this time of that success's period, ms. */
const SEARCHED_MS = 2 * 3_600_000;
/** Series asked about at one time. */
const AT_ONCE = 8;

export interface StoredDay {
  readonly store: Pick<SampleStore, 'samples'>;
  readonly newest: readonly Sample[];
  /** Of the last day, no two of which hold the same samples. */
  readonly rollups: readonly Rollup[];
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Says of every series that failed or blocked when the earlier run ended since when it does: from the roll-up
 * of its last success on, sample by sample; without a success in the last day, since before it.
 * Rejects with `store_unavailable`.
 */
export async function restoreSince(live: Live, day: StoredDay): Promise<void> {
  const failing = day.newest.filter((sample) => BEGIN.includes(outcomeStateOf(sample)));
  const known = knownOf(new Set(failing.map(seriesOf)), day.rollups);
  for (let first = 0; first < failing.length; first += AT_ONCE) {
    const some = failing.slice(first, first + AT_ONCE);
    await Promise.all(
      some.map(async (sample) => {
        const found = known.get(seriesOf(sample));
        if (found !== undefined) await restoreOne(live, sample, { found, day });
      }),
    );
  }
}

const BEGIN: readonly OutcomeState[] = ['failure', 'blocked'];
/** What says something about the site: a series is in the newest of these. */
const JUDGED: readonly OutcomeState[] = ['success', ...BEGIN];

interface Known {
  firstAt: number;
  /** Start of the newest period with a success; null = there is none. */
  goodAt: number | null;
}

function knownOf(wanted: ReadonlySet<string>, rollups: readonly Rollup[]): Map<string, Known> {
  const known = new Map<string, Known>();
  for (const rollup of rollups) {
    const name = seriesOf(rollup);
    if (!wanted.has(name)) continue;
    const held = known.get(name) ?? { firstAt: rollup.at, goodAt: null };
    held.firstAt = Math.min(held.firstAt, rollup.at);
    const good = rollup.count > rollup.failures + rollup.missed;
    if (good) held.goodAt = Math.max(held.goodAt ?? 0, rollup.at);
    known.set(name, held);
  }
  return known;
}

async function restoreOne(
  live: Live,
  newest: Sample,
  { found, day }: { readonly found: Known; readonly day: StoredDay },
): Promise<void> {
  if (found.goodAt === null) {
    live.restoreSince(newest, { at: found.firstAt, orEarlier: true });
    return;
  }
  const { target, family } = newest;
  const to = Math.min(day.now, found.goodAt + PERIOD_MS['1h'] + SEARCHED_MS);
  const samples = await day.store.samples({ target, family, from: found.goodAt, to });
  const own = outcomeStateOf(newest);
  const states = samples.map(outcomeStateOf);
  const other = states.findLastIndex((state) => state !== own && JUDGED.includes(state));
  const first = states.indexOf(own, other + 1);
  const begun = first < 0 ? undefined : samples[first];
  if (other >= 0 && begun) {
    live.restoreSince(newest, { at: begun.scheduledAt, orEarlier: false });
  }
}
