import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Sample } from '../../../src/core/words/sample.ts';
import { clusterDay } from '../../../src/store/embedded/cluster-day.ts';
import { DayFiles } from '../../../src/store/embedded/day-files.ts';
import { dayOf } from '../../../src/store/embedded/day-key.ts';
import { factValues } from '../../../src/store/embedded/facts.ts';
import type { EmbeddedStore } from '../../../src/store/embedded/open.ts';
import { newestSlot, readLoad } from '../../../src/store/embedded/read-load.ts';
import { openEmbeddedReader } from '../../../src/store/embedded/reader.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { DAY_MS, failureAt, HOUR_MS, MINUTE_MS, sampleAt, T0 } from '../store-sample.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

const ALL = { from: 0, to: T0 + 400 * DAY_MS };
const NAMES = Array.from({ length: 12 }, (_, index) => `target-${String(index).padStart(2, '0')}`);
const DAY = dayOf(T0);

describe('a day that is over', () => {
  let dir: string;
  let clock: ManualClock;
  let store: EmbeddedStore;

  beforeEach(async () => {
    dir = temporaryDir();
    clock = new ManualClock(T0);
    store = await openTestStore(dir, { clock });
    await store.samples.append(story());
    clock.step(8 * HOUR_MS);
    await store.maintain();
  });
  afterEach(async () => {
    await store.close();
    removeDir(dir);
  });

  const path = () => join(dir, 'samples', '2026-05-13.sqlite');
  const files = () => readdirSync(join(dir, 'samples')).filter((name) => !/-(wal|shm)$/.test(name));
  /** The first upkeep at which the day may be written anew. */
  async function clusterByStore(): Promise<void> {
    clock.step(DAY_MS);
    await store.maintain();
  }

  it('lies in order of series, then time, and reads as before', async () => {
    const before = await contentOf(dir);
    const view = rowsOf(path(), 'SELECT * FROM samples ORDER BY target, scheduled_at, attempt');
    const loads = [...readLoad(dir, ALL)].flat();
    expect(versionOf(path())).toBe(1);
    await clusterByStore();
    expect(versionOf(path())).toBe(2);
    expect(files()).toEqual(['2026-05-13.sqlite']);
    expect(await contentOf(dir)).toEqual(before);
    expect(before.samples).toHaveLength(story().length);
    const after = rowsOf(path(), 'SELECT * FROM samples ORDER BY target, scheduled_at, attempt');
    expect(after).toEqual(view);
    const inPlace = rowsOf(path(), 'SELECT * FROM samples');
    expect(inPlace.map(([at, , target]) => `${target} ${at}`)).toEqual(
      view.map(([at, , target]) => `${target} ${at}`),
    );
    expect(newestSlot(dir)).toBe(Math.max(...story().map(({ scheduledAt }) => scheduledAt)));
    expect(requestsOf([...readLoad(dir, ALL)].flat())).toEqual(requestsOf(loads));
    const latest = await store.samples.latest(0);
    expect(latest.map(({ scheduledAt }) => scheduledAt)).toEqual(
      NAMES.map(() => T0 + 6 * HOUR_MS - 10 * MINUTE_MS),
    );
    const part = { from: T0 + HOUR_MS + 1, to: T0 + 3 * HOUR_MS };
    expect(await store.samples.samples({ target: 'target-03', ...part })).toEqual(
      before.samples.filter(
        ({ target, scheduledAt, attempt }) =>
          target === 'target-03' &&
          attempt === 1 &&
          scheduledAt >= part.from &&
          scheduledAt < part.to,
      ),
    );
  });

  it('takes late samples once it is clustered, and each sample once', async () => {
    await clusterByStore();
    const late = sampleAt('target-03', T0 + 2 * HOUR_MS + MINUTE_MS, { totalMs: 7 });
    const unknown = sampleAt('target-99', T0 + 23 * MINUTE_MS);
    const again = sampleAt('target-03', T0, { totalMs: 1 });
    await store.samples.append([late, unknown, again]);
    const expected = [...story(), late, unknown].sort(byTargetAndTime);
    const expectAll = async () => {
      const { samples, hours } = await contentOf(dir);
      expect(samples).toEqual(expected);
      expect(hours.reduce((sum, { count }) => sum + count, 0)).toBe(
        expected.filter(({ attempt }) => attempt === 1).length,
      );
    };
    expect((await contentOf(dir)).samples).toEqual(expected);
    await store.maintain();
    await expectAll();
    await store.close();
    store = await openTestStore(dir, { clock });
    await expectAll();
    expect(versionOf(path())).toBe(2);
  });

  it('stays as it is when samples arrive while it is written anew, and is tried again', async () => {
    clock.step(DAY_MS);
    const late = sampleAt('target-03', T0 + MINUTE_MS, { totalMs: 7 });
    const maintained = store.maintain();
    await store.samples.append([late]);
    await maintained;
    const expected = [...story(), late].sort(byTargetAndTime);
    expect((await contentOf(dir)).samples).toEqual(expected);
    clock.step(2 * HOUR_MS);
    await store.maintain();
    await store.maintain();
    expect(versionOf(path())).toBe(2);
    expect((await contentOf(dir)).samples).toEqual(expected);
  });

  it('removes at its start what a kill has left', async () => {
    await store.close();
    const half = `${path()}.new`;
    new DatabaseSync(half).close();
    store = await openTestStore(dir, { clock });
    expect(existsSync(half)).toBe(false);
  });
});

