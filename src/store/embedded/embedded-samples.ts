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
import type { AppendQueue } from './append-queue.ts';
import { DAY_MS, dayOf, HOUR_MS } from './day-key.ts';
import { rollupsOfBlock } from './rollup-read.ts';
import { samplesOfSegment } from './segment-samples.ts';
import type { StoreClient } from './store-client.ts';

/** Targets whose roll-ups are asked for at once, so that other requests come between. */
const TARGETS_PER_ASK = 100;
/** Roll-ups that are written at once. */
const ROLLUPS_PER_ASK = 2000;
/** Parts of an hour or less that a scan asks for at once; longer ones leave room for other requests. */
const SHORT_READS_AT_ONCE = 32;
/** Samples after which a scan hands out a block. */
const BLOCK_SAMPLES = 2000;

/** The embedded variant of the port, on the side of its callers. */
export class EmbeddedSamples implements SampleStore {
  readonly #client: StoreClient;
  readonly #queue: AppendQueue;
  readonly #closeStore: () => Promise<void>;

  constructor(client: StoreClient, queue: AppendQueue, closeStore: () => Promise<void>) {
    this.#client = client;
    this.#queue = queue;
    this.#closeStore = closeStore;
  }

  append(samples: readonly Sample[]): Promise<void> {
    return this.#queue.append(samples);
  }

  flush(): Promise<void> {
    return this.#queue.flush();
  }

  async appendGap(gap: Gap): Promise<void> {
    await this.#client.request('gap', { gap });
  }

  async importRollups(rollups: readonly Rollup[]): Promise<void> {
    for (let at = 0; at < rollups.length; at += ROLLUPS_PER_ASK) {
      const some = rollups.slice(at, at + ROLLUPS_PER_ASK);
      await this.#client.request('importRollups', { rollups: some });
    }
  }

  async samples(query: SampleQuery): Promise<readonly Sample[]> {
    const { from, to, limit = Number.POSITIVE_INFINITY } = query;
    const few = fewDays(from, to);
    if (few !== null) {
      const days = await Promise.all(few.map((day) => this.#samplesOfDay(day, query)));
      return days.flat().slice(0, limit);
    }
    const samples: Sample[] = [];
    for (const day of await this.#client.request('days', { from, to })) {
      if (samples.length >= limit) break;
      for (const sample of await this.#samplesOfDay(day, query)) {
        if (samples.length < limit) samples.push(sample);
      }
    }
    return samples;
  }

  async *scan(query: ScanQuery): AsyncIterable<readonly Sample[]> {
    const { from, to, target } = query;
    const days = await this.#client.request('days', { from, to });
    const targets =
      target === undefined
        ? await this.#client.request('targets', { from, to, period: 'raw' })
        : [target];
    const atOnce = to - from <= HOUR_MS ? SHORT_READS_AT_ONCE : 1;
    let block: Sample[] = [];
    for (const parts of partsOf(targets, days, atOnce)) {
      const found = await Promise.all(
        parts.map((part) => this.#samplesOfDay(part.day, { ...query, target: part.target })),
      );
      block = block.concat(...found);
      if (block.length < BLOCK_SAMPLES) continue;
      yield block;
      block = [];
    }
    if (block.length > 0) yield block;
  }

  async rollups(query: RollupQuery): Promise<readonly Rollup[]> {
    const { period, from, to } = query;
    const targets =
      query.targets === undefined
        ? await this.#client.request('targets', { from, to, period: 'rollup' })
        : [...new Set(query.targets)].sort();
    const rollups: Rollup[] = [];
    for (let at = 0; at < targets.length; at += TARGETS_PER_ASK) {
      const some = targets.slice(at, at + TARGETS_PER_ASK);
      const block = await this.#client.request('rollups', { period, from, to, targets: some });
      for (const rollup of rollupsOfBlock(block)) rollups.push(rollup);
    }
    return rollups;
  }

  async latest(since: number): Promise<readonly Sample[]> {
    const segments = await this.#client.request('latest', { since });
    return segments.flatMap(samplesOfSegment);
  }

  gaps(range: TimeRange): Promise<readonly Gap[]> {
    return this.#client.request('gaps', range);
  }

  status(): StoreStatus {
    const problem = this.#queue.problem ?? this.#client.problem;
    const open = problem === null ? 'ok' : 'waiting';
    return {
      status: this.#queue.isClosed ? 'closed' : open,
      pending: this.#queue.pending,
      dropped: this.#queue.dropped,
      lost: this.#client.lost,
      problem: this.#queue.isClosed ? null : problem,
    };
  }

  close(): Promise<void> {
    return this.#closeStore();
  }

  async #samplesOfDay(day: number, query: SampleQuery): Promise<Sample[]> {
    const { target, from, to, family, attempts, limit } = query;
    const segment = await this.#client.request('samples', {
      day,
      target,
      from,
      to,
      ...(family === undefined ? {} : { family }),
      ...(attempts === undefined ? {} : { attempts }),
      ...(limit === undefined ? {} : { limit }),
    });
    return segment === null ? [] : samplesOfSegment(segment);
  }
}

/** The days of a range that are asked for at once, without asking first which of them there are. */
function fewDays(from: number, to: number): readonly number[] | null {
  const first = dayOf(from);
  const last = dayOf(Math.ceil(to) - 1);
  if (to <= from) return [];
  return last - first <= DAY_MS ? [...new Set([first, last])] : null;
}

interface Part {
  readonly target: string;
  readonly day: number;
}

/** Every target on every day, in order, some at a time. */
function* partsOf(
  targets: readonly string[],
  days: readonly number[],
  atOnce: number,
): Generator<readonly Part[], void> {
  let parts: Part[] = [];
  for (const target of targets) {
    for (const day of days) {
      parts.push({ target, day });
      if (parts.length < atOnce) continue;
      yield parts;
      parts = [];
    }
  }
  if (parts.length > 0) yield parts;
}
