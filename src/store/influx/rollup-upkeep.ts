import type { TimeRange } from '../../core/ports/sample-store.ts';
import { periodStart } from '../../core/time/slots.ts';
import { PERIOD_MS, PERIODS, type Period, type Rollup } from '../../core/words/rollup.ts';
import { stretchesOf } from './dirty-periods.ts';
import { pointOfRollup } from './rollup-point.ts';
import {
  hoursFromParts,
  partsOfSamples,
  type RollupSource,
  readCounts,
  readStored,
} from './rollup-reads.ts';
import { countIn, type RollupSet } from './rollup-set.ts';
import type { Spool } from './spool-port.ts';

const HOUR_MS = PERIOD_MS['1h'];
const DAY_MS = 24 * HOUR_MS;
/** Samples of a period's last slots come a little after its end: the longest probe and its queue. */
const SETTLE_MS = 60_000;
/** How long a bucket may need before the work is left for the next time. */
const DRAIN_MS = 10_000;
const POINTS_AT_ONCE = 2000;
/** Compared at every start, and how far back at most while days are found that differ. */
const COMPARED_MS = 26 * HOUR_MS;
const COMPARED_AT_MOST_MS = 35 * DAY_MS;

export interface RollupUpkeepParts extends RollupSource {
  readonly spool: Pick<Spool, 'drained' | 'appendPoints'>;
  /** Slots at or after it may have been on their way when the last run ended, epoch ms. */
  readonly unsentSince: number | null;
}

/** Writes roll-ups of what became dirty, and finds what an earlier run left undone. */
export class RollupUpkeep {
  readonly #parts: RollupUpkeepParts;
  #isCompared = false;
  #comparing: Promise<void> | null = null;

  constructor(parts: RollupUpkeepParts) {
    this.#parts = parts;
  }

  get isCompared(): boolean {
    return this.#isCompared;
  }

  /**
   * Writes the roll-ups of periods that are over. What cannot be written now stays dirty. Rejects with
   * `store_unavailable` where InfluxDB does not answer.
   */
  async run(now: number): Promise<void> {
    const { dirty, spool, buckets } = this.#parts;
    await this.compare(now);
    const parts = dirty.take('5m', now - SETTLE_MS);
    const hours = dirty.take('1h', now - SETTLE_MS);
    try {
      if (parts.length + hours.length === 0) return;
      if (!(await spool.drained(buckets.operators, DRAIN_MS))) return;
      await this.#write('5m', parts);
      await this.#write('1h', hours);
    } finally {
      dirty.putBack();
    }
  }

  /**
   * Once, when the spool has been emptied: marks every period of the last 26 hours, and of what the spool
   * still held at start, in which there are more samples than the roll-ups count; goes on day by day
   * while days differ. Counts are over all series.
   */
  async compare(now: number): Promise<void> {
    if (this.#isCompared) return;
    this.#comparing ??= this.#compareAll(now).finally(() => {
      this.#comparing = null;
    });
    await this.#comparing;
  }

  async #compareAll(now: number): Promise<void> {
    const { spool, buckets, unsentSince } = this.#parts;
    if (!(await spool.drained(buckets.operators, DRAIN_MS))) return;
    const start = Math.min(now - COMPARED_MS, (unsentSince ?? now) - HOUR_MS);
    let range = { from: periodStart(start, HOUR_MS), to: periodStart(now, HOUR_MS) + HOUR_MS };
    while ((await this.#mark(range)) && range.from > now - COMPARED_AT_MOST_MS) {
      range = { from: range.from - DAY_MS, to: range.from };
    }
    this.#isCompared = true;
  }

  /** Whether any period of the range lacks samples. */
  async #mark(range: TimeRange): Promise<boolean> {
    let isLacking = false;
    for (const period of PERIODS) {
      const { samples, rolledUp } = await readCounts(this.#parts, period, range);
      for (const [at, count] of samples) {
        if (count <= (rolledUp.get(at) ?? 0)) continue;
        this.#parts.dirty.markPeriod(period, at);
        isLacking = true;
      }
    }
    return isLacking;
  }

  async #write(period: Period, starts: readonly number[]): Promise<void> {
    const { spool, buckets, dirty } = this.#parts;
    const bucket = buckets.rollups[period];
    for (const stretch of stretchesOf(period, starts, HOUR_MS)) {
      const stored = await readStored(this.#parts, { ...stretch, period });
      const computed = period === '5m' ? partsOfSamples(this.#parts, stretch) : null;
      const rollups = computed ?? (await hoursFromParts(this.#parts, stretch));
      await this.#append(rollups, stored, bucket);
      if (!(await spool.drained(bucket, DRAIN_MS))) return;
      for (const at of starts) if (at >= stretch.from && at < stretch.to) dirty.done(period, at);
    }
  }

  /** Those alone that count more than what is there. */
  async #append(
    rollups: AsyncIterable<Rollup> | Iterable<Rollup>,
    stored: RollupSet,
    bucket: string,
  ): Promise<void> {
    let points = [];
    for await (const rollup of rollups) {
      if (rollup.count <= countIn(stored, rollup)) continue;
      points.push(pointOfRollup(rollup, bucket));
      if (points.length < POINTS_AT_ONCE) continue;
      await this.#parts.spool.appendPoints(points);
      points = [];
    }
    if (points.length > 0) await this.#parts.spool.appendPoints(points);
  }
}
