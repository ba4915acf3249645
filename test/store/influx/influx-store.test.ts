import { afterAll, beforeAll, describe } from 'vitest';
import {
  type InfluxUnderTest,
  isInfluxNamed,
  openInfluxUnderTest,
} from '../../support/influx-under-test.ts';
import { needs } from '../../support/needs.ts';
import { describeStoreContract } from '../contract.ts';
import { openTestStore, removeDir, temporaryDir } from '../embedded/opened.ts';
import { fanOutTo, openTestSpool } from '../spool/opened.ts';
import { openTestInflux } from './opened.ts';

/** As the service has it: samples through the spool on a disk, state in the embedded store. */
describe.skipIf(!(isInfluxNamed() || needs('influxd')))('with InfluxDB', () => {
  let influx: InfluxUnderTest;
  beforeAll(async () => {
    influx = await openInfluxUnderTest();
  });
  afterAll(() => influx.close());

  describeStoreContract('influx', async () => {
    const dir = temporaryDir();
    const spoolDir = temporaryDir();
    const made = await influx.makeBuckets();
    const { operators, rollups, shared } = made.buckets;
    const others = [...Object.values(rollups), shared];
    const spool = await openTestSpool(influx, {
      dir: spoolDir,
      fanOut: fanOutTo(operators, { others }),
    });
    const opened = await openTestInflux(influx, { made, spool });
    const beside = await openTestStore(dir);
    return {
      samples: opened.store.samples,
      state: beside.state,
      async close() {
        await opened.close();
        await beside.close();
        await made.remove();
        removeDir(dir);
        removeDir(spoolDir);
      },
    };
  });
});
