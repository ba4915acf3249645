import { periodStart } from '../../core/time/slots.ts';
import { PERIOD_MS, type Period, type Rollup } from '../../core/words/rollup.ts';
import { stretchesOf } from './dirty-periods.ts';
import { countRolledUp, countSamples, newestRollup, oldestSample } from './rollup-counts.ts';
import { pointOfRollup } from './rollup-point.ts';
import { hoursFromParts, partsOfSamples, type RollupSource, readStored } from './rollup-reads.ts';
import { countIn, type RollupSet } from './rollup-set.ts';
import type { Spool } from './spool-port.ts';

const HOUR_MS = PERIOD_MS['1h'];
/** Samples of a period's last slots come a little after its end: the longest probe and its queue. */
const SETTLE_MS = 60_000;
/** How long a bucket may need before the work is left for the next time. */
const DRAIN_MS = 10_000;
const POINTS_AT_ONCE = 2000;
/** Hours compared at every start before the newest that is rolled up, and before now. */
const COMPARED_BEFORE_ROLLED_MS = 2 * HOUR_MS;
const COMPARED_BEFORE_NOW_MS = 3 * HOUR_MS;
const COMPARED_AT_MOST_MS = 35 * 24 * HOUR_MS;

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
      // Hours last: the newest stored one tells the next start how far everything was written.
      if (await this.#write('5m', parts)) await this.#write('1h', hours);
    } finally {
      dirty.putBack();
    }
  }

  /**
   * Once, when the spool has been emptied: marks every period in which there are more samples than the
   * roll-ups count, from two hours before the newest hourly roll-up (or what the spool still held at
   * start) until now, at most 35 days. Counts are over all series.
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
    const newest = (await newestRollup(this.#parts, '1h')) ?? (await oldestSample(this.#parts));
    const oldest = Math.min(
      (newest ?? now) - COMPARED_BEFORE_ROLLED_MS,
      (unsentSince ?? now) - HOUR_MS,
      now - COMPARED_BEFORE_NOW_MS,
    );
    const start = periodStart(Math.max(oldest, now - COMPARED_AT_MOST_MS), HOUR_MS);
    for (let hour = start; hour <= now; hour += HOUR_MS) await this.#markHour(hour);
    this.#isCompared = true;
  }

  async #markHour(hour: number): Promise<void> {
    const range = { from: hour, to: hour + HOUR_MS };
    const samples = await countSamples(this.#parts, range);
    if (samples.size === 0) return;
    const { dirty } = this.#parts;
    const parts = await countRolledUp(this.#parts, '5m', range);
    for (const [at, count] of samples) {
      if (count > (parts.get(at) ?? 0)) dirty.markPeriod('5m', at);
    }
    const whole = await countRolledUp(this.#parts, '1h', range);
    const total = [...samples.values()].reduce((sum, count) => sum + count, 0);
    if (total > (whole.get(hour) ?? 0)) dirty.markPeriod('1h', hour);
  }

  /** False where a bucket does not take them in time. */
  async #write(period: Period, starts: readonly number[]): Promise<boolean> {
    const { spool, buckets, dirty } = this.#parts;
    const bucket = buckets.rollups[period];
    for (const stretch of stretchesOf(period, starts, HOUR_MS)) {
      const stored = await readStored(this.#parts, { ...stretch, period });
      const computed = period === '5m' ? partsOfSamples(this.#parts, stretch) : null;
      const rollups = computed ?? (await hoursFromParts(this.#parts, stretch));
      await this.#append(rollups, stored, bucket);
      if (!(await spool.drained(bucket, DRAIN_MS))) return false;
      for (const at of starts) if (at >= stretch.from && at < stretch.to) dirty.done(period, at);
    }
    return true;
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
