import { AppError } from '../../core/errors.ts';
import type {
  RollupQuery,
  SampleQuery,
  SampleStore,
  ScanQuery,
  StoreStatus,
  TimeRange,
} from '../../core/ports/sample-store.ts';
import { GAP } from '../../core/schema.ts';
import { PERIOD_MS, PERIODS, type Period, type Rollup } from '../../core/words/rollup.ts';
import type { Gap, Sample } from '../../core/words/sample.ts';
import type { RecentKeys } from './recent-keys.ts';
import { pointOfRollup } from './rollup-point.ts';
import { type RollupSource, readRollups, readStored } from './rollup-reads.ts';
import { countIn, inOrder } from './rollup-set.ts';
import { readGaps, readLatest, readSamples, scanSamples } from './sample-reads.ts';
import type { Spool } from './spool-port.ts';
import { Unsent } from './unsent.ts';

/** How long a read waits for what was appended before it, ms. */
const WAIT_MS = 2000;
/** Gaps remembered as appended; a vantage has a few a day. */
const MOST_GAPS = 1000;

export interface InfluxSamplesParts extends RollupSource {
  readonly spool: Spool;
  readonly recent: RecentKeys;
  /** Resolves when what an earlier run left undone is known, or not to be known soon. */
  ready(): Promise<void>;
  /** Stops everything around the store. */
  close(): Promise<void>;
}

/**
 * Samples in InfluxDB: written through the spool, read by InfluxQL. A read waits up to 2 s for what was
 * appended before it and may lie in its range; where InfluxDB takes nothing, it answers without. A key
 * that is already there is left as it is among the keys that {@link RecentKeys} remembers; an older one
 * is written again.
 */
export class InfluxSamples implements SampleStore {
  readonly #parts: InfluxSamplesParts;
  readonly #unsent: Unsent;
  readonly #unsentRollups: Readonly<Record<Period, Unsent>>;
  readonly #appending = new Set<Promise<void>>();
  readonly #gaps = new Set<string>();
  #isClosed = false;

  constructor(parts: InfluxSamplesParts) {
    this.#parts = parts;
    const { spool, buckets } = parts;
    this.#unsent = new Unsent(spool, buckets.operators);
    this.#unsentRollups = {
      '5m': new Unsent(spool, buckets.rollups['5m']),
      '1h': new Unsent(spool, buckets.rollups['1h']),
    };
  }

  async append(samples: readonly Sample[]): Promise<void> {
    this.#check();
    const { recent } = this.#parts;
    const fresh = samples.filter((sample) => recent.add(sample));
    // A repeated key is acknowledged when the first of it is.
    const before = fresh.length < samples.length ? [...this.#appending] : [];
    const appended = this.#appendFresh(fresh);
    this.#appending.add(appended);
    try {
      await Promise.all([appended, ...before]);
    } finally {
      this.#appending.delete(appended);
    }
  }

  async #appendFresh(fresh: readonly Sample[]): Promise<void> {
    if (fresh.length === 0) return;
    const { spool, recent, dirty } = this.#parts;
    try {
      await spool.append(fresh);
    } catch (error) {
      for (const sample of fresh) recent.forget(sample);
      throw error;
    }
    for (const sample of fresh) {
      this.#unsent.note(sample.scheduledAt);
      if (sample.attempt === 1) dirty.mark(sample.scheduledAt);
    }
  }

  async flush(): Promise<void> {
    this.#check();
    await this.#parts.spool.flush();
  }

  async appendGap(gap: Gap): Promise<void> {
    this.#check();
    const key = `${gap.vantage}/${gap.from}`;
    if (this.#gaps.has(key)) return;
    const { spool, buckets } = this.#parts;
    await spool.appendPoints([
      {
        bucket: buckets.operators,
        measurement: GAP.name,
        tags: { vantage: gap.vantage },
        fields: { to: gap.to, slots: gap.slots },
        at: gap.from,
      },
    ]);
    this.#unsent.note(gap.from);
    const [oldest] = this.#gaps;
    if (oldest !== undefined && this.#gaps.size >= MOST_GAPS) this.#gaps.delete(oldest);
    this.#gaps.add(key);
  }

  async importRollups(rollups: readonly Rollup[]): Promise<void> {
    this.#check();
    for (const period of PERIODS) {
      const ofPeriod = rollups.filter((rollup) => rollup.period === period);
      if (ofPeriod.length > 0) await this.#importPeriod(period, ofPeriod);
    }
  }

  async #importPeriod(period: Period, rollups: readonly Rollup[]): Promise<void> {
    const { spool, buckets } = this.#parts;
    const range = rangeOf(rollups);
    await this.#unsentRollups[period].settled(range, WAIT_MS);
    const stored = await readStored(this.#parts, { ...range, period });
    const larger = rollups.filter((rollup) => countIn(stored, rollup) <= rollup.count);
    await spool.appendPoints(
      larger.map((rollup) => pointOfRollup(rollup, buckets.rollups[period])),
    );
    for (const { at } of larger) this.#unsentRollups[period].note(at);
  }

  async samples(query: SampleQuery): Promise<readonly Sample[]> {
    this.#check();
    await this.#unsent.settled(query, WAIT_MS);
    return readSamples(this.#ask, query);
  }

  async *scan(query: ScanQuery): AsyncIterable<readonly Sample[]> {
    this.#check();
    await this.#unsent.settled(query, WAIT_MS);
    yield* scanSamples(this.#ask, query);
  }

  async rollups(query: RollupQuery): Promise<readonly Rollup[]> {
    this.#check();
    const { period } = query;
    const whole = { from: query.from, to: query.to + PERIOD_MS[period] };
    await this.#parts.ready();
    await this.#unsent.settled(whole, WAIT_MS);
    await this.#unsentRollups[period].settled(query, WAIT_MS);
    // Hours that still fill are made of 5-minute ones.
    if (period === '1h') await this.#unsentRollups['5m'].settled(whole, WAIT_MS);
    return inOrder(await readRollups(this.#parts, query));
  }

  async latest(since: number): Promise<readonly Sample[]> {
    this.#check();
    await this.#unsent.settled({ from: since, to: Number.POSITIVE_INFINITY }, WAIT_MS);
    return readLatest(this.#ask, since);
  }

  async gaps(range: TimeRange): Promise<readonly Gap[]> {
    this.#check();
    await this.#unsent.settled({ from: Number.NEGATIVE_INFINITY, to: range.to }, WAIT_MS);
    return readGaps(this.#ask, range);
  }

  status(): StoreStatus {
    const { pending, queueDropped, diskProblem, buckets } = this.#parts.spool.status();
    const operators = buckets.find(({ bucket }) => bucket === this.#parts.buckets.operators);
    const working = diskProblem === null ? 'ok' : 'waiting';
    return {
      status: this.#isClosed ? 'closed' : working,
      pending,
      dropped: queueDropped,
      lost: operators?.dropped ?? 0,
      problem: diskProblem,
    };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#parts.close();
  }

  readonly #ask = (query: string) => this.#parts.ask(this.#parts.buckets.operators, query);

  #check(): void {
    if (this.#isClosed) throw new AppError('store_unavailable', 'the store is closed');
  }
}

function rangeOf(rollups: readonly Rollup[]): TimeRange {
  let from = Number.POSITIVE_INFINITY;
  let to = Number.NEGATIVE_INFINITY;
  for (const { at } of rollups) {
    from = Math.min(from, at);
    to = Math.max(to, at + 1);
  }
  return { from, to };
}
