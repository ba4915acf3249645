import { periodStart } from '../core/time/slots.ts';
import type { Rollup } from '../core/words/rollup.ts';
import type { Sample } from '../core/words/sample.ts';
import type { DayCellDto } from './dto.ts';
import { CELL_MS, CELLS, HourCounts, NOTHING } from './hour-counts.ts';

/** First attempts of each sector by outcome, in the parts of the last 24 hours. */
export class DayCells {
  readonly #sectorIndex: ReadonlyMap<string, number>;
  readonly #sectors: readonly string[];
  readonly #counts: HourCounts;

  constructor(sectors: readonly string[]) {
    this.#sectors = sectors;
    this.#sectorIndex = new Map(sectors.map((id, index) => [id, index]));
    this.#counts = new HourCounts(sectors.length, 32);
  }

  /** Counts a first attempt; what is older than the ring is left out. */
  countSample(sample: Sample): void {
    const index = sample.attempt === 1 ? this.#sectorIndex.get(sample.sector) : undefined;
    if (index !== undefined) this.#counts.add(index, sample.scheduledAt, countsOfSample(sample));
  }

  /** Counts a roll-up of a target of `sector`. */
  countRollup(sector: string, rollup: Rollup): void {
    const index = this.#sectorIndex.get(sector);
    if (index !== undefined) this.#counts.add(index, rollup.at, countsOfRollup(rollup));
  }

  /** The part of a sector that holds `at`. */
  cellAt(sector: string, at: number): DayCellDto {
    const index = this.#sectorIndex.get(sector);
    if (index !== undefined) return this.#counts.cellAt(index, at);
    return { at: periodStart(at, CELL_MS), ...NOTHING };
  }

  /** The parts of a sector up to `now`, oldest first. */
  dayOf(sector: string, now: number): readonly DayCellDto[] {
    const last = periodStart(now, CELL_MS);
    return Array.from({ length: CELLS }, (_, index) =>
      this.cellAt(sector, last - (CELLS - 1 - index) * CELL_MS),
    );
  }

  /** Takes over the counts of the sectors that were there before. */
  adopt(before: DayCells): void {
    this.#counts.adopt(before.#counts, (column) => {
      const id = this.#sectors[column];
      return id === undefined ? null : (before.#sectorIndex.get(id) ?? null);
    });
  }
}

/** A first attempt as counts by outcome. */
export function countsOfSample({ outcome, validity }: Sample): Omit<DayCellDto, 'at'> {
  const doubtful = outcome === 'failure' && validity === 'suspect';
  return { ...NOTHING, [doubtful ? 'suspect' : outcome]: 1 };
}

/** A roll-up as counts by outcome; an old one cannot tell which of its failures are suspect. */
export function countsOfRollup(rollup: Rollup): Omit<DayCellDto, 'at'> {
  const { count, failures, missed } = rollup;
  const suspect = rollup.suspectFailures ?? 0;
  return { success: count - failures - missed, failure: failures - suspect, suspect, missed };
}
