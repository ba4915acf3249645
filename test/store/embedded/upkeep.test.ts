import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PERIODS } from '../../../src/core/words/rollup.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import type { EmbeddedStore } from '../../../src/store/embedded/open.ts';
import { createMemoryStore } from '../../../src/store/memory/memory-store.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { seeded } from '../../support/seeded.ts';
import { DAY_MS, failureAt, HOUR_MS, MINUTE_MS, missedAt, sampleAt, T0 } from '../store-sample.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

const ALL = { from: 0, to: T0 + 4000 * DAY_MS };

describe('the upkeep of the embedded store', () => {
  let dir: string;
  let clock: ManualClock;
  let store: EmbeddedStore;

  beforeEach(async () => {
    dir = temporaryDir();
    clock = new ManualClock(T0);
    store = await openTestStore(dir, { clock });
  });
  afterEach(async () => {
    await store.close();
    removeDir(dir);
  });

  const filesIn = (folder: string) =>
    readdirSync(join(dir, folder)).filter((name) => name.endsWith('.sqlite'));

  it('rolls up as a naive computation does, with late and repeated arrivals over days', async () => {
    const random = seeded(7);
    const samples = generated(random);
    const naive = createMemoryStore({ samplesPerSeries: 1e6 });
    const shuffled = [...samples, ...samples.slice(0, 200)].sort(() => random() - 0.5);
    for (let at = 0; at < shuffled.length; at += 97) {
      await store.samples.append(shuffled.slice(at, at + 97));
      clock.step(at % 2 === 0 ? 7 * HOUR_MS : 0);
      if (at % 3 === 0) await store.maintain();
    }
    await naive.samples.append(samples);
    const query = { ...ALL, attempts: 'all' } as const;
    const expectSame = async () => {
      for (const period of PERIODS) {
        const expected = await naive.samples.rollups({ period, ...ALL });
        expect(await store.samples.rollups({ period, ...ALL })).toEqual(expected);
      }
      for (const target of ['a', 'b', 'c']) {
        const expected = await naive.samples.samples({ target, ...query });
        expect(await store.samples.samples({ target, ...query })).toEqual(expected);
      }
      const latest = [...(await store.samples.latest(0))];
      expect(latest.sort(bySeries)).toEqual([...(await naive.samples.latest(0))].sort(bySeries));
    };
    await expectSame();
    clock.step(10 * DAY_MS);
    await store.maintain();
    await expectSame();
  });

  it('answers the same while hours are being moved', async () => {
    const names = Array.from({ length: 300 }, (_, index) => `target-${index}`);
    const slots: number[] = [];
    let during = 0;
    // how many reads fall into one move is the machine's; hours are moved until enough did
    while (during < 20) {
      const hour = Array.from({ length: 60 }, (_, minute) => clock.now() + minute * MINUTE_MS);
      for (const at of hour) await store.samples.append(names.map((name) => sampleAt(name, at)));
      slots.push(...hour);
      clock.step(2 * HOUR_MS);
      let done = false;
      const moved = store.maintain().then(() => {
        done = true;
      });
      while (!done) {
        const target = names[during % names.length] ?? '';
        const found = await store.samples.samples({ target, ...ALL });
        expect(found.map((sample) => sample.scheduledAt)).toEqual(slots);
        during += 1;
      }
      await moved;
    }
    expect((await store.samples.latest(0)).length).toBe(names.length);
  });

  it('takes samples for an hour that is being moved', async () => {
    await store.samples.append([sampleAt('a', T0), sampleAt('b', T0)]);
    clock.step(2 * HOUR_MS);
    const maintained = store.maintain();
    const late = sampleAt('a', T0 + MINUTE_MS);
    await store.samples.append([late, sampleAt('b', T0)]);
    await maintained;
    await store.maintain();
    const found = await store.samples.samples({ target: 'a', ...ALL });
    expect(found).toEqual([sampleAt('a', T0), late]);
    const hours = await store.samples.rollups({ period: '1h', ...ALL });
    expect(hours.map(({ target, count }) => [target, count])).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });

  it('keeps an hour open for two minutes after its end', async () => {
    await store.samples.append([sampleAt('a', T0)]);
    clock.step(HOUR_MS + MINUTE_MS);
    await store.maintain();
    await store.samples.append([sampleAt('a', T0 + MINUTE_MS)]);
    clock.step(2 * MINUTE_MS);
    await store.maintain();
    expect(await store.samples.samples({ target: 'a', ...ALL })).toHaveLength(2);
  });

  it('deletes days after 90 days, 5-minute roll-ups after 13 months, hours after 6 fiscal years', async () => {
    await store.samples.append([sampleAt('a', T0)]);
    clock.step(2 * HOUR_MS);
    await store.maintain();
    const counts = async () => {
      const five = await store.samples.rollups({ period: '5m', ...ALL });
      const hours = await store.samples.rollups({ period: '1h', ...ALL });
      return [filesIn('samples').length, five.length, hours.length];
    };
    const at = async (year: number, month: number, date: number) => {
      clock.step(Date.UTC(year, month - 1, date) - clock.now());
      await store.maintain();
      return counts();
    };
    expect(await at(2026, 8, 11)).toEqual([1, 1, 1]);
    expect(await at(2026, 8, 13)).toEqual([0, 1, 1]);
    expect(await at(2027, 6, 30)).toEqual([0, 1, 1]);
    expect(await at(2027, 7, 1)).toEqual([0, 0, 1]);
    expect(filesIn('rollups')).toEqual(['2026-05.sqlite']);
    expect(await at(2033, 3, 31)).toEqual([0, 0, 1]);
    expect(await at(2033, 4, 2)).toEqual([0, 0, 0]);
    expect(filesIn('rollups')).toEqual([]);
  });

  it('counts fiscal years in the zone that it was given last', async () => {
    // Its last moment, in UTC, is of April in Tokyo.
    await store.samples.append([sampleAt('a', Date.UTC(2026, 2, 31, 10))]);
    clock.step(2 * HOUR_MS);
    await store.maintain();
    clock.step(Date.UTC(2032, 5, 1) - clock.now());
    await store.maintain();
    expect(filesIn('rollups')).toEqual(['2026-03.sqlite']);
    store.useTimezone('UTC');
    clock.step(HOUR_MS);
    await store.maintain();
    expect(filesIn('rollups')).toEqual([]);
  });

  it('does its upkeep by itself every half minute', async () => {
    await store.samples.append([sampleAt('a', T0)]);
    clock.step(100 * DAY_MS);
    await clock.run(30_000);
    await store.samples.latest(0);
    expect(filesIn('samples')).toEqual([]);
  });
});

