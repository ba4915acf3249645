import type { Family } from '../../core/words/outcome.ts';
import { BATCH_SPAN, type DayFile, rowsOfText } from './day-file.ts';
import {
  dayKey,
  HOUR_MS,
  hourOfKey,
  keyOfStored,
  MAX_SERIES,
  msOfKey,
  seriesOfKey,
} from './day-key.ts';
import { FACT_COLUMNS, type FactValue, factsOfValues } from './facts.ts';
import { insertRows, markDirty } from './hour-move.ts';
import { ROW_WIDTH, type SampleRow } from './sample-row.ts';
import type { SeriesName } from './series-book.ts';
import type { Cell } from './sqlite-file.ts';
import { type FoundRecord, recordsOfDamaged } from './sqlite-pages.ts';

/** Pages read between two pauses. */
const PAGES_PER_STEP = 8;
const SERIES_WIDTH = 4;
const FACTS_WIDTH = FACT_COLUMNS.length + 1;
const BATCH_WIDTH = 2;

/** What was found of the open hours: ids and row counts of batches, and hours with rows moved. */
interface OpenFound {
  readonly batches: Map<number, number>;
  readonly movedHours: Set<number>;
}

export interface Dictionaries {
  readonly series: Map<number, SeriesName>;
  readonly facts: Map<number, readonly FactValue[]>;
}

/**
 * Copies every readable sample of a damaged day's file into the fresh one, a few pages a step. A row
 * counts as readable where its series and facts are known and its phases sum to its total. Appends
 * to the fresh file may go on meanwhile. Returns the number of rows of the open hours that are
 * missing between the batches found.
 */
export function* salvageDay(path: string, fresh: DayFile): Generator<void, number> {
  const found: Dictionaries = { series: new Map(), facts: new Map() };
  let pages = 0;
  for (const records of recordsOfDamaged(path)) {
    for (const record of records) readDictionary(record, found);
    pages += 1;
    if (pages % PAGES_PER_STEP === 0) yield;
  }
  const target = new Transfer(fresh, found);
  const open: OpenFound = { batches: new Map(), movedHours: new Set() };
  for (const records of recordsOfDamaged(path)) {
    const rows: SampleRow[] = [];
    for (const record of records) collectRows(record, rows, open);
    if (rows.length > 0) target.write(rows);
    pages += 1;
    if (pages % PAGES_PER_STEP === 0) yield;
  }
  return holesOf(open);
}

/** Gives rows of another file the ids of the fresh one and inserts them. */
export class Transfer {
  readonly #fresh: DayFile;
  readonly #found: Dictionaries;
  readonly #series = new Map<number, number>();
  readonly #facts = new Map<number, number>();

  constructor(fresh: DayFile, found: Dictionaries) {
    this.#fresh = fresh;
    this.#found = found;
  }

  /** In one transaction, straight into the day's table; their roll-ups become dirty. */
  write(rows: readonly SampleRow[]): void {
    const mark = this.#fresh.mark;
    try {
      this.#fresh.file.transaction(() => {
        const translated = this.translate(rows);
        insertRows(this.#fresh, translated);
        markDirty(this.#fresh, translated);
      });
    } catch (error) {
      this.#fresh.forget(mark);
      this.#series.clear();
      this.#facts.clear();
      throw error;
    }
  }

  /** The rows that can be read, with the fresh file's ids, ascending by key. */
  translate(rows: readonly SampleRow[]): SampleRow[] {
    const translated: SampleRow[] = [];
    for (const row of rows) {
      const key = row[0] ?? 0;
      const series = this.#seriesOf(seriesOfKey(key));
      const facts = this.#factsOf(row[1] ?? 0);
      if (series === null || facts === null) continue;
      translated.push([
        dayKey(series, msOfKey(key), key % 2 === 0 ? 1 : 2),
        facts,
        ...row.slice(2),
      ]);
    }
    return translated.sort((a, b) => (a[0] ?? 0) - (b[0] ?? 0));
  }

