import { openOutgoing } from '../../../src/app/outgoing.ts';
import { noLog } from '../../../src/core/ports/log.ts';
import {
  type InfluxSampleStore,
  type InfluxSamplesOptions,
  openInfluxSamples,
} from '../../../src/store/influx/open.ts';
import type { InfluxUnderTest, TestBuckets } from '../../support/influx-under-test.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { HOUR_MS, T0 } from '../store-sample.ts';
import { type DirectSpool, directSpool } from './direct-spool.ts';

export interface TestInflux {
  readonly store: InfluxSampleStore;
  readonly spool: DirectSpool;
  readonly clock: ManualClock;
  readonly made: TestBuckets;
  close(): Promise<void>;
}

export interface TestInfluxOptions extends Partial<InfluxSamplesOptions> {
  /** Buckets that are there already and stay; default new ones that go with the store. */
  readonly made?: TestBuckets;
}

/** The store with buckets of its own and a clock that stands at half past `T0`. */
export async function openTestInflux(
  influx: InfluxUnderTest,
  { made: there, ...differs }: TestInfluxOptions = {},
): Promise<TestInflux> {
  const made = there ?? (await influx.makeBuckets());
  const spool = directSpool(influx, made);
  const clock = new ManualClock(T0 + HOUR_MS / 2);
  const outgoing = await openOutgoing({});
  const store = openInfluxSamples({
    url: influx.url,
    token: () => influx.token,
    buckets: made.buckets,
    spool,
    outgoing,
    clock,
    log: noLog,
    ...differs,
  });
  return {
    store,
    spool,
    clock,
    made,
    async close() {
      await store.close();
      await outgoing.close();
      if (there === undefined) await made.remove();
    },
  };
}
