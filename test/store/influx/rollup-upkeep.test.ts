import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openOutgoing } from '../../../src/app/outgoing.ts';
import { askInflux } from '../../../src/store/influx/influx-query.ts';
import { rollupsOfSamples } from '../../../src/store/rollups-of-samples.ts';
import {
  type InfluxUnderTest,
  isInfluxNamed,
  openInfluxUnderTest,
} from '../../support/influx-under-test.ts';
import { needs } from '../../support/needs.ts';
import { recordedLog } from '../../support/recorded-log.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, sampleAt, T0 } from '../store-sample.ts';
import { openTestInflux, type TestInflux } from './opened.ts';

const hour = { from: T0, to: T0 + HOUR_MS };
const minutes = Array.from({ length: 60 }, (_, minute) =>
  sampleAt('a', T0 + minute * MINUTE_MS, { totalMs: 100 + minute }),
);

describe.skipIf(!(isInfluxNamed() || needs('influxd')))('roll-ups in InfluxDB', () => {
  let influx: InfluxUnderTest;
  let opened: TestInflux;

  beforeAll(async () => {
    influx = await openInfluxUnderTest();
  });
  afterAll(() => influx.close());
  beforeEach(async () => {
    opened = await openTestInflux(influx);
  });
  afterEach(() => opened.close());

  /** What each stored roll-up counts, by the minute after T0 at which its period begins. */
  async function stored(period: '5m' | '1h'): Promise<Record<number, number>> {
    const { url, token } = influx;
    const outgoing = await openOutgoing({});
    const { signal } = new AbortController();
    const connection = { url, token, outgoing, silenceMs: 10_000, signal };
    const query = 'SELECT "count" FROM "rollup"';
    const counts: Record<number, number> = {};
    const bucket = opened.made.buckets.rollups[period];
    for await (const { rows } of askInflux(connection, bucket, query)) {
      for (const [at, count] of rows) {
        counts[(Number(at) - T0) / MINUTE_MS] = Number(count);
      }
    }
    await outgoing.close();
    return counts;
  }

  it('are written when their period is over, and only then', async () => {
    const { store, clock } = opened;
    await store.samples.append(minutes.slice(0, 28));
    await store.maintain();
    expect(await stored('5m')).toEqual({ 0: 5, 5: 5, 10: 5, 15: 5, 20: 5 });
    expect(await stored('1h')).toEqual({});
    await store.samples.append(minutes.slice(28));
    clock.freeze(HOUR_MS);
    await store.maintain();
    expect(Object.values(await stored('5m'))).toEqual(Array(12).fill(5));
    expect(await stored('1h')).toEqual({ 0: 60 });
    const beside = await openTestInflux(influx, { made: opened.made });
    expect(await beside.store.samples.rollups({ period: '1h', ...hour })).toEqual(
      rollupsOfSamples(minutes, '1h'),
    );
    await beside.close();
  });

  it('come by themselves every half minute', async () => {
    const { store, clock, spool } = opened;
    await store.samples.append(minutes.slice(0, 5));
    await clock.run(30_000);
    await expect.poll(() => stored('5m')).toEqual({ 0: 5 });
    await expect.poll(() => spool.waits).toContain(opened.made.buckets.rollups['5m']);
  });

  it('take in what arrives after they were written', async () => {
    const { store, clock } = opened;
    await store.samples.append(minutes.filter((_, minute) => minute !== 7));
    clock.freeze(HOUR_MS);
    await store.maintain();
    expect(await stored('1h')).toEqual({ 0: 59 });
    await store.samples.append(minutes.slice(7, 8));
    const rollups = await store.samples.rollups({ period: '1h', ...hour });
    expect(rollups).toEqual(rollupsOfSamples(minutes, '1h'));
    await store.maintain();
    expect(await stored('5m')).toMatchObject({ 0: 5, 5: 5 });
    expect(await stored('1h')).toEqual({ 0: 60 });
  });

  it('wait until the samples have reached InfluxDB', async () => {
    const { store, spool, clock } = opened;
    await store.maintain();
    spool.hold();
    await store.samples.append(minutes.slice(0, 5));
    clock.freeze(HOUR_MS);
    const maintained = store.maintain();
    expect(await stored('5m')).toEqual({});
    await spool.release();
    await maintained;
    expect(await stored('5m')).toEqual({ 0: 5 });
  });

  it('that an earlier run left undone are found, however long ago', async () => {
    const { store, clock } = opened;
    await store.samples.append(minutes);
    clock.freeze(HOUR_MS);
    await store.maintain();
    await store.samples.append(minutes.map((one) => sampleAt('a', one.scheduledAt + HOUR_MS)));
    const beside = await openTestInflux(influx, { made: opened.made });
    beside.clock.freeze(20 * DAY_MS);
    const asked = { period: '1h', from: T0, to: T0 + DAY_MS } as const;
    const rollups = await beside.store.samples.rollups(asked);
    expect(rollups.map(({ count }) => count)).toEqual([60, 60]);
    expect(await stored('1h')).toEqual({ 0: 60 });
    await beside.store.maintain();
    expect(await stored('1h')).toEqual({ 0: 60, 60: 60 });
    expect(Object.values(await stored('5m'))).toEqual(Array(24).fill(5));
    await beside.close();
  });

  it('are left for later while InfluxDB is away, said once, and written when it is back', async () => {
    const { log, entries, next } = recordedLog();
    const away = await openTestInflux(influx, {
      made: opened.made,
      log,
      url: 'http://127.0.0.1:9',
    });
    await away.store.samples.append(minutes.slice(0, 5));
    await expect(away.store.maintain()).rejects.toMatchObject({ code: 'store_unavailable' });
    const failed = next('influx.upkeep_failed');
    await away.clock.run(30_000);
    expect((await failed).fields['problem']).toContain('cannot be asked');
    await away.clock.run(30_000);
    // Behind the second round, since there is one at a time.
    await expect(away.store.maintain()).rejects.toMatchObject({ code: 'store_unavailable' });
    await away.close();
    expect(entries.filter(({ event }) => event === 'influx.upkeep_failed')).toHaveLength(1);
    await opened.store.maintain();
    expect(await stored('5m')).toEqual({ 0: 5 });
  });

  it('are not held up by closing', async () => {
    const { store, spool, clock } = opened;
    await store.samples.append(minutes.slice(0, 5));
    spool.hold();
    clock.freeze(HOUR_MS);
    const maintained = store.maintain();
    const startedMs = performance.now();
    await store.close();
    await maintained;
    // A round waits 10 s for the spool.
    expect(performance.now() - startedMs).toBeLessThan(8000);
    await spool.release();
  });
});
