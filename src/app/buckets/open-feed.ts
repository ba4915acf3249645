import { isAnsweredSince } from '../../board/answered-since.ts';
import type { Live } from '../../board/live.ts';
import type { Config } from '../../core/config.ts';
import type { Judging } from '../../core/ports/judging.ts';
import type { Log } from '../../core/ports/log.ts';
import { systemClock } from '../../schedule/system-clock.ts';
import type { Measuring } from '../measuring.ts';
import type { VersionsOf } from '../notices/told-since.ts';
import type { Stores } from '../stores.ts';
import { BucketFeed } from './bucket-feed.ts';
import type { SectorReleases } from './sector-releases.ts';

/** Feeds InfluxDB's buckets where samples go there; null where they do not. */
export async function openFeed(parts: {
  readonly stores: Stores;
  readonly storeDir: string;
  readonly measuring: Measuring;
  readonly judging: Judging;
  readonly live: Live;
  readonly releases: SectorReleases;
  readonly own: { readonly choices: { readonly versionsOf: VersionsOf } };
  readonly today: () => Config;
  readonly log: Log;
}): Promise<BucketFeed | null> {
  const { stores, storeDir, measuring, judging, live, releases, own, today, log } = parts;
  if (stores.influx === undefined) return null;
  return await BucketFeed.start({
    influx: stores.influx,
    today,
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
