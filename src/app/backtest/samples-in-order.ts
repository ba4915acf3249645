import type { SampleStore, TimeRange } from '../../core/ports/sample-store.ts';
import type { Sample } from '../../core/words/sample.ts';
import { endOf } from '../../judge/replay.ts';

/** A stretch of time with the samples that ended in it, in that order. */
export interface OrderedStretch extends TimeRange {
  readonly samples: readonly Sample[];
}

/** A stretch is as long as to hold about so many samples. */
const SAMPLES = 50_000;
const FIRST_MS = 600_000;
const SHORTEST_MS = 60_000;
const LONGEST_MS = 6 * 3_600_000;

/**
 * Stored samples of both attempts in the order in which they ended, over all targets; a store gives
 * them target by target. Stretch by stretch, so that about {@link SAMPLES} are in memory at a time; a
 * new one begins at each of `cuts`, epoch ms, ascending. Of one moment in order of slot, target, family
 * and attempt.
 */
export async function* samplesInOrder(
  store: Pick<SampleStore, 'scan'>,
  { from, to }: TimeRange,
  cuts: readonly number[],
): AsyncGenerator<OrderedStretch> {
  let lengthMs = FIRST_MS;
  let late: readonly Sample[] = [];
  for (let at = from; at < to; ) {
    const cut = cuts.find((each) => each > at) ?? to;
    const end = Math.min(at + lengthMs, cut, to);
    const found: Sample[] = [...late];
    for await (const block of store.scan({ from: at, to: end, attempts: 'all' })) {
      for (const sample of block) found.push(sample);
    }
    found.sort(inOrder);
    const done = end < to ? firstEndingFrom(found, end) : found.length;
    late = found.slice(done);
    yield { from: at, to: end, samples: found.slice(0, done) };
    lengthMs = nextLength(end - at, found.length);
    at = end;
  }
}

function firstEndingFrom(found: readonly Sample[], end: number): number {
  const index = found.findIndex((sample) => endOf(sample) >= end);
  return index < 0 ? found.length : index;
}

/** Twice as long at most. */
function nextLength(lengthMs: number, count: number): number {
  const wanted = count === 0 ? LONGEST_MS : (lengthMs * SAMPLES) / count;
  return Math.max(SHORTEST_MS, Math.min(wanted, 2 * Math.max(lengthMs, FIRST_MS), LONGEST_MS));
}

function inOrder(a: Sample, b: Sample): number {
  return (
    endOf(a) - endOf(b) ||
    a.scheduledAt - b.scheduledAt ||
    (a.target < b.target ? -1 : a.target > b.target ? 1 : 0) ||
    a.family - b.family ||
    a.attempt - b.attempt
  );
}