describe('clustering a day', () => {
  let dir: string;
  let days: DayFiles;

  beforeEach(async () => {
    dir = temporaryDir();
    const clock = new ManualClock(T0);
    const store = await openTestStore(dir, { clock });
    await store.samples.append(story());
    clock.step(8 * HOUR_MS);
    await store.maintain();
    await store.close();
    days = new DayFiles(dir, { readOnly: false, sync: 'normal' }, null);
  });
  afterEach(() => {
    days.close();
    removeDir(dir);
  });

  const path = () => join(dir, 'samples', '2026-05-13.sqlite');

  it('leaves the old file whole wherever it is abandoned', async () => {
    const before = await contentOf(dir);
    const all = NAMES.length * 4;
    for (let step = 1; step <= all; step += 1) {
      const task = clusterDay(dir, DAY, days);
      for (let done = 0; done < step; done += 1) expect(task.next().done).toBe(false);
      task.return('done');
      expect(readdirSync(join(dir, 'samples')).some((name) => name.includes('.new'))).toBe(false);
    }
    expect(versionOf(path())).toBe(1);
    expect(await contentOf(dir)).toEqual(before);
    expect(await lastOf(clusterDay(dir, DAY, days))).toBe('done');
    expect(versionOf(path())).toBe(2);
    expect(await contentOf(dir)).toEqual(before);
  });

  it('does not end while a late sample waits', async () => {
    const task = clusterDay(dir, DAY, days);
    for (let done = 0; done < 5; done += 1) task.next();
    days.withDay(DAY, (file) => {
      const [row] = file.file.rows('SELECT * FROM day LIMIT 1');
      const late = [1, ...(row ?? []).slice(1)].map(Number);
      file.file.transaction(() => file.writeBatch(file.openHour(0), [late]));
    });
    expect(await lastOf(task)).toBe('late_samples');
    expect(versionOf(path())).toBe(1);
  });

  it('waits for a late sample with facts that the new file lacks, which is no fault', async () => {
    const task = clusterDay(dir, DAY, days);
    for (let done = 0; done < 5; done += 1) task.next();
    days.withDay(DAY, (file) => {
      const [row] = file.file.rows('SELECT * FROM day LIMIT 1');
      file.file.transaction(() => {
        const facts = file.facts.add(factValues(sampleAt('target-03', T0, { statusCode: 418 })));
        const late = [1, facts, ...(row ?? []).slice(2)].map(Number);
        file.writeBatch(file.openHour(0), [late]);
      });
    });
    expect(await lastOf(task)).toBe('late_samples');
    expect(versionOf(path())).toBe(1);
  });

  it('lets a reader go on with the old file, and shows others the new one', async () => {
    const before = await contentOf(dir);
    const reading = new DatabaseSync(path(), { readOnly: true });
    reading.exec('BEGIN');
    const count = () => reading.prepare('SELECT count(*) AS n FROM day').get()?.['n'];
    expect(count()).toBe(story().length);
    expect(await lastOf(clusterDay(dir, DAY, days))).toBe('done');
    expect(count()).toBe(story().length);
    expect(versionOf(path())).toBe(2);
    expect(await contentOf(dir)).toEqual(before);
    reading.close();
    expect(await contentOf(dir)).toEqual(before);
  });

  it('waits for a reader that still needs what is in the log', async () => {
    const reading = new DatabaseSync(path(), { readOnly: true });
    days.withDay(DAY, (file) => file.file.exec('CREATE TABLE one (id)'));
    reading.exec('BEGIN');
    reading.prepare('SELECT count(*) FROM day').get();
    days.withDay(DAY, (file) => file.file.exec('DROP TABLE one'));
    expect(await lastOf(clusterDay(dir, DAY, days))).toBe('in_use');
    expect(versionOf(path())).toBe(1);
    reading.close();
    expect(await lastOf(clusterDay(dir, DAY, days))).toBe('done');
  });

  it('keeps the old file where the new one does not hold as much', async () => {
    const task = clusterDay(dir, DAY, days);
    for (let done = 0; done < 4 * NAMES.length; done += 1) task.next();
    // Behind the clustering's back, as only a fault could do it.
    days.withDay(DAY, ({ file }) => {
      file.exec('CREATE TABLE one AS SELECT * FROM day ORDER BY key LIMIT 1');
      file.exec('UPDATE one SET key = key + 2; INSERT INTO day SELECT * FROM one');
      file.exec('DROP TABLE one');
    });
    expect(await lastOf(task)).toBe('not_equal');
    expect(versionOf(path())).toBe(1);
  });
});

