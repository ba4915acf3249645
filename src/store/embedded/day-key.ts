import type { Attempt } from '../../core/words/outcome.ts';

/**
 * The integer key of a sample inside its day's file, ordered by (hour, series, time, attempt): an
 * hour that closes is appended at the right end of the table, and one series of one hour lies in one
 * place. Bits from the top: hour of the UTC day 5, series id of the file 24, ms in the hour 22,
 * attempt − 1. Below 2^52, so it is exact as a number.
 */
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** Largest series id that fits the key. */
export const MAX_SERIES = 2 ** 24 - 1;

const SERIES_SPAN = 2 ** 23;
const HOUR_SPAN = 2 ** 47;

/** Key of a series, a time in ms since the day's start (0 to 86,399,999) and an attempt. */
export function dayKey(series: number, msOfDay: number, attempt: Attempt): number {
  const hour = Math.floor(msOfDay / HOUR_MS);
  return hour * HOUR_SPAN + series * SERIES_SPAN + (msOfDay - hour * HOUR_MS) * 2 + (attempt - 1);
}

/** Smallest key of a series in an hour of the day. */
export function firstKey(hour: number, series: number): number {
  return hour * HOUR_SPAN + series * SERIES_SPAN;
}

/** Largest key of a series in an hour of the day. */
export function lastKey(hour: number, series: number): number {
  return firstKey(hour, series) + SERIES_SPAN - 1;
}

export function hourOfKey(key: number): number {
  return Math.floor(key / HOUR_SPAN);
}

export function seriesOfKey(key: number): number {
  return Math.floor((key % HOUR_SPAN) / SERIES_SPAN);
}

/** Time since the day's start, ms. */
export function msOfKey(key: number): number {
  return hourOfKey(key) * HOUR_MS + Math.floor((key % SERIES_SPAN) / 2);
}

export function attemptOfKey(key: number): Attempt {
  return key % 2 === 0 ? 1 : 2;
}

/** Start of the UTC day that holds `at`, epoch ms. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}
