import { afterAll, afterEach, beforeAll, beforeEach, describe } from 'vitest';
import type { Sample } from '../../../src/core/words/sample.ts';
import type { OpenSpool, SpoolOptions } from '../../../src/store/spool/open-spool.ts';
import {
  type InfluxUnderTest,
  isInfluxNamed,
  openInfluxUnderTest,
  type TestBuckets,
} from '../../support/influx-under-test.ts';
import { needs } from '../../support/needs.ts';
import { removeDir, temporaryDir } from '../embedded/opened.ts';
import { MINUTE_MS, sampleAt } from '../store-sample.ts';
import { influxRows, openTestSpool } from './opened.ts';

/** Recent, so that no retention of a bucket refuses it. */
export const NOW = Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;

/** Where a test's spool writes; each test has buckets and a directory of its own. */
export interface SpoolPlace {
  readonly influx: InfluxUnderTest;
  readonly buckets: TestBuckets['buckets'];
  readonly dir: string;
  /** Opens the spool, closed with the test; `elsewhere` stands in for the InfluxDB of the place. */
  open(
    options: Pick<SpoolOptions, 'fanOut'> & Partial<SpoolOptions>,
    elsewhere?: Partial<Pick<InfluxUnderTest, 'url' | 'token'>>,
  ): Promise<OpenSpool>;
  /** Samples in a bucket. */
  count(bucket: string): Promise<number>;
}

/** Tests of a spool before a real InfluxDB, which is started once for them. */
export function describeSpool(title: string, tests: (place: SpoolPlace) => void): void {
  describe.skipIf(!isInfluxNamed() && !needs('influxd'))(title, () => {
    let influx: InfluxUnderTest;
    let made: TestBuckets;
    let dir: string;
    let opened: OpenSpool | null;

    beforeAll(async () => {
      influx = await openInfluxUnderTest();
    });
    afterAll(() => influx.close());
    beforeEach(async () => {
      made = await influx.makeBuckets(['gas', 'water']);
      dir = temporaryDir();
      opened = null;
    });
    afterEach(async () => {
      await opened?.close();
      removeDir(dir);
      await made.remove();
    });

    tests({
      get influx() {
        return influx;
      },
      get buckets() {
        return made.buckets;
      },
      get dir() {
        return dir;
      },
      async open(options, elsewhere = {}) {
        opened = await openTestSpool({ ...influx, ...elsewhere }, { dir, ...options });
        return opened;
      },
      async count(bucket) {
        const rows = await influxRows(influx, bucket, 'SELECT count("total_ms") FROM "probe"');
        return Number(rows[0]?.['count'] ?? 0);
      },
    });
  });
}

/** Samples of two sites in each of two sectors, `number` minutes ago. */
export function minute(number: number): Sample[] {
  return ['gas', 'water'].flatMap((sector) =>
    ['1', '2'].map((id) =>
      sampleAt(`${sector}-${id}`, NOW - number * MINUTE_MS, {
        sector,
        member: `${sector}-member`,
        totalMs: number + 0.5,
      }),
    ),
  );
}