/** Twelve targets every ten minutes for six hours, failures with their confirmation among them. */
function story(): Sample[] {
  return NAMES.flatMap((target, index) =>
    Array.from({ length: 36 }, (_, slot) => {
      const at = T0 + slot * 10 * MINUTE_MS;
      if (slot % 9 !== 5) return [sampleAt(target, at, { totalMs: 50 + index + slot / 100 })];
      return [failureAt(target, at), failureAt(target, at, { attempt: 2 })];
    }).flat(),
  );
}

async function contentOf(dir: string) {
  const reader = openEmbeddedReader(dir);
  const samples: Sample[] = [];
  for await (const block of reader.scan({ ...ALL, attempts: 'all' })) samples.push(...block);
  return { samples, hours: await reader.rollups({ period: '1h', ...ALL }) };
}

/** Does a task to its end as the store's thread does, others' turns in between. */
async function lastOf<T>(task: Generator<void, T>): Promise<T> {
  for (;;) {
    const { done, value } = task.next();
    if (done === true) return value;
    await setImmediate();
  }
}

function versionOf(path: string): unknown {
  return rowsOf(path, 'PRAGMA user_version')[0]?.[0];
}

function rowsOf(path: string, sql: string): unknown[][] {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return db
      .prepare(sql)
      .all()
      .map((row) => Object.values(row));
  } finally {
    db.close();
  }
}

function requestsOf(rows: readonly { target: string; requests: number; slots: number }[]) {
  const sums = new Map<string, number[]>();
  for (const { target, requests, slots } of rows) {
    const [a = 0, b = 0] = sums.get(target) ?? [];
    sums.set(target, [a + requests, b + slots]);
  }
  return sums;
}

function byTargetAndTime(a: Sample, b: Sample): number {
  return a.target.localeCompare(b.target) || a.scheduledAt - b.scheduledAt || a.attempt - b.attempt;
}
