import { isAnsweredSince } from '../../board/answered-since.ts';
import type { Log } from '../../core/ports/log.ts';
import { systemClock } from '../../schedule/system-clock.ts';
import type { Known } from '../known.ts';
import type { Measuring } from '../measuring.ts';
import type { Stores } from '../stores.ts';
import { BucketFeed } from './bucket-feed.ts';
import type { SectorReleases } from './sector-releases.ts';

interface FeedContext {
  readonly stores: Stores;
  readonly storeDir: string;
  readonly measuring: Measuring;
  readonly releases: SectorReleases;
  readonly log: Log;
}

/** Feeds InfluxDB's buckets where samples go there; null where they do not. */
export async function openFeed(
  { opened: { council, own }, judging, live }: Known,
  { stores, storeDir, measuring, releases, log }: FeedContext,
): Promise<BucketFeed | null> {
  if (stores.influx === undefined) return null;
  return await BucketFeed.start({
    influx: stores.influx,
    today: () => council.today,
    figures: () => ({
      schedule: measuring.schedule(),
      prober: measuring.prober(),
      store: stores.samples.status(),
      residentBytes: process.memoryUsage.rss(),
    }),
    judging,
    kept: stores.judgements,
    releases,
    versionsOf: (target) => own.choices.versionsOf(target),
    isAnsweredSince: (series, since) => isAnsweredSince(live, series, since),
    storeDir,
    clock: systemClock,
    log,
  });
}
