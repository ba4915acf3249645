import { bucketsOf } from '../core/buckets.ts';
import type { SampleStore } from '../core/ports/sample-store.ts';
import { openEmbeddedReader } from '../store/embedded/reader.ts';
import { openInfluxReader } from '../store/influx/open-reader.ts';
import { type InfluxTokenPlace, influxTokenOf } from './influx-token.ts';
import { openOutgoing } from './outgoing.ts';
import { storeDirectoryOf } from './store-directory.ts';

export interface SamplePlace {
  readonly dataDir: string;
  /** Where the samples are; null = in files below `dataDir`. */
  readonly influx: InfluxTokenPlace | null;
}

/**
 * Reads stored samples beside the service that writes them. Rejects with `not_found` where there is no
 * store, and `usage` for a token, proxies or authorities that cannot be used.
 */
export async function openSampleReader({
  dataDir,
  influx,
}: SamplePlace): Promise<Pick<SampleStore, 'scan' | 'close'>> {
  const { dir, practice } = storeDirectoryOf(dataDir);
  if (influx === null) return openEmbeddedReader(dir);
  return openInfluxReader({
    url: influx.config.store.influx.url,
    token: await influxTokenOf(influx),
    bucket: bucketsOf(practice).operators,
    outgoing: await openOutgoing(influx.environment),
  });
}
