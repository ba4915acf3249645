import { SlidingOrder } from './sliding-order.ts';

const DAY_MS = 86_400_000;
const DAYS_OF_LIMIT = 7;
/** Newest values whose median a ratio looks at. */
const NEWEST = 5;

/** A simple rule beside ours: a score a point, and from which score it would have raised an alarm. */
export interface Rival {
  readonly name: string;
  readonly alarm: number;
  score(values: Float64Array, options: RivalOptions): Float64Array;
}

export interface RivalOptions {
  readonly intervalMs: number;
  /** Whether quicker answers count as well. */
  readonly both: boolean;
  /** Points from which a fixed threshold is set; default those of the first week. */
  readonly limitFrom?: number;
}

/** What people set up otherwise. Each sees the points before and the point itself; the first its week. */
export const RIVALS: readonly Rival[] = [
  {
    name: 'fixed threshold: twice (half) the median of the first week',
    alarm: 2,
    score: (values, { intervalMs, both, limitFrom = (DAYS_OF_LIMIT * DAY_MS) / intervalMs }) => {
      const week = values.slice(0, limitFrom).sort();
      const limit = week[week.length >> 1] ?? 0;
      return values.map((value) => timesOff(value, limit, both));
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
    score: (values, { intervalMs, both }) => {
      const day = new SlidingOrder(Math.max(NEWEST, Math.round(DAY_MS / intervalMs)));
      const newest = new SlidingOrder(NEWEST);
      return values.map((value) => {
        newest.add(value);
        const score = day.count < NEWEST ? 1 : timesOff(newest.median, day.median, both);
        day.add(value);
        return score;
      });
    },
  },
];

const MOST = 1000;

/** How many times above or, where both count, below; then 1 or more. */
function timesOff(value: number, usual: number, both: boolean): number {
  const ratio = usual === 0 ? MOST : value / usual;
  if (!both) return Math.min(MOST, ratio);
  return Math.min(MOST, Math.max(ratio, 1 / Math.max(ratio, 1 / MOST)));
}

function gaussianScores(values: Float64Array, { intervalMs, both }: RivalOptions): Float64Array {
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
    const off = value - mean;
    return isKnown ? Math.min(MOST, (both ? Math.abs(off) : off) / deviation) : 0;
  });
}