/** Samples of three targets over 30 hours: successes, suspects, failures with confirmations, missed. */
function generated(random: () => number): Sample[] {
  const samples: Sample[] = [];
  for (const target of ['a', 'b', 'c']) {
    for (let at = T0 - 6 * HOUR_MS; at < T0 + DAY_MS; at += 4 * MINUTE_MS) {
      const family = random() < 0.3 ? 6 : 4;
      const totalMs = Math.round(Math.exp(3 + 4 * random()) * 1000) / 1000;
      const kind = random();
      if (kind < 0.05) samples.push({ ...missedAt(target, at), family });
      else if (kind < 0.1) {
        samples.push(failureAt(target, at, { family }));
        samples.push(failureAt(target, at, { family, attempt: 2, totalMs: 5, phases: FIVE_MS }));
      } else if (kind < 0.2) {
        const suspect = { validity: 'suspect', suspectCause: 'loop_delay' } as const;
        samples.push(sampleAt(target, at, { family, totalMs, ...suspect }));
      } else samples.push(sampleAt(target, at, { family, totalMs, statusCode: 200 + (at % 3) }));
    }
  }
  return samples;
}

const FIVE_MS = {
  dns: 5,
  connect: null,
  tls: null,
  send: null,
  wait: null,
  transfer: null,
  other: 0,
};

function bySeries(a: Sample, b: Sample): number {
  return a.target.localeCompare(b.target) || a.family - b.family;
}
