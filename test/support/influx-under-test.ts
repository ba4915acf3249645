import { randomBytes } from 'node:crypto';
import { type Buckets, bucketsOf } from '../../src/core/buckets.ts';
import { quoteName } from '../../src/core/influxql.ts';
import { type InfluxServer, startInfluxServer } from './influx-server.ts';
import { type BucketKeeper, openInfluxV2 } from './influx-v2.ts';
import { startInfluxV2Shim } from './influx-v2-shim.ts';

/** The InfluxDB that a test runs against. */
export interface InfluxUnderTest {
  /** Speaks `/api/v2/write` and `/query`. */
  readonly url: string;
  readonly org: string;
  readonly token: string | null;
  /** The process on this machine; null where it is another's server. */
  readonly local: InfluxServer | null;
  /** Makes the buckets under names that nobody else has. */
  makeBuckets(sectors?: readonly string[]): Promise<TestBuckets>;
  close(): Promise<void>;
}

export interface TestBuckets {
  readonly buckets: Buckets;
  remove(): Promise<void>;
}

/** Token that the local server's shim asks for. */
const LOCAL_TOKEN = 'local-test-token';

/** Whether the environment names an InfluxDB 2.x; else `needs('influxd')` says whether there is one. */
export function isInfluxNamed(): boolean {
  return process.env['YAMABIKO_TEST_INFLUX_URL'] !== undefined;
}

/**
 * The InfluxDB 2.x at YAMABIKO_TEST_INFLUX_URL (with _TOKEN and _ORG) where it is set, else Debian's
 * 1.6 behind the shim.
 */
export async function openInfluxUnderTest(): Promise<InfluxUnderTest> {
  const url = process.env['YAMABIKO_TEST_INFLUX_URL'];
  if (url !== undefined) {
    const token = process.env['YAMABIKO_TEST_INFLUX_TOKEN'] ?? '';
    const org = process.env['YAMABIKO_TEST_INFLUX_ORG'] ?? '';
    const keeper = await openInfluxV2({ url: url.replace(/\/$/, ''), token, org });
    return {
      url: url.replace(/\/$/, ''),
      org,
      token,
      local: null,
      makeBuckets: (sectors = []) => makeBuckets(keeper, sectors),
      close: async () => {},
    };
  }
  const local = await startInfluxServer();
  const shim = await startInfluxV2Shim({ upstream: local, token: LOCAL_TOKEN });
  const keeper = {
    make: (bucket: string) => local.command(`CREATE DATABASE ${quoteName(bucket)}`),
    remove: (bucket: string) => local.command(`DROP DATABASE ${quoteName(bucket)}`),
  };
  return {
    url: shim.url,
    org: 'test',
    token: LOCAL_TOKEN,
    local,
    makeBuckets: (sectors = []) => makeBuckets(keeper, sectors),
    async close() {
      await shim.close();
      await local.close();
    },
  };
}

async function makeBuckets(keeper: BucketKeeper, sectors: readonly string[]): Promise<TestBuckets> {
  const prefix = `yt_${randomBytes(6).toString('hex')}_`;
  const usual = bucketsOf(false);
  const buckets: Buckets = {
    operators: prefix + usual.operators,
    rollups: { '5m': prefix + usual.rollups['5m'], '1h': prefix + usual.rollups['1h'] },
    shared: prefix + usual.shared,
    sector: (id) => prefix + usual.sector(id),
  };
  const all = [
    buckets.operators,
    ...Object.values(buckets.rollups),
    buckets.shared,
    ...sectors.map((id) => buckets.sector(id)),
  ];
  for (const bucket of all) await keeper.make(bucket);
  return {
    buckets,
    async remove() {
      for (const bucket of all) await keeper.remove(bucket);
    },
  };
}
