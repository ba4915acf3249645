import { DEFAULTS } from '../../src/config/defaults.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { type EmbeddedStore, openEmbeddedStore } from '../../src/store/embedded/open.ts';
import type { SampleMaker } from './sample-maker.ts';
import { SimulatedClock } from './simulated-clock.ts';

export interface FeedOptions {
  readonly dir: string;
  readonly maker: SampleMaker;
  /** Epoch ms, whole minutes. */
  readonly from: number;
  readonly minutes: number;
  /** Samples of how long a stretch share a commit, ms; the service's own is 2000. */
  readonly commitMs: number;
  /** What stands in for the store, to know the cost of making samples alone. */
  readonly discard?: boolean;
  readonly said?: (minute: number) => void;
}

const UPKEEP_MS = 30_000;
const MINUTE_MS = 60_000;

/**
 * Feeds a store minute by minute as the service would, only faster: one `append` a sample, one commit
 * for what falls into `commitMs`, upkeep every half minute of simulated time. Returns the number of
 * samples; the store is closed.
 */
export async function feedStore(options: FeedOptions): Promise<number> {
  const clock = new SimulatedClock(options.from);
  const store = options.discard === true ? null : await openBenchStore(options.dir, clock);
  let fed = 0;
  for (let minute = 0; minute < options.minutes; minute += 1) {
    const minuteAt = options.from + minute * MINUTE_MS;
    const samples = options.maker.minute(minuteAt);
    fed += samples.length;
    if (store !== null) await feedMinute(store, { samples, minuteAt, clock, options });
    options.said?.(minute);
  }
  clock.moveTo(options.from + (options.minutes + 5) * MINUTE_MS);
  await store?.maintain();
  await store?.close();
  return fed;
}

/** With the service's settings, but commits when told and upkeep when called. */
export function openBenchStore(dir: string, clock: SimulatedClock): Promise<EmbeddedStore> {
  return openEmbeddedStore({
    dir,
    timezone: 'Asia/Tokyo',
    retention: DEFAULTS.store.retention,
    sync: DEFAULTS.store.sync,
    log: noLog,
    clock,
    commitIntervalMs: 0,
  });
}

interface MinuteFeed {
  readonly samples: readonly Sample[];
  readonly minuteAt: number;
  readonly clock: SimulatedClock;
  readonly options: FeedOptions;
}

async function feedMinute(store: EmbeddedStore, feed: MinuteFeed): Promise<void> {
  const { samples, minuteAt, clock, options } = feed;
  let next = 0;
  for (let endMs = options.commitMs; endMs <= MINUTE_MS; endMs += options.commitMs) {
    const appends: Promise<void>[] = [];
    for (;;) {
      const sample = samples[next];
      if (sample === undefined || sample.scheduledAt >= minuteAt + endMs) break;
      appends.push(store.samples.append([sample]));
      next += 1;
    }
    clock.moveTo(minuteAt + endMs);
    await Promise.all(appends);
    if (endMs % UPKEEP_MS === 0) await store.maintain();
  }
}
