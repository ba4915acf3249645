import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type InfluxUnderTest,
  isInfluxNamed,
  openInfluxUnderTest,
} from '../../support/influx-under-test.ts';
import { needs } from '../../support/needs.ts';
import { failureAt, HOUR_MS, MINUTE_MS, sampleAt, T0 } from '../store-sample.ts';
import { openTestInflux, type TestInflux } from './opened.ts';

const hour = { from: T0, to: T0 + HOUR_MS };

describe.skipIf(!(isInfluxNamed() || needs('influxd')))('samples in InfluxDB', () => {
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

  const slotsOf = async (query: { readonly from: number; readonly to: number }) =>
    (await opened.store.samples.samples({ target: 'a', ...query })).map(
      ({ scheduledAt }) => scheduledAt - T0,
    );

  it('are read together with what was appended before, however late it is sent', async () => {
    const { store, spool } = opened;
    spool.hold();
    await store.samples.append([sampleAt('a', T0 + MINUTE_MS)]);
    const read = slotsOf(hour);
    await spool.release();
    expect(await read).toEqual([MINUTE_MS]);
  });

  it('are read at once where nothing that waits to be sent can be among them', async () => {
    const { store, spool } = opened;
    await store.samples.append([sampleAt('a', T0)]);
    expect(await slotsOf(hour)).toEqual([0]);
    spool.hold();
    await store.samples.append([sampleAt('a', T0 + 2 * HOUR_MS)]);
    const waits = spool.waits.length;
    expect(await slotsOf(hour)).toEqual([0]);
    expect(spool.waits).toHaveLength(waits);
  });

  it('are read without what InfluxDB has not taken within two seconds', async () => {
    const { store, spool } = opened;
    await store.samples.append([sampleAt('a', T0)]);
    spool.hold();
    await store.samples.append([sampleAt('a', T0 + MINUTE_MS)]);
    expect(await slotsOf(hour)).toEqual([0]);
    await spool.release();
    expect(await slotsOf(hour)).toEqual([0, MINUTE_MS]);
  });

  it('may be appended again when they could not be stored, and are acknowledged with the first', async () => {
    const { store, spool } = opened;
    spool.failOnce();
    const twice = [0, 1].map(() => store.samples.append([sampleAt('a', T0)]));
    const settled = await Promise.allSettled(twice);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await store.samples.append([sampleAt('a', T0)]);
    expect(await slotsOf(hour)).toEqual([0]);
  });

  it('come in order and whole however many pieces the answer has', async () => {
    const samples = Array.from({ length: 2500 }, (_, index) => T0 + index * 1000).flatMap((at) => [
      failureAt('a', at),
      failureAt('a', at, { attempt: 2 }),
      sampleAt('a', at, { family: 6 }),
    ]);
    const others = [sampleAt('a-b', T0), sampleAt('ab', T0), sampleAt('0', T0)];
    await opened.store.samples.append([...samples, ...others]);
    const query = { from: T0, to: T0 + HOUR_MS, attempts: 'all' } as const;
    const found = (await Array.fromAsync(opened.store.samples.scan(query))).flat();
    expect(found.map(({ target }) => target).filter((each) => each !== 'a')).toEqual([
      '0',
      'a-b',
      'ab',
    ]);
    expect(found.filter(({ target }) => target === 'a')).toEqual(samples);
    const all = await opened.store.samples.samples({ target: 'a', ...query });
    expect(all).toEqual(samples);
    const some = await opened.store.samples.samples({ target: 'a', ...query, limit: 2000 });
    expect(some).toEqual(samples.slice(0, 2000));
  });

  it('have a key once whose target moved to another sector', async () => {
    const { store } = opened;
    await store.samples.append([sampleAt('a', T0)]);
    const beside = await openTestInflux(influx, { made: opened.made });
    await beside.store.samples.append([sampleAt('a', T0, { sector: 'water' })]);
    expect(await slotsOf(hour)).toEqual([0]);
    const [rollup] = await beside.store.samples.rollups({ period: '5m', ...hour });
    expect(rollup).toMatchObject({ count: 1 });
    await beside.close();
  });

  it('cannot break out of the question about a target', async () => {
    const { store } = opened;
    await store.samples.append([sampleAt('a', T0)]);
    const target = `x' OR "target" = 'a`;
    expect(await store.samples.samples({ target, ...hour })).toEqual([]);
  });
});
