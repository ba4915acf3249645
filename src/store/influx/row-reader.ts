import { AppError } from '../../core/errors.ts';
import type { AnswerBlock } from './answer-block.ts';

/** One row of an answer by the names of its columns; an absent column and null are alike. */
export class RowReader {
  readonly #places: ReadonlyMap<string, number>;
  readonly #tags: Readonly<Record<string, string>>;
  #row: readonly unknown[] = [];

  constructor(block: AnswerBlock) {
    this.#places = new Map(block.columns.map((name, place) => [name, place]));
    this.#tags = block.tags;
  }

  /** Reads `row` of the block from now on. */
  at(row: readonly unknown[]): this {
    this.#row = row;
    return this;
  }

  number(name: string): number | null {
    const cell = this.#cell(name);
    if (cell === null || typeof cell === 'number') return cell;
    throw unexpected(name, cell);
  }

  /** A number that is always there. */
  figure(name: string): number {
    return this.number(name) ?? missing(name);
  }

  /** A field or a tag. */
  text(name: string): string | null {
    const cell = this.#cell(name);
    if (cell === null || typeof cell === 'string') return cell;
    throw unexpected(name, cell);
  }

  /** A text that is always there. */
  word(name: string): string {
    return this.text(name) ?? missing(name);
  }

  /** One of a closed list, always there. */
  oneOf<Word extends string>(name: string, words: readonly Word[]): Word {
    return this.oneOrNull(name, words) ?? missing(name);
  }

  oneOrNull<Word extends string>(name: string, words: readonly Word[]): Word | null {
    const cell = this.#cell(name);
    if (cell === null) return null;
    for (const word of words) if (word === cell) return word;
    throw unexpected(name, cell);
  }

  #cell(name: string): unknown {
    const place = this.#places.get(name);
    return (place === undefined ? this.#tags[name] : this.#row[place]) ?? null;
  }
}

function missing(name: string): never {
  throw unexpected(name, null);
}

function unexpected(name: string, found: unknown): AppError {
  return new AppError('store_unavailable', {
    ja: `InfluxDB の ${name} の値 ${String(found)} は山びこが書いたものではありません`,
    en: `InfluxDB has the ${name} ${String(found)}, which Yamabiko did not write`,
  });
}
