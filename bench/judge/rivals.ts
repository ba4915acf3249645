import { SlidingOrder } from './sliding-order.ts';

const DAY_MS = 86_400_000;
const DAYS_OF_LIMIT = 7;
/** Newest values whose median a ratio looks at. */
const NEWEST = 5;

/** A simple rule beside ours: a score a point, and from which score it would have raised an alarm. */
export interface Rival {
  readonly name: string;
  readonly alarm: number;
  score(values: Float64Array, intervalMs: number): Float64Array;
}

/** What people set up otherwise. Each sees the points before and the point itself, in both directions. */
export const RIVALS: readonly Rival[] = [
  {
    name: 'fixed threshold: twice (half) the median of the first week',
    alarm: 2,
    score: (values, intervalMs) => {
      const week = values.slice(0, (DAYS_OF_LIMIT * DAY_MS) / intervalMs).sort();
      const limit = week[week.length >> 1] ?? 0;
      return values.map((value) => timesOff(value, limit));
    },
  },
  {
    name: 'windowed Gaussian: mean ± 3σ of the last day',
    alarm: 3,
    score: gaussianScores,
  },
  {
    name: 'SmokePing-like: median of the last 5 over that of the last day, 1.5 times (or under)',
    alarm: 1.5,
    score: (values, intervalMs) => {
      const day = new SlidingOrder(Math.max(NEWEST, Math.round(DAY_MS / intervalMs)));
      const newest = new SlidingOrder(NEWEST);
      return values.map((value) => {
        newest.add(value);
        const score = day.count < NEWEST ? 1 : timesOff(newest.median, day.median);
        day.add(value);
        return score;
      });
    },
  },
];

const MOST = 1000;

/** How many times above or below, 1 or more. */
function timesOff(value: number, usual: number): number {
  const ratio = usual === 0 ? MOST : value / usual;
  return Math.min(MOST, Math.max(ratio, 1 / Math.max(ratio, 1 / MOST)));
}

function gaussianScores(values: Float64Array, intervalMs: number): Float64Array {
  const size = Math.round(DAY_MS / intervalMs);
  let sum = 0;
  let squares = 0;
  return values.map((value, index) => {
    const count = Math.min(index, size);
    const mean = count === 0 ? value : sum / count;
    const deviation = Math.sqrt(Math.max(0, squares / Math.max(1, count) - mean * mean));
    const isKnown = count >= Math.min(size, NEWEST * NEWEST) && deviation > 0;
    const old = values[index - size] ?? 0;
    sum += value - (index >= size ? old : 0);
    squares += value * value - (index >= size ? old * old : 0);
    return isKnown ? Math.min(MOST, Math.abs(value - mean) / deviation) : 0;
  });
}
