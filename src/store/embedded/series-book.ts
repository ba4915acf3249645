import type { Family } from '../../core/words/outcome.ts';
import { type SqliteFile, textOf, wholeOf } from './sqlite-file.ts';

/** One series of one vantage. */
export interface SeriesName {
  readonly target: string;
  readonly vantage: string;
  readonly family: Family;
}

/** The table `series` of a file, whole in memory. Ids begin at 1 and are never given twice. */
export class SeriesBook {
  readonly #file: SqliteFile;
  readonly #names = new Map<number, SeriesName>();
  readonly #byTarget = new Map<string, number[]>();
  #next = 1;

  constructor(file: SqliteFile) {
    this.#file = file;
    for (const row of file.rows('SELECT id, target, vantage, family FROM series')) {
      const family: Family = wholeOf(row[3]) === 6 ? 6 : 4;
      this.#know(wholeOf(row[0]), { target: textOf(row[1]), vantage: textOf(row[2]), family });
    }
  }

  /** The id that comes next; what {@link forgetFrom} returns to. */
  get nextId(): number {
    return this.#next;
  }

  idOf({ target, vantage, family }: SeriesName): number | null {
    const isIt = (id: number) => {
      const name = this.#names.get(id);
      return name?.family === family && name.vantage === vantage;
    };
    return this.idsOf(target).find(isIt) ?? null;
  }

  nameOf(id: number): SeriesName | null {
    return this.#names.get(id) ?? null;
  }

  /** Ids of the series of one target, or of all. */
  idsOf(target: string | null): readonly number[] {
    return target === null ? [...this.#names.keys()] : (this.#byTarget.get(target) ?? []);
  }

  entries(): IterableIterator<[number, SeriesName]> {
    return this.#names.entries();
  }

  targets(): string[] {
    return [...this.#byTarget.keys()];
  }

  /** Id of a series, written when absent. */
  add(name: SeriesName): number {
    const known = this.idOf(name);
    if (known !== null) return known;
    const id = this.#next;
    const { target, vantage, family } = name;
    this.#file.run('INSERT INTO series VALUES (?, ?, ?, ?)', id, target, vantage, family);
    this.#know(id, name);
    return id;
  }

  /** Forgets entries whose transaction has failed. */
  forgetFrom(id: number): void {
    for (let gone = id; gone < this.#next; gone += 1) {
      const name = this.#names.get(gone);
      if (name === undefined) continue;
      this.#names.delete(gone);
      const others = this.idsOf(name.target).filter((one) => one !== gone);
      if (others.length === 0) this.#byTarget.delete(name.target);
      else this.#byTarget.set(name.target, others);
    }
    this.#next = Math.min(this.#next, id);
  }

  #know(id: number, name: SeriesName): void {
    this.#names.set(id, name);
    const ids = this.#byTarget.get(name.target);
    if (ids === undefined) this.#byTarget.set(name.target, [id]);
    else ids.push(id);
    this.#next = Math.max(this.#next, id + 1);
  }
}

/** A text that differs where the series differ. */
export function textOfSeries(name: SeriesName): string {
  return `${name.target}/${name.family}/${name.vantage}`;
}
