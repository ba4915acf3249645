import { periodStart } from '../core/time/slots.ts';
import type { Rollup } from '../core/words/rollup.ts';
import type { Sample } from '../core/words/sample.ts';
import type { DayCellDto } from './dto.ts';

/** Length of a part of the day, ms: an hour, as the coarsest roll-up. */
export const CELL_MS = 3_600_000;
/** Parts kept: the 24 hours that ended, and the running one. */
export const CELLS = 25;

/** First attempts of each sector by outcome, in the parts of the last 24 hours; a ring of counters. */
export class DayCells {
  readonly #sectorIndex: ReadonlyMap<string, number>;
  /** Start of the part that each place of the ring holds; one ring for all sectors. */
  readonly #startOf = new Float64Array(CELLS).fill(Number.NaN);
  /** success, failure, missed by place of the ring and sector. */
  readonly #counts: Float64Array;
  readonly #sectors: number;

  constructor(sectors: readonly string[]) {
    this.#sectorIndex = new Map(sectors.map((id, index) => [id, index]));
    this.#sectors = sectors.length;
    this.#counts = new Float64Array(CELLS * sectors.length * 3);
  }

  /** Counts a first attempt; what is older than the ring is left out. */
  countSample(sample: Sample): void {
    if (sample.attempt !== 1) return;
    const code = sample.outcome === 'success' ? 0 : sample.outcome === 'failure' ? 1 : 2;
    this.#add(sample.sector, sample.scheduledAt, code, 1);
  }

  /** Counts a roll-up of a target of `sector`. */
  countRollup(sector: string, rollup: Rollup): void {
    this.#add(sector, rollup.at, 0, rollup.count - rollup.failures - rollup.missed);
    this.#add(sector, rollup.at, 1, rollup.failures);
    this.#add(sector, rollup.at, 2, rollup.missed);
  }

  #add(sector: string, at: number, code: number, count: number): void {
    const index = this.#sectorIndex.get(sector);
    if (index === undefined) return;
    const start = periodStart(at, CELL_MS);
    const place = (start / CELL_MS) % CELLS;
    const held = this.#startOf[place] ?? Number.NaN;
    if (start < held) return;
    const size = this.#sectors * 3;
    if (start !== held) {
      this.#counts.fill(0, place * size, (place + 1) * size);
      this.#startOf[place] = start;
    }
    const cell = place * size + index * 3 + code;
    this.#counts[cell] = (this.#counts[cell] ?? 0) + count;
  }

  /** The part of a sector that holds `at`. */
  cellAt(sector: string, at: number): DayCellDto {
    const start = periodStart(at, CELL_MS);
    const place = (start / CELL_MS) % CELLS;
    const index = this.#sectorIndex.get(sector);
    if (index === undefined || this.#startOf[place] !== start) {
      return { at: start, success: 0, failure: 0, missed: 0 };
    }
    const cell = (place * this.#sectors + index) * 3;
    return {
      at: start,
      success: this.#counts[cell] ?? 0,
      failure: this.#counts[cell + 1] ?? 0,
      missed: this.#counts[cell + 2] ?? 0,
    };
  }

  /** The parts of a sector up to `now`, oldest first. */
  dayOf(sector: string, now: number): readonly DayCellDto[] {
    const last = periodStart(now, CELL_MS);
    return Array.from({ length: CELLS }, (_, index) =>
      this.cellAt(sector, last - (CELLS - 1 - index) * CELL_MS),
    );
  }
}
