import type { Family } from '../../core/words/outcome.ts';
import { msOfKey } from './day-key.ts';
import { daySchema } from './day-schema.ts';
import { FACT_COLUMNS, type FactValue } from './facts.ts';
import { OpenHour } from './open-hour.ts';
import type { SampleRow } from './sample-row.ts';
import { type FileOptions, SqliteFile, textOf, wholeOf } from './sqlite-file.ts';

/** One series of one vantage. */
export interface SeriesName {
  readonly target: string;
  readonly vantage: string;
  readonly family: Family;
}

/** Facts a file's memory holds as text before it forgets them all. */
const CACHED_FACTS = 50_000;
/** Ids of `open_batches` are hour × this + number of the first row within the hour. */
export const BATCH_SPAN = 2 ** 32;

/** Verdict of facts in bits: 0–1 the outcome, 2 suspect. */
export const KIND_FAILURE = 1;
export const KIND_MISSED = 2;
export const KIND_OUTCOME = 3;
export const KIND_SUSPECT = 4;

/**
 * One UTC day's file: its dictionaries and the mirror of its open hours. Whoever adds to the
 * dictionaries inside a transaction that fails takes the additions back with {@link forget}.
 */
export class DayFile {
  readonly day: number;
  readonly file: SqliteFile;
  /** Committed rows that are not in the table `day` yet, oldest first. */
  readonly open: OpenHour[] = [];
  /** Newest first attempt of series whose hour has left {@link open}. */
  readonly newest = new Map<number, SampleRow>();
  readonly #seriesIds = new Map<string, number>();
  readonly #names = new Map<number, SeriesName>();
  readonly #factTexts = new Map<number, string>();
  readonly #kinds = new Map<number, number>();
  #nextSeries = 1;
  #nextFacts = 1;

  constructor(path: string, day: number, options: FileOptions) {
    this.day = day;
    this.file = new SqliteFile(path, daySchema(day), options);
    try {
      this.#load();
    } catch (error) {
      this.file.close();
      throw error;
    }
  }

  seriesIdOf(name: SeriesName): number | null {
    return this.#seriesIds.get(textOfName(name)) ?? null;
  }

  nameOf(series: number): SeriesName | null {
    return this.#names.get(series) ?? null;
  }