  #seriesOf(id: number): number | null {
    const known = this.#series.get(id);
    if (known !== undefined) return known;
    const name = this.#found.series.get(id);
    if (name === undefined) return null;
    const fresh = this.#fresh.series.add(name);
    this.#series.set(id, fresh);
    return fresh;
  }

  #factsOf(id: number): number | null {
    const known = this.#facts.get(id);
    if (known !== undefined) return known;
    const values = this.#found.facts.get(id);
    if (values === undefined) return null;
    const fresh = this.#fresh.facts.add(values);
    this.#facts.set(id, fresh);
    return fresh;
  }
}

function readDictionary(record: FoundRecord, found: Dictionaries): void {
  const { rowid, columns } = record;
  if (columns[0] !== null) return;
  if (columns.length === SERIES_WIDTH) {
    const [, target, vantage, family] = columns;
    if (typeof target !== 'string' || typeof vantage !== 'string') return;
    if (rowid > MAX_SERIES || !(family === 4 || family === 6)) return;
    found.series.set(rowid, { target, vantage, family: family satisfies Family });
  } else if (columns.length === FACTS_WIDTH) {
    const values = columns.slice(1).filter(isFactValue);
    if (values.length === FACT_COLUMNS.length && isReadable(values)) found.facts.set(rowid, values);
  }
}

function collectRows(record: FoundRecord, rows: SampleRow[], open: OpenFound): void {
  const { rowid, columns } = record;
  if (columns[0] !== null) return;
  if (columns.length === ROW_WIDTH) {
    const key = keyOfStored(rowid);
    const row = [key, ...columns.slice(1)];
    if (!isSampleRow(row)) return;
    rows.push(row);
    open.movedHours.add(hourOfKey(key));
  } else if (columns.length === BATCH_WIDTH && typeof columns[1] === 'string') {
    const batch = readBatch(columns[1]);
    if (batch !== null) open.batches.set(rowid, batch.length);
    for (const row of batch ?? []) if (isSampleRow(row)) rows.push(row);
  }
}

function readBatch(text: string): SampleRow[] | null {
  try {
    const rows = rowsOfText(text);
    return Array.isArray(rows) && rows.every(Array.isArray) ? rows : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Whole numbers or null, an hour of the day, no negative duration, and phases that sum up. */
function isSampleRow(row: readonly unknown[]): row is SampleRow {
  if (row.length !== ROW_WIDTH || !row.every(isWholeOrNull)) return false;
  const [key, facts, , total, , ...rest] = row;
  if (typeof key !== 'number' || typeof facts !== 'number' || key < 0) return false;
  if (hourOfKey(key) > 23 || msOfKey(key) - hourOfKey(key) * HOUR_MS >= HOUR_MS) return false;
  if (rest.some((value) => value !== null && value < 0)) return false;
  const phases = rest.slice(0, 7);
  const sum = phases.reduce<number>((all, phase) => all + (phase ?? 0), 0);
  return total === null || total === undefined ? sum === 0 : sum === total;
}

function isWholeOrNull(value: unknown): value is number | null {
  return value === null || Number.isSafeInteger(value);
}

function isFactValue(value: Cell): value is FactValue {
  return value === null || typeof value === 'string' || typeof value === 'number';
}

function isReadable(values: readonly FactValue[]): boolean {
  try {
    factsOfValues(values);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/**
 * Rows missing between the batches of each hour, whose ids count the rows of the hour. An hour that
 * was being moved is left out: its batches were being deleted.
 */
function holesOf(open: OpenFound): number {
  let missing = 0;
  let expected = 0;
  for (const id of [...open.batches.keys()].sort((a, b) => a - b)) {
    const hour = Math.floor(id / BATCH_SPAN);
    expected = Math.max(expected, hour * BATCH_SPAN);
    if (!open.movedHours.has(hour)) missing += Math.max(0, id - expected);
    expected = Math.max(expected, id + (open.batches.get(id) ?? 0));
  }
  return missing;
}
