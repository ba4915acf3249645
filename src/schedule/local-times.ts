/** Times of a day at which an expression fires, seconds after midnight; from its first three fields. */
export interface LocalTimes {
  /** Firings on a day that matches, ≥ 1. */
  readonly perDay: number;
  readonly first: number;
  readonly last: number;
  /** Smallest distance between two of them, s; null where there is only one. */
  readonly smallestGapS: number | null;
  /** The first at or after `second`; null where none is left that day. */
  atOrAfter(second: number): number | null;
  /** The last at or before `second`; null where none was yet. */
  atOrBefore(second: number): number | null;
  /** How many lie before `second`. */
  countBefore(second: number): number;
}

interface TimeFields {
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly seconds: readonly number[];
}

/** Every field ascending, without repetition, not empty. */
export function localTimesOf(fields: TimeFields): LocalTimes {
  const times = timesOfDay(fields);
  const indexOf = (second: number): number => lowerBound(times, second);
  const at = (index: number): number | null => times[index] ?? null;
  return {
    perDay: times.length,
    first: times[0] ?? 0,
    last: times[times.length - 1] ?? 0,
    smallestGapS: smallestGap(times),
    atOrAfter: (second) => at(indexOf(second)),
    atOrBefore: (second) => at(indexOf(second + 1) - 1),
    countBefore: indexOf,
  };
}

function timesOfDay({ hours, minutes, seconds }: TimeFields): Int32Array {
  const times = new Int32Array(hours.length * minutes.length * seconds.length);
  let index = 0;
  for (const hour of hours) {
    for (const minute of minutes) {
      for (const second of seconds) {
        times[index] = hour * 3600 + minute * 60 + second;
        index += 1;
      }
    }
  }
  return times;
}

function smallestGap(times: Int32Array): number | null {
  let smallest: number | null = null;
  let previous: number | null = null;
  for (const time of times) {
    if (previous !== null && (smallest === null || time - previous < smallest)) {
      smallest = time - previous;
    }
    previous = time;
  }
  return smallest;
}

/** Index of the first element ≥ `value`; the length where there is none. */
function lowerBound(sorted: Int32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? 0) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
