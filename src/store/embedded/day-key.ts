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

/**
 * How a day's table is ordered: by `hour` while the day grows, by `series` once it is clustered, so
 * that one series' day lies in one place. Keys of the latter have bit 52 set, then series id 24, hour 5,
 * ms in the hour 22, attempt − 1: below 2^53, and told from the others by their size.
 */
export type KeyOrder = 'hour' | 'series';
const BY_SERIES = 2 ** 52;
const SERIES_DAY_SPAN = 2 ** 28;
/** Parts that a clustered day is read in. */
const PARTS = 24;

/** A key as the table of a file in this order has it. */
export function storedKey(order: KeyOrder, key: number): number {
  if (order === 'hour') return key;
  const place = hourOfKey(key) * SERIES_SPAN + (key % SERIES_SPAN);
  return BY_SERIES + seriesOfKey(key) * SERIES_DAY_SPAN + place;
}

/** Inverse of {@link storedKey}, whatever the order. */
export function keyOfStored(stored: number): number {
  if (stored < BY_SERIES) return stored;
  const series = Math.floor((stored - BY_SERIES) / SERIES_DAY_SPAN);
  const place = stored % SERIES_DAY_SPAN;
  const hour = Math.floor(place / SERIES_SPAN);
  return firstKey(hour, series) + (place % SERIES_SPAN);
}

/** {@link keyOfStored} in SQL, of the table's column `key`. */
export function keyInSql(order: KeyOrder, column = 'key'): string {
  if (order === 'hour') return column;
  const hour = `((${column} >> 23 & 31) << 47)`;
  const series = `((${column} >> 28 & 16777215) << 23)`;
  return `(${hour} | ${series} | (${column} & 8388607))`;
}

/** {@link storedKey} in SQL, of a key given by an expression. */
export function storedInSql(order: KeyOrder, key: string): string {
  if (order === 'hour') return key;
  const series = `((${key} >> 23 & 16777215) << 28)`;
  const hour = `((${key} >> 47) << 23)`;
  return `(${BY_SERIES} | ${series} | ${hour} | (${key} & 8388607))`;
}

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

/** {@link msOfKey} in SQL, of a key given by an expression. */
export function msInSql(key: string): string {
  return `((${key} >> 47) * ${HOUR_MS} + (${key} >> 1 & 4194303))`;
}

/** Rows of open hours that are not in the table `day` yet, for a FROM. */
export function waitingInSql(order: KeyOrder): string {
  const stored = storedInSql(order, 'o.key');
  return `open_rows o WHERE NOT EXISTS (SELECT 1 FROM day d WHERE d.key = ${stored})`;
}

/** Query of the number of rows of the table `day` in hour `?1`. */
export function rowsInHourSql(order: KeyOrder): string {
  if (order === 'hour') {
    return 'SELECT count(*) FROM day WHERE key >= ?1 << 47 AND key < (?1 + 1) << 47';
  }
  const first = storedInSql(order, '((?1 << 47) | (s.id << 23))');
  const ofSeries = `SELECT count(*) FROM day WHERE key BETWEEN ${first} AND ${first} + ${SERIES_SPAN - 1}`;
  return `SELECT sum((${ofSeries})) FROM series s`;
}

/**
 * Query of the time since the day's start of the first or last row of the table `day`, ms; null without
 * rows. Reads one hour, or one row a series, not the day.
 */
export function edgeInSql(order: KeyOrder, which: 'min' | 'max'): string {
  const ms = msInSql(keyInSql(order));
  if (order === 'hour') {
    const hour = `(SELECT ${which}(key) >> 47 FROM day)`;
    return `SELECT ${which}(${ms}) FROM day WHERE key >= ${hour} << 47 AND key < (${hour} + 1) << 47`;
  }
  const first = storedInSql(order, '(s.id << 23)');
  const ofSeries = `SELECT ${which}(key) FROM day WHERE key BETWEEN ${first} AND ${first} + ${SERIES_DAY_SPAN - 1}`;
  return `SELECT ${which}(${ms}) FROM (SELECT (${ofSeries}) AS key FROM series s) WHERE key IS NOT NULL`;
}

/**
 * Ranges [first, end) of stored keys that make up the hours from one to another of a day with series
 * ids up to `maxSeries`: an hour each, or in a clustered day the whole of some series each.
 */
export function partsOfDay(
  order: KeyOrder,
  hours: { readonly from: number; readonly to: number },
  maxSeries: number,
): (readonly [number, number])[] {
  if (order === 'hour') {
    const count = Math.max(0, hours.to - hours.from + 1);
    return Array.from({ length: count }, (_, index) => {
      const hour = hours.from + index;
      return [hour * HOUR_SPAN, (hour + 1) * HOUR_SPAN] as const;
    });
  }
  const step = Math.ceil((maxSeries + 1) / PARTS);
  return Array.from({ length: PARTS }, (_, index) => {
    const from = BY_SERIES + index * step * SERIES_DAY_SPAN;
    return [from, from + step * SERIES_DAY_SPAN] as const;
  });
}

/** Start of the UTC day that holds `at`, epoch ms. */
export function dayOf(at: number): number {
  return Math.floor(at / DAY_MS) * DAY_MS;
}
