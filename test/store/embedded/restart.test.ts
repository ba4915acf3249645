import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SAMPLE_COLUMNS, STORED_ONLY_COLUMNS, storedName } from '../../../src/core/schema.ts';
import type { EmbeddedStore } from '../../../src/store/embedded/open.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import {
  DAY_MS,
  failureAt,
  HOUR_MS,
  MINUTE_MS,
  recordAround,
  sampleAt,
  T0,
} from '../store-sample.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

const ALL = { from: 0, to: T0 + 400 * DAY_MS };

describe('the embedded store opened again', () => {
  let dir: string;
  let store: EmbeddedStore | null;

  beforeEach(() => {
    dir = temporaryDir();
    store = null;
  });
  afterEach(async () => {
    await store?.close();
    removeDir(dir);
  });

  /** Closes the store and opens it again. */
  async function reopened(): Promise<EmbeddedStore> {
    await store?.close();
    store = await openTestStore(dir);
    return store;
  }

  it('has samples, the newest ones, roll-ups, gaps, marks and records as before', async () => {
    store = await openTestStore(dir);
    const samples = [0, 1, 2, 3].map((minute) => sampleAt('a', T0 + minute * MINUTE_MS));
    const yesterday = sampleAt('b', T0 - DAY_MS);
    await store.samples.append([...samples, yesterday]);
    await store.samples.appendGap({ vantage: 'tokyo', from: T0, to: T0 + 1, slots: 2 });
    await store.state.setMark('lastTick', 42);
    const records = [sampleAt('a', T0), failureAt('a', T0 + MINUTE_MS)].map(recordAround);
    await store.state.keepRecords(records);
    const rollups = await store.samples.rollups({ period: '5m', ...ALL });
    const again = await reopened();
    expect(await again.samples.samples({ target: 'a', ...ALL })).toEqual(samples);
    expect(await again.samples.samples({ target: 'b', ...ALL })).toEqual([yesterday]);
    expect((await again.samples.latest(0)).length).toBe(2);
    expect(await again.samples.rollups({ period: '5m', ...ALL })).toEqual(rollups);
    expect(await again.samples.gaps(ALL)).toHaveLength(1);
    expect(await again.state.mark('lastTick')).toBe(42);
    expect(await again.state.records('a')).toEqual([...records].reverse());
  });

  it('opens although a process was killed while it made a file', async () => {
    store = await openTestStore(dir);
    await store.samples.append([sampleAt('a', T0)]);
    await store.close();
    leaveHotJournal(join(dir, 'samples', '2026-05-14.sqlite'));
    store = await openTestStore(dir);
    const later = sampleAt('a', T0 + DAY_MS);
    await store.samples.append([later]);
    expect(await store.samples.samples({ target: 'a', ...ALL })).toEqual([
      sampleAt('a', T0),
      later,
    ]);
  });

  it('leaves what it stored in an earlier life as it is, moved or not', async () => {
    store = await openTestStore(dir);
    const moved = sampleAt('a', T0 - 2 * HOUR_MS);
    const open = sampleAt('a', T0);
    await store.samples.append([moved, open]);
    await store.maintain();
    const again = await reopened();
    const other = { totalMs: 1 };
    await again.samples.append([sampleAt('a', T0 - 2 * HOUR_MS, other), sampleAt('a', T0, other)]);
    expect(await again.samples.samples({ target: 'a', ...ALL })).toEqual([moved, open]);
    await again.maintain();
    expect(await again.samples.samples({ target: 'a', ...ALL })).toEqual([moved, open]);
    const hours = await again.samples.rollups({ period: '1h', ...ALL });
    expect(hours.map((hour) => hour.count)).toEqual([1, 1]);
  });

  it('moves hours that were over before it was opened', async () => {
    store = await openTestStore(dir);
    const samples = [0, 1, 2].map((minute) => sampleAt('a', T0 + minute * MINUTE_MS));
    await store.samples.append(samples);
    await store.close();
    store = await openTestStore(dir, { clock: new ManualClock(T0 + 3 * HOUR_MS) });
    await store.maintain();
    await store.close();
    store = null;
    expect(rowsOf(dir, 'SELECT count(*) FROM open_batches')).toEqual([[0]]);
    expect(rowsOf(dir, 'SELECT count(*) FROM day')).toEqual([[3]]);
    expect(rowsOf(dir, 'SELECT count(*) FROM dirty')).toEqual([[0]]);
  });

  it('shows open and moved samples in a view with the names of the export', async () => {
    store = await openTestStore(dir);
    await store.samples.append([
      sampleAt('a', T0 - HOUR_MS, { redirectedTo: 'https://a.example/' }),
      failureAt('a', T0 - HOUR_MS + MINUTE_MS, { attempt: 2 }),
    ]);
    await store.maintain();
    await store.samples.append([sampleAt('b', T0, { family: 6 })]);
    const columns = [...SAMPLE_COLUMNS, ...STORED_ONLY_COLUMNS].map(storedName);
    const db = new DatabaseSync(dayFile(dir), { readOnly: true });
    const rows = db.prepare('SELECT * FROM samples ORDER BY scheduled_at').all();
    db.close();
    expect(Object.keys(rows[0] ?? {})).toEqual(columns);
    const common = { vantage: 'tokyo', sector: 'gas', validity: 'valid', loop_delay_us: 217 };
    expect(rows).toMatchObject([
      {
        ...common,
        scheduled_at: T0 - HOUR_MS,
        started_at: T0 - HOUR_MS + 12,
        target: 'a',
        family: 4,
        attempt: 1,
        outcome: 'success',
        status_code: 200,
        total_us: 123_456,
        redirected_to: 'https://a.example/',
        body_truncated: 0,
        certificate_not_after: Date.UTC(2027, 0, 1),
      },
      { ...common, attempt: 2, outcome: 'failure', failed_phase: 'wait', wait_us: null },
      { ...common, scheduled_at: T0, target: 'b', family: 6, total_us: 123_456, reason: null },
    ]);
  });

  it('refuses a directory that another store is using', async () => {
    store = await openTestStore(dir);
    await expect(openTestStore(dir)).rejects.toMatchObject({ code: 'store_unavailable' });
    await store.samples.append([sampleAt('a', T0)]);
  });

  it.each(['state.sqlite', 'samples/2026-05-13.sqlite'])(
    'refuses files of a newer program: %s',
    async (name) => {
      store = await openTestStore(dir);
      await store.samples.append([sampleAt('a', T0)]);
      await store.close();
      store = null;
      const db = new DatabaseSync(join(dir, name));
      db.exec('PRAGMA user_version = 99');
      db.close();
      await expect(openTestStore(dir)).rejects.toMatchObject({ code: 'store_newer' });
    },
  );

  it('rejects where the directory cannot be made', async () => {
    const file = join(dir, 'a-file');
    new DatabaseSync(file).close();
    const opening = openTestStore(join(file, 'data'));
    await expect(opening).rejects.toMatchObject({ code: 'store_unavailable' });
  });
});

function dayFile(dir: string): string {
  return join(dir, 'samples', '2026-05-13.sqlite');
}

function rowsOf(dir: string, sql: string): unknown[][] {
  const db = new DatabaseSync(dayFile(dir));
  try {
    return db
      .prepare(sql)
      .all()
      .map((row) => Object.values(row));
  } finally {
    db.close();
  }
}

/** A database and its journal as they lie on the disk in the middle of the first transaction. */
function leaveHotJournal(path: string): void {
  const making = `${path}.making`;
  const db = new DatabaseSync(making);
  db.exec('PRAGMA cache_size = 1; CREATE TABLE first (body); BEGIN');
  db.exec("INSERT INTO first SELECT hex(zeroblob(2000)) FROM json_each('[1,2,3,4,5,6,7,8,9]')");
  copyFileSync(making, path);
  copyFileSync(`${making}-journal`, `${path}-journal`);
  db.exec('ROLLBACK');
  db.close();
  rmSync(making);
}
