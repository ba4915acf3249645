import type { TimeRange } from '../../core/ports/sample-store.ts';
import type { DayFile } from './day-file.ts';
import {
  attemptOfKey,
  DAY_MS,
  dayKey,
  firstKey,
  HOUR_MS,
  hourOfKey,
  keyInSql,
  lastKey,
  msOfKey,
  seriesOfKey,
} from './day-key.ts';
import { type SampleRow, VALUE_COLUMNS } from './sample-row.ts';

/** Rows of one day with what is needed to read them: all plain text, cheap to pass to a thread. */
export interface DaySegment {
  readonly day: number;
  /** JSON of `[id, target, vantage, family]` for every series in `rows`. */
  readonly series: string;
  /** JSON of `[id, [fact values]]` for every facts id in `rows`. */
  readonly facts: string;
  /** JSON of {@link SampleRow}s. */
  readonly rows: string;
}

const ONLY_FIRST = 'AND day.key & 1 = 0';
const NEWEST = `${ONLY_FIRST} ORDER BY day.key DESC LIMIT 1`;
const NO_HOUR = -1;
const LAST_HOUR = 23;
/** Facts of an answer above which they are read in one go. */
const MANY_FACTS = 500;

/** The part of one series' hour that a range covers. */
export interface HourSlice {
  readonly hour: number;
  /** First and last key. */
  readonly low: number;
  readonly high: number;
  /** First attempts only. */
  readonly first: boolean;
}

/** Rows of one series in a range, ascending by key; a row both moved and still open comes once. */
export function rowsOfSeries(
  file: DayFile,
  series: number,
  query: TimeRange & { readonly first: boolean },
): SampleRow[] {
  const rows: SampleRow[] = [];
  for (const slice of hourSlices(file, series, query)) {
    append(rows, rowsOfSlice(file, series, { ...slice, first: query.first }));
  }
  return rows;
}

/** The hours of the day that a range covers, in order. */
export function* hourSlices(
  file: DayFile,
  series: number,
  range: TimeRange,
): Generator<Omit<HourSlice, 'first'>> {
  const from = Math.max(0, Math.ceil(range.from) - file.day);
  const to = Math.min(DAY_MS, Math.ceil(range.to) - file.day);
  for (let hour = Math.floor(from / HOUR_MS); hour * HOUR_MS < to; hour += 1) {
    const low = dayKey(series, Math.max(from, hour * HOUR_MS), 1);
    const high = Math.min(lastKey(hour, series), dayKey(series, to - 1, 2));
    yield { hour, low, high };
  }
}

export function rowsOfSlice(file: DayFile, series: number, slice: HourSlice): SampleRow[] {
  let rows = storedRows(file, slice, slice.first ? ONLY_FIRST : '');
  for (const mirror of file.open) {
    if (mirror.hour !== slice.hour || !mirror.hasSeries(series)) continue;
    const waiting = mirror.rowsOf(series, slice.low, slice.high);
    rows = unionByKey(rows, slice.first ? waiting.filter(isFirst) : waiting);
  }
  return rows;
}

/** Rows of the table `day` between two keys of one series, of one hour where hours come first. */
export function storedRows(
  file: DayFile,
  { low, high }: { readonly low: number; readonly high: number },
  more = '',
): SampleRow[] {
  const columns = `${keyInSql(file.order, 'day.key')}, facts, ${VALUE_COLUMNS.join(', ')}`;
  const sql = `SELECT ${columns} FROM day WHERE day.key BETWEEN ? AND ? ${more}`;
  return asRows(file.file.statement(sql).all(file.stored(low), file.stored(high)));
}

/** Both lists ascending by key, each key once; on a tie the row of `kept`. */
export function unionByKey(kept: SampleRow[], added: SampleRow[]): SampleRow[] {
  if (kept.length === 0) return added;
  if (added.length === 0) return kept;
  const known = new Set(kept.map(keyOf));
  const rows = kept.concat(added.filter((row) => !known.has(keyOf(row))));
  return rows.sort((a, b) => keyOf(a) - keyOf(b));
}

