import { periodStart } from '../core/time/slots.ts';

/** Length of a part of the day, ms: an hour, as the coarsest roll-up. */
export const CELL_MS = 3_600_000;
/** Parts kept: the 24 hours that ended, and the running one. */
export const CELLS = 25;
/** success, failure, suspect, missed. */
const KINDS = 4;

export const NOTHING = { success: 0, failure: 0, suspect: 0, missed: 0 } as const;

/** First attempts by outcome of one part of the day. */
export interface HourCell {
  /** Start of the part, epoch ms. */
  readonly at: number;
  readonly success: number;
  /** Failures that count: those that are valid. */
  readonly failure: number;
  /** Failures that are suspect. */
  readonly suspect: number;
  readonly missed: number;
}

/**
 * First attempts by outcome, in the parts of the last 24 hours, for any number of columns (sectors,
 * or series); a ring of counters that stop at the largest number that they hold.
 */
export class HourCounts {
  readonly #columns: number;
  /** Start of the part that each place of the ring holds; one ring for all columns. */
  readonly #startOf = new Float64Array(CELLS).fill(Number.NaN);
  readonly #counts: Uint16Array | Uint32Array;
  readonly #most: number;

  /** `bits` of a counter: an hour of one series needs 16, of a whole sector 32. */
  constructor(columns: number, bits: 16 | 32) {
    const size = CELLS * columns * KINDS;
    this.#columns = columns;
    this.#counts = bits === 16 ? new Uint16Array(size) : new Uint32Array(size);
    this.#most = 2 ** bits - 1;
  }

  /** Counts at `at`, epoch ms; what is older than the ring is left out. */
  add(column: number, at: number, counts: Omit<HourCell, 'at'>): void {
    const start = periodStart(at, CELL_MS);
    const place = (start / CELL_MS) % CELLS;
    const held = this.#startOf[place] ?? Number.NaN;
    if (start < held) return;
    if (start !== held) {
      const size = this.#columns * KINDS;
      this.#counts.fill(0, place * size, (place + 1) * size);
      this.#startOf[place] = start;
    }
    const cell = this.#cellOf(place, column);
    this.#grow(cell, counts.success);
    this.#grow(cell + 1, counts.failure);
    this.#grow(cell + 2, counts.suspect);
    this.#grow(cell + 3, counts.missed);
  }

  #grow(index: number, by: number): void {
    if (by === 0) return;
    this.#counts[index] = Math.min(this.#most, (this.#counts[index] ?? 0) + by);
  }

  /** The part of a column that holds `at`. */
  cellAt(column: number, at: number): HourCell {
    const start = periodStart(at, CELL_MS);
    const place = (start / CELL_MS) % CELLS;
    if (this.#startOf[place] !== start) return { at: start, ...NOTHING };
    const cell = this.#cellOf(place, column);
    return {
      at: start,
      success: this.#counts[cell] ?? 0,
      failure: this.#counts[cell + 1] ?? 0,
      suspect: this.#counts[cell + 2] ?? 0,
      missed: this.#counts[cell + 3] ?? 0,
    };
  }

  /** Whether anything valid came in the part of a column that holds `at`. */
  hasValid(column: number, at: number): boolean {
    const start = periodStart(at, CELL_MS);
    const place = (start / CELL_MS) % CELLS;
    const cell = this.#cellOf(place, column);
    const isHeld = this.#startOf[place] === start;
    return isHeld && (this.#counts[cell] ?? 0) + (this.#counts[cell + 1] ?? 0) > 0;
  }

  /** Takes over another's counts: `columnOf` tells where a column was there; null = it is new. */
  adopt(before: HourCounts, columnOf: (column: number) => number | null): void {
    this.#startOf.set(before.#startOf);
    for (let column = 0; column < this.#columns; column += 1) {
      const old = columnOf(column);
      if (old === null) continue;
      for (let place = 0; place < CELLS; place += 1) {
        const from = before.#cellOf(place, old);
        this.#counts.set(before.#counts.subarray(from, from + KINDS), this.#cellOf(place, column));
      }
    }
  }

  #cellOf(place: number, column: number): number {
    return (place * this.#columns + column) * KINDS;
  }
}
