import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedStore } from '../../../src/store/embedded/open.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, sampleAt, T0 } from '../store-sample.ts';
import { flipPages, overwrite, PAGE_BYTES } from './damaged-file.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

const ALL = { from: 0, to: T0 + 400 * DAY_MS };
const NAMES = Array.from({ length: 40 }, (_, index) => `target-${String(index).padStart(2, '0')}`);
const SLOTS = Array.from({ length: 60 }, (_, minute) => T0 + minute * MINUTE_MS);

describe('a damaged day', () => {
  let dir: string;
  let clock: ManualClock;
  let store: EmbeddedStore;

  beforeEach(async () => {
    dir = temporaryDir();
    clock = new ManualClock(T0);
    store = await openTestStore(dir, { clock });
    for (const at of SLOTS) await store.samples.append(NAMES.map((name) => sampleAt(name, at)));
    clock.step(2 * HOUR_MS);
    await store.maintain();
  });
  afterEach(async () => {
    await store.close();
    removeDir(dir);
  });

  const path = () => join(dir, 'samples', '2026-05-13.sqlite');

  async function damageClosed(damage: () => void): Promise<void> {
    await store.close();
    damage();
    store = await openTestStore(dir, { clock });
  }

  /** Samples there are by target, everything salvaged. */
  async function counted(): Promise<Map<string, number>> {
    for (const target of NAMES) await store.samples.samples({ target, ...ALL });
    await store.maintain();
    const counts = new Map<string, number>();
    for (const target of NAMES) {
      const found = await store.samples.samples({ target, ...ALL });
      for (const sample of found) expect(sample).toEqual(sampleAt(target, sample.scheduledAt));
      counts.set(target, found.length);
    }
    return counts;
  }

  /** What is there and what is said to be lost make up what was stored. */
  async function expectAccounted(): Promise<{ readonly lost: number }> {
    const counts = await counted();
    const lost = await store.lost();
    const byTarget = new Map(lost.map((one) => [one.target, one.samples]));
    for (const [target, count] of counts) {
      expect(count + (byTarget.get(target) ?? 0)).toBe(SLOTS.length);
    }
    const sum = lost.reduce((all, one) => all + one.samples, 0);
    expect(store.samples.status().lost).toBe(sum);
    return { lost: sum };
  }

  it.each([0.1, 0.5, 0.9])(
    'loses only the pages whose bytes were flipped (at %f of the table)',
    async (place) => {
      await damageClosed(() => flipPages(path(), 'day', place));
      const { lost } = await expectAccounted();
      expect(lost).toBeGreaterThan(0);
      expect(lost).toBeLessThan(NAMES.length * SLOTS.length * 0.15);
      expect(filesSetAside(dir)).toHaveLength(1);
    },
  );

  it('loses what lay behind the end of a truncated file', async () => {
    await damageClosed(() => {
      const pages = Math.floor(readFileSync(path()).length / PAGE_BYTES);
      truncateSync(path(), Math.floor(pages * 0.7) * PAGE_BYTES + 1000);
    });
    const { lost } = await expectAccounted();
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(NAMES.length * SLOTS.length);
  });

  it('counts what was lost once, however often the day is damaged', async () => {
    const cut = () => truncateSync(path(), Math.floor(statSync(path()).size / 2));
    await damageClosed(cut);
    const first = await expectAccounted();
    expect(first.lost).toBeGreaterThan(0);
    await damageClosed(() => writeFileSync(path(), Buffer.alloc(100, 'x'), { flag: 'r+' }));
    await counted();
    expect(store.samples.status().lost).toBe(first.lost);
  });

  it('passes over a note of a file that a kill left where it was', async () => {
    await store.close();
    const file = '2026-05-13.sqlite.damaged-1';
    const state = new DatabaseSync(join(dir, 'state.sqlite'));
    state.prepare('INSERT INTO set_aside VALUES (?, ?, ?)').run(file, T0 - (T0 % DAY_MS), 1);
    state.close();
    store = await openTestStore(dir, { clock });
    const { lost } = await expectAccounted();
    expect(lost).toBe(0);
    const notes = new DatabaseSync(join(dir, 'state.sqlite'), { readOnly: true });
    expect(notes.prepare('SELECT count(*) AS n FROM set_aside').get()).toMatchObject({ n: 0 });
    notes.close();
  });

  it('is salvaged as well once it is laid out by series', async () => {
    clock.step(DAY_MS);
    await store.maintain();
    const readVersion = () => {
      const db = new DatabaseSync(path(), { readOnly: true });
      const version = db.prepare('PRAGMA user_version').get();
      db.close();
      return version;
    };
    expect(readVersion()).toMatchObject({ user_version: 2 });
    await damageClosed(() => flipPages(path(), 'day', 0.5));
    const { lost } = await expectAccounted();
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThan(NAMES.length * SLOTS.length * 0.15);
    clock.step(2 * HOUR_MS);
    await store.maintain();
    await expectAccounted();
    expect(readVersion()).toMatchObject({ user_version: 2 });
  });

  it('loses nothing to a garbage header', async () => {
    await damageClosed(() => overwrite(path(), 0, Buffer.alloc(100, 0x5a)));
    expect(await expectAccounted()).toEqual({ lost: 0 });
    expect(filesSetAside(dir)).toHaveLength(1);
  });

  it('keeps the roll-ups of what was lost, and takes late samples for that day', async () => {
    await damageClosed(() => flipPages(path(), 'day', 0.5));
    await expectAccounted();
    const before = await store.samples.rollups({ period: '1h', ...ALL });
    expect(before.map((hour) => hour.count)).toEqual(NAMES.map(() => SLOTS.length));
    const late = sampleAt('target-00', T0 + 1);
    await store.samples.append([late]);
    clock.step(DAY_MS);
    await store.maintain();
    const found = await store.samples.samples({
      target: 'target-00',
      from: T0,
      to: T0 + MINUTE_MS,
    });
    expect(found).toContainEqual(late);
  });

  it('remembers what was lost after a restart, and salvages a file whose salvage was cut off', async () => {
    await damageClosed(() => flipPages(path(), 'day', 0.5));
    await store.samples.samples({ target: 'target-20', ...ALL });
    await store.close();
    store = await openTestStore(dir, { clock });
    const { lost } = await expectAccounted();
    expect(lost).toBeGreaterThan(0);
    await store.close();
    store = await openTestStore(dir, { clock });
    expect(store.samples.status().lost).toBe(lost);
    expect((await store.lost()).every((one) => one.file.includes('.damaged-'))).toBe(true);
  });

  it('keeps appending when the file in use is found damaged, and loses none of the open hour', async () => {
    const openAt = T0 + 2 * HOUR_MS;
    const open = NAMES.map((name) => sampleAt(name, openAt));
    await store.samples.append(open);
    await store.close();
    store = await openTestStore(dir, { clock });
    const size = readFileSync(path()).length;
    overwrite(path(), PAGE_BYTES, Buffer.alloc(size - PAGE_BYTES, 0x11));
    expect(await store.samples.samples({ target: 'target-07', from: 0, to: openAt })).toEqual([]);
    const more = NAMES.map((name) => sampleAt(name, openAt + MINUTE_MS));
    await store.samples.append(more);
    expect(filesSetAside(dir)).toHaveLength(1);
    await store.maintain();
    for (const [index, target] of NAMES.entries()) {
      const found = await store.samples.samples({ target, from: openAt, to: openAt + HOUR_MS });
      expect(found).toEqual([open[index], more[index]]);
    }
    const lost = await store.lost();
    expect(lost.map((one) => [one.target, one.samples])).toEqual(NAMES.map((name) => [name, 60]));
    expect(store.samples.status()).toMatchObject({ status: 'ok', lost: NAMES.length * 60 });
  });

  it('makes the roll-ups of a damaged month anew from the samples', async () => {
    const before = await store.samples.rollups({ period: '5m', ...ALL });
    await damageClosed(() =>
      overwrite(join(dir, 'rollups', '2026-05.sqlite'), 0, Buffer.alloc(9000, 7)),
    );
    await store.samples.rollups({ period: '5m', ...ALL });
    await store.maintain();
    expect(await store.samples.rollups({ period: '5m', ...ALL })).toEqual(before);
  });

  it('begins a damaged state anew and keeps the samples', async () => {
    await damageClosed(() => overwrite(join(dir, 'state.sqlite'), 0, Buffer.alloc(9000, 7)));
    expect(await store.state.mark('any')).toBeNull();
    expect(await store.samples.samples({ target: 'target-00', ...ALL })).toHaveLength(60);
    expect(readdirSync(dir).some((name) => name.startsWith('state.sqlite.damaged-'))).toBe(true);
  });
});

describe('a day damaged in its open hour', () => {
  it('salvages the batches that can be read and counts the samples of those that cannot', async () => {
    const dir = temporaryDir();
    const clock = new ManualClock(T0);
    let store = await openTestStore(dir, { clock });
    for (const at of SLOTS) await store.samples.append(NAMES.map((name) => sampleAt(name, at)));
    await store.close();
    flipPages(join(dir, 'samples', '2026-05-13.sqlite'), 'open_batches', 0.5);
    store = await openTestStore(dir, { clock });
    await store.maintain();
    let found = 0;
    for (const target of NAMES) found += (await store.samples.samples({ target, ...ALL })).length;
    const { lost } = store.samples.status();
    expect(lost).toBeGreaterThan(0);
    expect(found + lost).toBe(NAMES.length * SLOTS.length);
    expect(await store.lost()).toMatchObject([{ target: null, samples: lost }]);
    const hours = await store.samples.rollups({ period: '1h', ...ALL });
    expect(hours.reduce((sum, hour) => sum + hour.count, 0)).toBe(found);
    await store.close();
    removeDir(dir);
  });
});

function filesSetAside(dir: string): string[] {
  return readdirSync(join(dir, 'samples')).filter((name) => /\.damaged-\d+$/.test(name));
}
