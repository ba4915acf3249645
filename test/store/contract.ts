import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SampleStore } from '../../src/core/ports/sample-store.ts';
import type { StateStore } from '../../src/core/ports/state-store.ts';
import {
  addToSketch,
  decodeSketch,
  emptySketch,
  encodeSketch,
  quantileOf,
} from '../../src/core/stats/sketch.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import {
  DAY_MS,
  failureAt,
  HOUR_MS,
  MINUTE_MS,
  missedAt,
  recordAround,
  sampleAt,
  T0,
} from './store-sample.ts';

export interface StoreUnderTest {
  readonly samples: SampleStore;
  readonly state: StateStore;
  close(): Promise<void>;
}

/** What every variant of the two ports promises. */
export function describeStoreContract(variant: string, open: () => Promise<StoreUnderTest>): void {
  let store: StoreUnderTest;
  const all = { from: 0, to: T0 + 400 * DAY_MS };

  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());

  describe(`the ${variant} sample store`, () => {
    it('returns every kind of sample exactly as it was appended', async () => {
      const samples = [
        sampleAt('a', T0),
        failureAt('a', T0 + MINUTE_MS),
        missedAt('a', T0 + 2 * MINUTE_MS),
        sampleAt('a', T0 + 3 * MINUTE_MS, {
          validity: 'suspect',
          suspectCause: 'clock',
          startedAt: T0 + 3 * MINUTE_MS - 5000,
          redirectedTo: 'https://例え.example/ü?q=1',
          hops: 3,
          bodyTruncated: true,
          decodedBodyBytes: 8_000_000_000,
          certificateError: 'CERT_HAS_EXPIRED',
          totalMs: 0.001,
          queueMs: 7_200_000.123,
          loopDelayMs: 5_000_000.5,
        }),
        sampleAt('a', T0 + 4 * MINUTE_MS, { family: 6, peerAddress: '2001:db8::7' }),
      ];
      await store.samples.append(samples);
      expect(await store.samples.samples({ target: 'a', ...all })).toEqual(samples);
    });

    it('orders the samples of a target by time, family and attempt whatever order they came in', async () => {
      const second = failureAt('a', T0, { attempt: 2 });
      const sixth = sampleAt('a', T0, { family: 6 });
      const first = failureAt('a', T0);
      const later = sampleAt('a', T0 + DAY_MS);
      await store.samples.append([later, sixth]);
      await store.samples.append([second, first]);
      const found = await store.samples.samples({ target: 'a', ...all, attempts: 'all' });
      expect(found).toEqual([first, second, sixth, later]);
    });

    it('answers with first attempts of half-open ranges, of a family, up to a limit', async () => {
      const slots = [0, 1, 2, 3, 4].map((minute) => T0 + minute * MINUTE_MS);
      await store.samples.append(slots.map((at) => sampleAt('a', at)));
      await store.samples.append([failureAt('a', T0, { attempt: 2 })]);
      await store.samples.append([sampleAt('a', T0, { family: 6 }), sampleAt('b', T0)]);
      const times = async (query: Partial<Parameters<SampleStore['samples']>[0]>) =>
        (await store.samples.samples({ target: 'a', ...all, family: 4, ...query })).map(
          (sample) => sample.scheduledAt - T0,
        );
      const some = { from: T0 + MINUTE_MS, to: T0 + 3 * MINUTE_MS };
      expect(await times(some)).toEqual([MINUTE_MS, 2 * MINUTE_MS]);
      expect(await times({ limit: 2 })).toEqual([0, MINUTE_MS]);
      expect(await times({ family: 6 })).toEqual([0]);
      expect(await times({ target: 'nobody' })).toEqual([]);
    });

    it('leaves a key that is already there as it is', async () => {
      const first = sampleAt('a', T0);
      await store.samples.append([first, sampleAt('a', T0, { totalMs: 1 })]);
      await store.samples.append([sampleAt('a', T0, { totalMs: 2, outcome: 'failure' })]);
      expect(await store.samples.samples({ target: 'a', ...all })).toEqual([first]);
    });

    it('keeps vantages apart', async () => {
      const osaka = sampleAt('a', T0, { vantage: 'osaka' });
      await store.samples.append([sampleAt('a', T0), osaka]);
      const found = await store.samples.samples({ target: 'a', ...all });
      expect(found.map((sample) => sample.vantage).sort()).toEqual(['osaka', 'tokyo']);
    });

    it('scans everything in order of target, then time', async () => {
      const samples = ['c', 'a', 'b'].flatMap((target) =>
        [0, 1, 2].map((day) => sampleAt(target, T0 + day * DAY_MS)),
      );
      await store.samples.append(samples);
      const found: Sample[] = [];
      for await (const block of store.samples.scan(all)) found.push(...block);
      const expected = [...samples].sort(
        (x, y) => x.target.localeCompare(y.target) || x.scheduledAt - y.scheduledAt,
      );
      expect(found).toEqual(expected);
      const one: Sample[] = [];
      const query = { target: 'b', from: T0 + DAY_MS, to: T0 + 2 * DAY_MS };
      for await (const block of store.samples.scan(query)) one.push(...block);
      expect(one).toEqual([sampleAt('b', T0 + DAY_MS)]);
    });

    it('knows the newest first attempt of every series', async () => {
      await store.samples.append([
        sampleAt('a', T0 - 2 * DAY_MS),
        sampleAt('a', T0 + MINUTE_MS),
        sampleAt('a', T0),
        failureAt('a', T0 + MINUTE_MS, { attempt: 2 }),
        sampleAt('a', T0, { family: 6 }),
        sampleAt('b', T0 - DAY_MS),
        sampleAt('c', T0 - 3 * DAY_MS),
      ]);
      const found = await store.samples.latest(T0 - DAY_MS);
      const names = found.map(
        ({ target, family, scheduledAt }) => `${target}/${family} ${scheduledAt - T0}`,
      );
      expect(names.sort()).toEqual([`a/4 ${MINUTE_MS}`, 'a/6 0', `b/4 ${-DAY_MS}`]);
    });

    it('scans a short stretch over a midnight by target, then time', async () => {
      const midnight = T0 - (T0 % DAY_MS) + DAY_MS;
      const names = Array.from({ length: 70 }, (_, index) => `t-${100 + index}`);
      const samples = names.flatMap((name) =>
        [-7, -2, 3, 8].map((minute) => sampleAt(name, midnight + minute * MINUTE_MS)),
      );
      await store.samples.append(samples.toReversed());
      const found: Sample[] = [];
      const stretch = { from: midnight - 5 * MINUTE_MS, to: midnight + 5 * MINUTE_MS };
      for await (const block of store.samples.scan(stretch)) found.push(...block);
      const inside = samples.filter(({ scheduledAt: at }) => at >= stretch.from && at < stretch.to);
      expect(found).toEqual(inside);
    });

    it('rolls up first attempts by period', async () => {
      await store.samples.append([
        sampleAt('a', T0, { totalMs: 100 }),
        sampleAt('a', T0 + MINUTE_MS, { totalMs: 300 }),
        sampleAt('a', T0 + 2 * MINUTE_MS, {
          totalMs: 9,
          validity: 'suspect',
          suspectCause: 'clock',
        }),
        failureAt('a', T0 + 3 * MINUTE_MS),
        failureAt('a', T0 + 3 * MINUTE_MS, { attempt: 2 }),
        missedAt('a', T0 + 4 * MINUTE_MS),
        failureAt('a', T0 + 5 * MINUTE_MS, { validity: 'suspect', suspectCause: 'loop_delay' }),
        sampleAt('b', T0 + HOUR_MS, { totalMs: 50 }),
      ]);
      const five = await store.samples.rollups({ period: '5m', ...all, targets: ['a'] });
      const series = { target: 'a', vantage: 'tokyo', family: 4 };
      expect(five).toMatchObject([
        { ...series, period: '5m', at: T0, count: 5, failures: 1, missed: 1, suspect: 1 },
        { ...series, period: '5m', at: T0 + 5 * MINUTE_MS, count: 1, failures: 1, missed: 0 },
      ]);
      expect(five.map(({ suspect, suspectFailures }) => [suspect, suspectFailures])).toEqual([
        [1, 0],
        [1, 1],
      ]);
      expect(five[0]).toMatchObject({ minMs: 100, maxMs: 300, sumMs: 400 });
      expect(five[1]).toMatchObject({ minMs: null, maxMs: null, sumMs: 0 });
      expect(five[1]?.sketch.length).toBe(0);
      const median = quantileOf(decodeSketch(five[0]?.sketch ?? new Uint8Array()), 0.5);
      expect(Math.abs((median ?? 0) - 100)).toBeLessThanOrEqual(1);
      const hours = await store.samples.rollups({ period: '1h', ...all });
      const counted = hours.map((hour) => [hour.target, hour.at - T0, hour.count]);
      expect(counted).toEqual([
        ['a', 0, 6],
        ['b', HOUR_MS, 1],
      ]);
      expect(hours.map(({ suspectFailures }) => suspectFailures)).toEqual([1, 0]);
      const later = await store.samples.rollups({ period: '1h', from: T0 + 1, to: all.to });
      expect(later.map((rollup) => rollup.target)).toEqual(['b']);
    });

    it('takes finished roll-ups of times without samples, and keeps what counts more', async () => {
      const sketch = emptySketch();
      addToSketch(sketch, 100);
      const key = { target: 'a', vantage: 'tokyo', family: 4, period: '1h', at: T0 } as const;
      const suspects = { suspect: 2, suspectFailures: 1 };
      const figures = { failures: 2, missed: 1, ...suspects, minMs: 90.125, maxMs: 110 };
      const whole = { ...key, count: 60, ...figures, sumMs: 5700, sketch: encodeSketch(sketch) };
      const nothing = { minMs: null, maxMs: null, sumMs: 0, sketch: new Uint8Array() };
      const uncounted = { suspectFailures: null };
      const five = { ...whole, ...nothing, ...uncounted, period: '5m', count: 5 } as const;
      const later = { ...whole, at: T0 + 40 * DAY_MS };
      await store.samples.importRollups([later, five, whole]);
      await store.samples.importRollups([{ ...whole, count: 59 }]);
      await store.samples.append([sampleAt('a', T0 + HOUR_MS)]);
      const day = { from: T0, to: T0 + HOUR_MS };
      expect(await store.samples.rollups({ period: '5m', ...day, targets: ['a'] })).toEqual([five]);
      expect(await store.samples.rollups({ period: '1h', ...all })).toMatchObject([
        whole,
        { at: T0 + HOUR_MS, count: 1 },
        later,
      ]);
      expect(await store.samples.rollups({ period: '1h', ...all, targets: ['b'] })).toEqual([]);
    });

    it('counts a late and a repeated arrival once in its roll-up', async () => {
      await store.samples.append([sampleAt('a', T0 + MINUTE_MS, { totalMs: 200 })]);
      const hour = { period: '1h', from: T0, to: T0 + HOUR_MS } as const;
      expect(await store.samples.rollups(hour)).toMatchObject([{ count: 1, sumMs: 200 }]);
      await store.samples.append([sampleAt('a', T0, { totalMs: 100 })]);
      await store.samples.append([sampleAt('a', T0 + MINUTE_MS, { totalMs: 1 })]);
      expect(await store.samples.rollups(hour)).toMatchObject([{ count: 2, sumMs: 300 }]);
    });

    it('keeps gaps, each once, and answers with those that touch a range', async () => {
      const gap = { vantage: 'tokyo', from: T0, to: T0 + HOUR_MS, slots: 60 };
      await store.samples.appendGap(gap);
      await store.samples.appendGap(gap);
      await store.samples.appendGap({ ...gap, from: T0 - DAY_MS, to: T0 - HOUR_MS });
      const during = { from: T0 + MINUTE_MS, to: T0 + 2 * MINUTE_MS };
      expect(await store.samples.gaps(during)).toEqual([gap]);
      expect(await store.samples.gaps(all)).toHaveLength(2);
      expect(await store.samples.gaps({ from: T0 + HOUR_MS, to: all.to })).toEqual([]);
    });

    it('is ok while it works and closed afterwards', async () => {
      await store.samples.append([]);
      await store.samples.append([sampleAt('a', T0)]);
      const idle = { pending: 0, dropped: 0, lost: 0, problem: null };
      expect(store.samples.status()).toEqual({ status: 'ok', ...idle });
      await store.samples.close();
      expect(store.samples.status()).toEqual({ status: 'closed', ...idle });
      const closed = { code: 'store_unavailable' };
      await expect(store.samples.append([sampleAt('a', T0)])).rejects.toMatchObject(closed);
      await expect(store.samples.latest(0)).rejects.toMatchObject(closed);
      await expect(store.samples.samples({ target: 'a', ...all })).rejects.toMatchObject(closed);
    });
  });

  describe(`the ${variant} state store`, () => {
    it('keeps the last three successes and ten failures of a series, newest first', async () => {
      const minute = (number: number) => T0 + number * MINUTE_MS;
      const successes = [0, 1, 2, 3, 4].map((number) => sampleAt('a', minute(number)));
      const failures = Array.from({ length: 12 }, (_, index) => failureAt('a', minute(10 + index)));
      const other = sampleAt('b', T0);
      const records = [...successes, other, ...failures].map(recordAround);
      for (const record of records) await store.state.keepRecords([record]);
      const kept = await store.state.records('a');
      const expected = [...failures.slice(2).reverse(), ...successes.slice(2).reverse()];
      expect(kept).toEqual(expected.map(recordAround));
      expect(await store.state.records('b')).toEqual([recordAround(other)]);
      expect(await store.state.records('nobody')).toEqual([]);
    });

    it('keeps both attempts of a slot, both families, and missed slots among the failures', async () => {
      const samples = [
        failureAt('a', T0),
        failureAt('a', T0, { attempt: 2 }),
        sampleAt('a', T0 + 1, { family: 6 }),
        missedAt('a', T0 + 2),
      ];
      const records = samples.map((sample) => ({ ...recordAround(sample), hops: [] }));
      await store.state.keepRecords(records);
      await store.state.keepRecords(records);
      expect(await store.state.records('a')).toEqual([...records].reverse());
    });

    it('remembers marks', async () => {
      expect(await store.state.mark('lastTick')).toBeNull();
      await store.state.setMark('lastTick', T0);
      await store.state.setMark('lastTick', T0 + 0.5);
      expect(await store.state.mark('lastTick')).toBe(T0 + 0.5);
      await store.state.keepRecords([]);
    });
  });
}
