import { existsSync } from 'node:fs';
import { DayFile } from './day-file.ts';
import type { KeyOrder } from './day-key.ts';
import { daySchema, orderOf } from './day-schema.ts';
import { dayPath, listDays } from './file-names.ts';
import { type FileOptions, SqliteFile, wholeOf } from './sqlite-file.ts';
import { troubleOf } from './sqlite-trouble.ts';

/**
 * Called with a file whose content is damaged (null when it could not be opened); moves it out of the
 * way, so that opening the day again makes a fresh file, and returns what refills that file.
 */
export type SetAside = (day: number, file: DayFile | null, error: unknown) => Refill;
export type Refill = (fresh: DayFile) => void;

/** Of a day's file. */
export interface DayState {
  /** Samples or roll-ups are not in their place yet. */
  readonly isUnsettled: boolean;
  readonly order: KeyOrder;
}

/** Files kept open beyond those with open hours. */
const IDLE_FILES = 6;

/** The days' files of one data directory, opened when needed. */
export class DayFiles {
  readonly #dir: string;
  readonly #options: FileOptions;
  readonly #setAside: SetAside | null;
  /** In order of use, the least recent first. */
  readonly #open = new Map<number, DayFile>();
  readonly #days: Set<number>;
  readonly #idle: number;

  /** `idle` files without open hours stay open. */
  constructor(dir: string, options: FileOptions, setAside: SetAside | null, idle = IDLE_FILES) {
    this.#dir = dir;
    this.#options = options;
    this.#setAside = setAside;
    this.#idle = idle;
    this.#days = new Set(listDays(dir));
  }

  /** Days that have a file and overlap [from, to), ascending. */
  days(from: number, to: number): number[] {
    return [...this.#days]
      .filter((day) => day < to && day + 86_400_000 > from)
      .sort((a, b) => a - b);
  }

  /** Files in memory, for upkeep. */
  loaded(): DayFile[] {
    return [...this.#open.values()];
  }

  /** Whether this very object is in use. */
  isOpen(file: DayFile): boolean {
    return this.#open.get(file.day) === file;
  }

  /**
   * Does `work` on a day's file, made when absent. A damaged file is set aside and the work done
   * once more on the fresh one.
   */
  withDay<T>(day: number, work: (file: DayFile) => T): T {
    try {
      return work(this.#file(day));
    } catch (error) {
      if (this.#setAside === null || troubleOf(error) !== 'damaged') throw error;
      this.#replace(day, error, this.#setAside);
      return work(this.#file(day));
    }
  }

  /** As {@link withDay}, but null where the day has no file. */
  readDay<T>(day: number, work: (file: DayFile) => T): T | null {
    return this.#days.has(day) ? this.withDay(day, work) : null;
  }

  /** What upkeep needs to know of a day, without reading its dictionaries. */
  stateOf(day: number): DayState {
    const file = new SqliteFile(dayPath(this.#dir, day), daySchema(day), this.#options);
    try {
      const sql = 'SELECT EXISTS (SELECT 1 FROM open_batches) OR EXISTS (SELECT 1 FROM dirty)';
      return { isUnsettled: wholeOf(file.row(sql)?.[0]) === 1, order: orderOf(file.version) };
    } finally {
      file.close();
    }
  }

  /** Closes a file; the day stays. */
  release(day: number): void {
    this.#open.get(day)?.close();
    this.#open.delete(day);
  }

  /** Closes a file and forgets the day; the caller removes it from the disk. */
  drop(day: number): void {
    this.release(day);
    this.#days.delete(day);
  }

  close(): void {
    for (const file of this.#open.values()) file.close();
    this.#open.clear();
  }

  #file(day: number): DayFile {
    const known = this.#open.get(day);
    if (known !== undefined) {
      this.#open.delete(day);
      this.#open.set(day, known);
      return known;
    }
    const file = new DayFile(dayPath(this.#dir, day), day, this.#options);
    this.#open.set(day, file);
    this.#days.add(day);
    this.#closeIdle();
    return file;
  }

  #replace(day: number, error: unknown, setAside: SetAside): void {
    const damaged = this.#open.get(day) ?? null;
    this.#open.delete(day);
    const refill = setAside(day, damaged, error);
    if (existsSync(dayPath(this.#dir, day))) throw error;
    refill(this.#file(day));
  }

  #closeIdle(): void {
    const idle = [...this.#open.values()].filter((file) => file.open.length === 0);
    for (const file of idle.slice(0, Math.max(0, idle.length - this.#idle))) {
      if (file === [...this.#open.values()].at(-1)) continue;
      file.close();
      this.#open.delete(file.day);
    }
  }
}
