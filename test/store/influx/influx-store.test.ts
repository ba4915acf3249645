import { afterAll, beforeAll, describe } from 'vitest';
import {
  type InfluxUnderTest,
  isInfluxNamed,
  openInfluxUnderTest,
} from '../../support/influx-under-test.ts';
import { needs } from '../../support/needs.ts';
import { describeStoreContract } from '../contract.ts';
import { openTestStore, removeDir, temporaryDir } from '../embedded/opened.ts';
import { openTestInflux } from './opened.ts';

describe.skipIf(!(isInfluxNamed() || needs('influxd')))('with InfluxDB', () => {
  let influx: InfluxUnderTest;
  beforeAll(async () => {
    influx = await openInfluxUnderTest();
  });
  afterAll(() => influx.close());

  describeStoreContract('influx', async () => {
    const dir = temporaryDir();
    const opened = await openTestInflux(influx);
    const beside = await openTestStore(dir);
    return {
      samples: opened.store.samples,
      state: beside.state,
      async close() {
        await opened.close();
        await beside.close();
        removeDir(dir);
      },
    };
  });
});
