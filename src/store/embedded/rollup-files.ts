import { listMonths, monthPath, nextMonth } from './file-names.ts';
import { RollupFile } from './rollup-file.ts';
import type { FileOptions } from './sqlite-file.ts';
import { troubleOf } from './sqlite-trouble.ts';

/** Moves a damaged month out of the way; the file is closed already. */
export type SetMonthAside = (month: number, error: unknown) => void;

const KEPT_OPEN = 4;

/** The months' roll-up files of one data directory, opened when needed. */
export class RollupFiles {
  readonly #dir: string;
  readonly #options: FileOptions;
  readonly #setAside: SetMonthAside | null;
  readonly #open = new Map<number, RollupFile>();
  readonly #months: Set<number>;

  constructor(dir: string, options: FileOptions, setAside: SetMonthAside | null) {
    this.#dir = dir;
    this.#options = options;
    this.#setAside = setAside;
    this.#months = new Set(listMonths(dir));
  }

  /** Months that have a file and overlap [from, to), ascending. */
  months(from: number, to: number): number[] {
    return [...this.#months]
      .filter((month) => month < to && nextMonth(month) > from)
      .sort((a, b) => a - b);
  }

  /** Does `work` on a month's file, made when absent; once more on a fresh one if it is damaged. */
  withMonth<T>(month: number, work: (file: RollupFile) => T): T {
    try {
      return work(this.#file(month));
    } catch (error) {
      if (this.#setAside === null || troubleOf(error) !== 'damaged') throw error;
      this.release(month);
      this.#setAside(month, error);
      return work(this.#file(month));
    }
  }

  readMonth<T>(month: number, work: (file: RollupFile) => T): T | null {
    return this.#months.has(month) ? this.withMonth(month, work) : null;
  }

  /** `work` in a transaction of the month's file. */
  write(month: number, work: (file: RollupFile) => void): void {
    this.withMonth(month, (file) => {
      const before = file.series.nextId;
      try {
        file.file.transaction(() => work(file));
      } catch (error) {
        file.series.forgetFrom(before);
        throw error;
      }
    });
  }

  /** Closes a month's file; it is opened again when needed. */
  release(month: number): void {
    const file = this.#open.get(month);
    this.#open.delete(month);
    file?.close();
  }

  /** Closes a file and forgets the month; the caller removes it from the disk. */
  drop(month: number): void {
    this.release(month);
    this.#months.delete(month);
  }

  close(): void {
    for (const month of [...this.#open.keys()]) this.release(month);
  }

  #file(month: number): RollupFile {
    const known = this.#open.get(month);
    if (known !== undefined) return known;
    const oldest = [...this.#open.keys()][0];
    if (this.#open.size >= KEPT_OPEN && oldest !== undefined) this.release(oldest);
    const file = new RollupFile(monthPath(this.#dir, month), month, this.#options);
    this.#open.set(month, file);
    this.#months.add(month);
    return file;
  }
}
