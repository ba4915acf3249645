import { type KeyOrder, msOfKey, storedKey } from './day-key.ts';
import { daySchema, orderOf } from './day-schema.ts';
import { FactsBook } from './facts-book.ts';
import { OpenHour } from './open-hour.ts';
import type { SampleRow } from './sample-row.ts';
import { SeriesBook } from './series-book.ts';
import { type FileOptions, SqliteFile, textOf, wholeOf } from './sqlite-file.ts';

/** Ids of `open_batches` are hour × this + number of the first row within the hour. */
export const BATCH_SPAN = 2 ** 32;

/** Next ids of the dictionaries. */
export interface DayMark {
  readonly series: number;
  readonly facts: number;
}

/**
 * One UTC day's file: its dictionaries and the mirror of its open hours. Whoever adds to the
 * dictionaries inside a transaction that fails takes the additions back with {@link forget}.
 */
export class DayFile {
  readonly day: number;
  readonly file: SqliteFile;
  /** How the table `day` is ordered; everything outside of it has keys in the order of hours. */
  readonly order: KeyOrder;
  readonly series: SeriesBook;
  readonly facts: FactsBook;
  /** Committed rows that are not in the table `day` yet, oldest first. */
  readonly open: OpenHour[] = [];
  /** Newest first attempt of series whose hour has left {@link open}. */
  readonly newest = new Map<number, SampleRow>();

  constructor(path: string, day: number, options: FileOptions) {
    this.day = day;
    this.file = new SqliteFile(path, daySchema(day), options);
    try {
      this.order = orderOf(this.file.version);
      this.series = new SeriesBook(this.file);
      this.facts = new FactsBook(this.file);
      this.#loadBatches();
    } catch (error) {
      this.file.close();
      throw error;
    }
  }

  /** Time of a row, epoch ms. */
  timeOf(key: number): number {
    return this.day + msOfKey(key);
  }

  /** A key as the table `day` has it. */
  stored(key: number): number {
    return storedKey(this.order, key);
  }

  get mark(): DayMark {
    return { series: this.series.nextId, facts: this.facts.nextId };
  }

  /** Takes back dictionary entries whose transaction has failed. */
  forget(mark: DayMark): void {
    this.series.forgetFrom(mark.series);
    this.facts.forgetFrom(mark.facts);
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
    mirror.batches = { first: mirror.batches?.first ?? id, end: id + rows.length };
  }

  /** Deletes the batches of a mirror, at most `count` a call; true when none is left. */
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

  #loadBatches(): void {
    for (const row of this.file.statement('SELECT id, rows FROM open_batches').iterate()) {
      if (!Array.isArray(row)) continue;
      const id = wholeOf(row[0]);
      const rows = rowsOfText(textOf(row[1]));
      const mirror = this.openHour(Math.floor(id / BATCH_SPAN));
      mirror.batches = { first: mirror.batches?.first ?? id, end: id + rows.length };
      for (const one of rows) mirror.addRow(one);
    }
    // What memory holds of open hours outlives the file only together with their facts.
    if (this.open.length > 0) this.facts.load();
  }
}

/** Guarantee: the text was written by {@link DayFile.writeBatch}. */
export function rowsOfText(text: string): SampleRow[] {
  return JSON.parse(text) as SampleRow[];
}