  /** Ids of the series of one target, or of all. */
  seriesOf(target: string | null): number[] {
    const ids: number[] = [];
    for (const [id, name] of this.#names)
      if (target === null || name.target === target) ids.push(id);
    return ids;
  }

  /** Time of a row, epoch ms. */
  timeOf(key: number): number {
    return this.day + msOfKey(key);
  }

  addSeries(name: SeriesName): number {
    const id = this.#nextSeries;
    const { target, vantage, family } = name;
    this.file.run('INSERT INTO series VALUES (?, ?, ?, ?)', id, target, vantage, family);
    this.#know(id, name);
    return id;
  }

  addFacts(values: readonly FactValue[]): number {
    const id = this.#nextFacts;
    const marks = '?, '.repeat(FACT_COLUMNS.length);
    this.file.run(`INSERT INTO facts VALUES (${marks}?)`, id, ...values);
    this.#nextFacts = id + 1;
    this.#keepText(id, JSON.stringify(values));
    this.#kinds.set(id, kindOfVerdict(values[2], values[16]));
    return id;
  }

  /** Next ids to be given out; what {@link forget} returns to. */
  get mark(): { readonly series: number; readonly facts: number } {
    return { series: this.#nextSeries, facts: this.#nextFacts };
  }

  /** Takes back dictionary entries whose transaction has failed. */
  forget(mark: { readonly series: number; readonly facts: number }): void {
    for (let id = mark.series; id < this.#nextSeries; id += 1) {
      const name = this.#names.get(id);
      if (name !== undefined) this.#seriesIds.delete(textOfName(name));
      this.#names.delete(id);
    }
    for (let id = mark.facts; id < this.#nextFacts; id += 1) {
      this.#factTexts.delete(id);
      this.#kinds.delete(id);
    }
    this.#nextSeries = mark.series;
    this.#nextFacts = mark.facts;
  }

  /** Fact values as a JSON array; null for an id that the file does not hold. */
  factText(id: number): string | null {
    const known = this.#factTexts.get(id);
    if (known !== undefined) return known;
    const sql = `SELECT json_array(${FACT_COLUMNS.join(', ')}) FROM facts WHERE id = ?`;
    const row = this.file.row(sql, id);
    if (row === null) return null;
    const text = textOf(row[0]);
    this.#keepText(id, text);
    return text;
  }

  /** As {@link factText}, without reading the file. */
  factTextInMemory(id: number): string | null {
    return this.#factTexts.get(id) ?? null;
  }

  /** Reads all facts into memory at once; for answers that need thousands of them. */
  loadFacts(): void {
    const sql = `SELECT id, json_array(${FACT_COLUMNS.join(', ')}) FROM facts ORDER BY id DESC LIMIT ?`;
    for (const row of this.file.rows(sql, CACHED_FACTS)) {
      this.#keepText(wholeOf(row[0]), textOf(row[1]));
    }
  }

  /** Outcome and validity of facts as `KIND_` bits. */
  kindOf(id: number): number {
    const known = this.#kinds.get(id);
    if (known !== undefined) return known;
    const row = this.file.row('SELECT outcome, validity FROM facts WHERE id = ?', id);
    const kind = kindOfVerdict(textOf(row?.[0]), textOf(row?.[1]));
    this.#kinds.set(id, kind);
    return kind;
  }

  /** The mirror that takes rows of an hour of the day. */
  openHour(hour: number): OpenHour {
    const found = this.open.find((one) => one.hour === hour && !one.sealed);
    if (found !== undefined) return found;
    const made = new OpenHour(hour);
    this.open.push(made);
    return made;
  }

  /** Whether a row with this key waits in any mirror. */
  isOpen(hour: number, key: number): boolean {
    for (const one of this.open) if (one.hour === hour && one.has(key)) return true;
    return false;
  }

  /** Writes rows of an hour as one batch; for use in a transaction together with the mirror. */
  writeBatch(mirror: OpenHour, rows: readonly SampleRow[]): void {
    const id = this.#nextBatch(mirror.hour);
    this.file.run('INSERT INTO open_batches VALUES (?, ?)', id, JSON.stringify(rows));
    const end = id + rows.length;
    mirror.batches = { first: mirror.batches?.first ?? id, end };
  }

  /** Deletes the batches of a mirror, at most `count` rows a call; true when none is left. */
  deleteBatches(mirror: OpenHour, count: number): boolean {
    if (mirror.batches === null) return true;
    const { first, end } = mirror.batches;
    const sql = 'SELECT id FROM open_batches WHERE id >= ? AND id < ? ORDER BY id LIMIT 1 OFFSET ?';
    const upTo = wholeOf(this.file.row(sql, first, end, count)?.[0] ?? end);
    this.file.run('DELETE FROM open_batches WHERE id >= ? AND id < ?', first, upTo);
    return upTo === end;
  }

  close(): void {
    this.file.close();
  }

  #nextBatch(hour: number): number {
    let end = hour * BATCH_SPAN;
    for (const one of this.open) {
      if (one.hour === hour && one.batches !== null) end = Math.max(end, one.batches.end);
    }
    return end;
  }

  #load(): void {
    for (const row of this.file.rows('SELECT id, target, vantage, family FROM series')) {
      const family: Family = wholeOf(row[3]) === 6 ? 6 : 4;
      this.#know(wholeOf(row[0]), { target: textOf(row[1]), vantage: textOf(row[2]), family });
    }
    this.#nextFacts = wholeOf(this.file.row('SELECT max(id) FROM facts')?.[0]) + 1;
    for (const row of this.file.statement('SELECT id, rows FROM open_batches').iterate()) {
      this.#loadBatch(row);
    }
  }

  #loadBatch(row: unknown): void {
    if (!Array.isArray(row)) return;
    const id = wholeOf(row[0]);
    const hour = Math.floor(id / BATCH_SPAN);
    const rows = rowsOfText(textOf(row[1]));
    const mirror = this.openHour(hour);
    mirror.batches = { first: mirror.batches?.first ?? id, end: id + rows.length };
    for (const one of rows) mirror.addRow(one);
  }

  #know(id: number, name: SeriesName): void {
    this.#seriesIds.set(textOfName(name), id);
    this.#names.set(id, name);
    this.#nextSeries = Math.max(this.#nextSeries, id + 1);
  }

  #keepText(id: number, text: string): void {
    if (this.#factTexts.size >= CACHED_FACTS) this.#factTexts.clear();
    this.#factTexts.set(id, text);
  }
}

/** Guarantee: the text was written by {@link DayFile.writeBatch}. */
export function rowsOfText(text: string): SampleRow[] {
  return JSON.parse(text) as SampleRow[];
}

function textOfName(name: SeriesName): string {
  return `${name.target}/${name.family}/${name.vantage}`;
}

function kindOfVerdict(outcome: unknown, validity: unknown): number {
  const verdict = outcome === 'failure' ? KIND_FAILURE : outcome === 'missed' ? KIND_MISSED : 0;
  return validity === 'suspect' ? verdict | KIND_SUSPECT : verdict;
}
