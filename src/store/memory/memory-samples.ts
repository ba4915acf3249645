import { AppError } from '../../core/errors.ts';
import type {
  RollupQuery,
  SampleQuery,
  SampleStore,
  ScanQuery,
  StoreStatus,
  TimeRange,
} from '../../core/ports/sample-store.ts';
import type { Rollup } from '../../core/words/rollup.ts';
import type { Gap, Sample } from '../../core/words/sample.ts';
import { rollupsOfSamples } from '../rollups-of-samples.ts';

/** Samples in memory, a list per series in order of (scheduledAt, attempt). */
export class MemorySamples implements SampleStore {
  readonly #samplesPerSeries: number;
  readonly #series = new Map<string, Sample[]>();
  readonly #gaps: Gap[] = [];
  /** Roll-ups that came as such, by what identifies them. */
  readonly #imported = new Map<string, Rollup>();
  #isClosed = false;

  constructor(samplesPerSeries: number) {
    this.#samplesPerSeries = samplesPerSeries;
  }

  async append(samples: readonly Sample[]): Promise<void> {
    this.#check();
    for (const sample of samples) this.#insert(sample);
  }

  async flush(): Promise<void> {
    this.#check();
  }

  async appendGap(gap: Gap): Promise<void> {
    this.#check();
    const known = this.#gaps.some((one) => one.vantage === gap.vantage && one.from === gap.from);
    if (!known) this.#gaps.push(gap);
    this.#gaps.sort((a, b) => a.from - b.from || (a.vantage < b.vantage ? -1 : 1));
  }

  async importRollups(rollups: readonly Rollup[]): Promise<void> {
    this.#check();
    for (const rollup of rollups) {
      const key = keyOfRollup(rollup);
      if ((this.#imported.get(key)?.count ?? 0) <= rollup.count) this.#imported.set(key, rollup);
    }
  }

  async samples(query: SampleQuery): Promise<readonly Sample[]> {
    this.#check();
    const found = this.#find(query).filter(
      (sample) => query.family === undefined || sample.family === query.family,
    );
    return found.slice(0, query.limit ?? found.length);
  }

  async *scan(query: ScanQuery): AsyncIterable<readonly Sample[]> {
    this.#check();
    const targets = query.target === undefined ? this.#targets() : [query.target];
    for (const target of targets) {
      const block = this.#find({ ...query, target });
      if (block.length > 0) yield block;
    }
  }

  async rollups(query: RollupQuery): Promise<readonly Rollup[]> {
    this.#check();
    const wanted = query.targets === undefined ? null : new Set(query.targets);
    const found = new Map(this.#imported);
    for (const samples of this.#series.values()) {
      for (const rollup of rollupsOfSamples(samples, query.period)) {
        const key = keyOfRollup(rollup);
        if ((found.get(key)?.count ?? 0) <= rollup.count) found.set(key, rollup);
      }
    }
    return [...found.values()]
      .filter(({ period, target, at }) => {
        if (period !== query.period || at < query.from || at >= query.to) return false;
        return wanted === null || wanted.has(target);
      })
      .sort(compareRollups);
  }

  async latest(since: number): Promise<readonly Sample[]> {
    this.#check();
    return [...this.#series.values()].flatMap((samples) => {
      const newest = samples.findLast((sample) => sample.attempt === 1);
      return newest !== undefined && newest.scheduledAt >= since ? [newest] : [];
    });
  }

  async gaps(range: TimeRange): Promise<readonly Gap[]> {
    this.#check();
    return this.#gaps.filter((gap) => gap.from < range.to && gap.to > range.from);
  }

  status(): StoreStatus {
    const status = this.#isClosed ? 'closed' : 'ok';
    return { status, pending: 0, dropped: 0, lost: 0, problem: null };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#series.clear();
    this.#imported.clear();
  }

  #check(): void {
    if (this.#isClosed) throw new AppError('store_unavailable', 'the store is closed');
  }

  #insert(sample: Sample): void {
    const series = `${sample.target}/${sample.family}/${sample.vantage}`;
    let samples = this.#series.get(series);
    if (samples === undefined) {
      samples = [];
      this.#series.set(series, samples);
    }
    const at = samples.findLastIndex((one) => compareTimes(one, sample) <= 0);
    const before = samples[at];
    if (before !== undefined && compareTimes(before, sample) === 0) return;
    samples.splice(at + 1, 0, sample);
    if (samples.length > this.#samplesPerSeries) samples.shift();
  }

  #targets(): string[] {
    const targets = [...this.#series.values()].map((samples) => samples[0]?.target ?? '');
    return [...new Set(targets)].sort();
  }

  #find(query: ScanQuery & { readonly target: string }): Sample[] {
    return [...this.#series.values()]
      .filter((samples) => samples[0]?.target === query.target)
      .flatMap((samples) => samples.filter((sample) => isWanted(sample, query)))
      .sort(compareSamples);
  }
}

function keyOfRollup({ target, vantage, family, period, at }: Rollup): string {
  return [target, vantage, family, period, at].join('/');
}

function isWanted(sample: Sample, query: ScanQuery): boolean {
  const { scheduledAt, attempt } = sample;
  if (attempt === 2 && query.attempts !== 'all') return false;
  return scheduledAt >= query.from && scheduledAt < query.to;
}

function compareTimes(a: Sample, b: Sample): number {
  return a.scheduledAt - b.scheduledAt || a.attempt - b.attempt;
}

function compareSamples(a: Sample, b: Sample): number {
  return (
    a.scheduledAt - b.scheduledAt ||
    a.family - b.family ||
    a.attempt - b.attempt ||
    (a.vantage < b.vantage ? -1 : 1)
  );
}

function compareRollups(a: Rollup, b: Rollup): number {
  if (a.target !== b.target) return a.target < b.target ? -1 : 1;
  return (
    a.family - b.family ||
    (a.vantage < b.vantage ? -1 : Number(a.vantage > b.vantage)) ||
    a.at - b.at
  );
}
