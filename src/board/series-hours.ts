import { quantileOfEncoded } from '../core/stats/sketch.ts';
import { periodStart } from '../core/time/slots.ts';
import { PERIOD_MS, type Rollup } from '../core/words/rollup.ts';
import { CELL_MS, CELLS, type HourCell, HourCounts } from './hour-counts.ts';

/**
 * The last 24 hours of every series by the hour: counts by outcome, and the median of the response
 * time as the store's roll-ups tell it; about 300 bytes a series. Rows are those of the series table.
 */
export class SeriesHours {
  readonly #counts: HourCounts;
  readonly #rows: number;
  /** Median by row and place of the ring, ms; NaN = none. */
  readonly #medianMs: Float32Array;
  /** Start of the hour that each place of the ring of medians holds. */
  readonly #startOf = new Float64Array(CELLS).fill(Number.NaN);

  constructor(rows: number) {
    this.#rows = rows;
    this.#counts = new HourCounts(rows, 16);
    this.#medianMs = new Float32Array(CELLS * rows).fill(Number.NaN);
  }

  count(row: number, at: number, counts: Omit<HourCell, 'at'>): void {
    this.#counts.add(row, at, counts);
  }

  /** The hour of a row that holds `at`. */
  cellAt(row: number, at: number): HourCell {
    return this.#counts.cellAt(row, at);
  }

  /** Whether anything valid came of a row in the hour that holds `at`. */
  hasValid(row: number, at: number): boolean {
    return this.#counts.hasValid(row, at);
  }

  /** Takes the median of an hour's roll-up, in place of the one held; others are left out. */
  takeMedian(row: number, rollup: Rollup): void {
    const place = (rollup.at / CELL_MS) % CELLS;
    const held = this.#startOf[place] ?? Number.NaN;
    if (rollup.period !== '1h' || rollup.at % PERIOD_MS['1h'] !== 0 || rollup.at < held) return;
    if (rollup.at !== held) {
      this.#medianMs.fill(Number.NaN, place * this.#rows, (place + 1) * this.#rows);
      this.#startOf[place] = rollup.at;
    }
    const medianMs = quantileOfEncoded(rollup.sketch, 0.5);
    this.#medianMs[place * this.#rows + row] = medianMs ?? Number.NaN;
  }

  /**
   * The median of the hourly medians of the 24 hours up to `now`, ms, of hours that begin at or after
   * `since`; NaN = there is none.
   */
  normalMsOf(row: number, now: number, since = Number.NEGATIVE_INFINITY): number {
    const oldest = Math.max(periodStart(now, CELL_MS) - (CELLS - 1) * CELL_MS, since);
    let held = 0;
    for (let place = 0; place < CELLS; place += 1) {
      const medianMs = this.#medianMs[place * this.#rows + row] ?? Number.NaN;
      if (Number.isNaN(medianMs) || !((this.#startOf[place] ?? 0) >= oldest)) continue;
      SORTED[held] = medianMs;
      held += 1;
    }
    const sorted = SORTED.subarray(0, held).sort();
    return sorted[held >> 1] ?? Number.NaN;
  }

  /** Takes over the rows that were there before: `rowOf` tells where; null = it is new. */
  adopt(before: SeriesHours, rowOf: (row: number) => number | null): void {
    this.#counts.adopt(before.#counts, rowOf);
    this.#startOf.set(before.#startOf);
    for (let row = 0; row < this.#rows; row += 1) {
      const old = rowOf(row);
      if (old === null) continue;
      for (let place = 0; place < CELLS; place += 1) {
        const medianMs = before.#medianMs[place * before.#rows + old] ?? Number.NaN;
        this.#medianMs[place * this.#rows + row] = medianMs;
      }
    }
  }
}

/** Room for the medians of one series while they are put in order. */
const SORTED = new Float32Array(CELLS);