/** Rows of a target's series in order of (time, family, attempt, vantage). */
export function rowsOfTarget(
  file: DayFile,
  target: string,
  query: TimeRange & { readonly first: boolean; readonly family: number | null },
): SampleRow[] {
  const ids = seriesOfTarget(file, target, query.family);
  const lists = ids.map((id) => rowsOfSeries(file, id, query));
  if (lists.length === 1 && lists[0] !== undefined) return lists[0];
  return lists.flat().sort((a, b) => compareRows(file, keyOf(a), keyOf(b)));
}

/** Ids of a target's series, or of those of one family. */
export function seriesOfTarget(
  file: DayFile,
  target: string,
  family: number | null,
): readonly number[] {
  const ids = file.series.idsOf(target);
  return family === null ? ids : ids.filter((id) => file.series.nameOf(id)?.family === family);
}

/** The newest first attempt of a series in this day; null where there is none. */
export function newestOfSeries(file: DayFile, series: number): SampleRow | null {
  let newest = file.newest.get(series) ?? null;
  if (newest === null) {
    newest = newestMoved(file, series);
    if (newest !== null) file.newest.set(series, newest);
  }
  for (const mirror of file.open) {
    const row = mirror.newestFirst(series);
    if (row !== null && (newest === null || keyOf(row) > keyOf(newest))) newest = row;
  }
  return newest;
}

/** Hour of the newest row that was moved; −1 where none was. A clustered day has all its hours. */
export function lastMovedHour(file: DayFile): number {
  if (file.order === 'series') return LAST_HOUR;
  const key = file.file.row('SELECT max(key) FROM day')?.[0];
  return typeof key === 'number' ? hourOfKey(key) : NO_HOUR;
}

export function segmentOf(file: DayFile, rows: readonly SampleRow[]): DaySegment {
  const series = new Set<number>();
  const facts = new Set<number>();
  for (const row of rows) {
    series.add(seriesOfKey(keyOf(row)));
    facts.add(factsOfRow(row));
  }
  return segmentOfTexts(file, { series, facts, rows: JSON.stringify(rows) });
}

/** The segment of rows that are JSON already, with the series and facts that they point at. */
export function segmentOfTexts(
  file: DayFile,
  parts: {
    readonly series: ReadonlySet<number>;
    readonly facts: ReadonlySet<number>;
    readonly rows: string;
  },
): DaySegment {
  const { series, facts, rows } = parts;
  if (facts.size > MANY_FACTS) file.facts.load();
  const names = [...series].map((id) => {
    const name = file.series.nameOf(id);
    return [id, name?.target, name?.vantage, name?.family];
  });
  const texts = [...facts].map((id) => `[${id},${file.facts.textOf(id) ?? '[]'}]`);
  return {
    day: file.day,
    series: JSON.stringify(names),
    facts: `[${texts.join(',')}]`,
    rows,
  };
}

export function keyOf(row: SampleRow): number {
  return row[0] ?? 0;
}

export function factsOfRow(row: SampleRow): number {
  return row[1] ?? 0;
}

/** Guarantee: columns of the table `day` are integers or null, in the order of a row. */
export function asRows(cells: unknown): SampleRow[] {
  return cells as SampleRow[];
}

function isFirst(row: SampleRow): boolean {
  return attemptOfKey(keyOf(row)) === 1;
}

function newestMoved(file: DayFile, series: number): SampleRow | null {
  const last = lastMovedHour(file);
  if (file.order === 'series') {
    const range = { low: firstKey(0, series), high: lastKey(last, series) };
    return storedRows(file, range, NEWEST)[0] ?? null;
  }
  for (let hour = last; hour >= 0; hour -= 1) {
    const range = { low: firstKey(hour, series), high: lastKey(hour, series) };
    const [row] = storedRows(file, range, NEWEST);
    if (row !== undefined) return row;
  }
  return null;
}

function compareRows(file: DayFile, a: number, b: number): number {
  const nameA = file.series.nameOf(seriesOfKey(a));
  const nameB = file.series.nameOf(seriesOfKey(b));
  return (
    msOfKey(a) - msOfKey(b) ||
    (nameA?.family ?? 4) - (nameB?.family ?? 4) ||
    attemptOfKey(a) - attemptOfKey(b) ||
    ((nameA?.vantage ?? '') < (nameB?.vantage ?? '') ? -1 : 1)
  );
}

function append(rows: SampleRow[], more: readonly SampleRow[]): void {
  for (const row of more) rows.push(row);
}
