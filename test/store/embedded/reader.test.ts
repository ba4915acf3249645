import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EmbeddedStore } from '../../../src/store/embedded/open.ts';
import { openEmbeddedReader } from '../../../src/store/embedded/reader.ts';
import { DAY_MS, failureAt, HOUR_MS, MINUTE_MS, sampleAt, T0 } from '../store-sample.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

const SCRIPT = join(import.meta.dirname, 'read-beside.ts');
const ALL = { from: 0, to: T0 + 400 * DAY_MS };

describe('a reader beside the embedded store', () => {
  let dir: string;
  let store: EmbeddedStore;

  beforeEach(async () => {
    dir = temporaryDir();
    store = await openTestStore(dir);
  });
  afterEach(async () => {
    await store.close();
    removeDir(dir);
  });

  it('reads open and moved hours from another process while the service appends', async () => {
    const moved = [sampleAt('b', T0 - DAY_MS), sampleAt('a', T0 - DAY_MS)];
    await store.samples.append(moved);
    await store.maintain();
    const open = [sampleAt('a', T0), failureAt('a', T0 + MINUTE_MS)];
    const second = failureAt('a', T0 + MINUTE_MS, { attempt: 2 });
    await store.samples.append([...open, second]);
    const gap = { vantage: 'tokyo', from: T0, to: T0 + HOUR_MS, slots: 60 };
    await store.samples.appendGap(gap);
    const read = JSON.parse(spawnSync(process.execPath, [SCRIPT, dir]).stdout.toString());
    expect(read).toEqual({
      scanned: [moved[1], ...open, second, moved[0]],
      samples: [moved[1], open[0]],
      latest: [open[1], moved[0]],
      gaps: [gap],
      counts: [
        { target: 'a', at: T0 - DAY_MS, count: 1 },
        { target: 'a', at: T0, count: 2 },
        { target: 'b', at: T0 - DAY_MS, count: 1 },
      ],
    });
  });

  it('does not keep the service from appending and moving', async () => {
    await store.samples.append([sampleAt('a', T0 - DAY_MS), sampleAt('b', T0)]);
    const scan = openEmbeddedReader(dir).scan(ALL)[Symbol.asyncIterator]();
    const beside = new DatabaseSync(join(dir, 'samples', '2026-05-13.sqlite'), { readOnly: true });
    beside.exec('BEGIN; SELECT * FROM samples');
    await store.samples.append([sampleAt('a', T0 - 2 * HOUR_MS)]);
    await store.maintain();
    expect(store.samples.status().status).toBe('ok');
    expect((await scan.next()).done).toBe(false);
    await scan.return?.();
    beside.close();
    expect(await store.samples.samples({ target: 'a', ...ALL })).toHaveLength(2);
  });

  it('writes nothing into the files of a closed store', async () => {
    await store.samples.append([sampleAt('a', T0)]);
    await store.close();
    const facts = () =>
      ['samples', 'rollups', '.'].flatMap((folder) =>
        readdirSync(join(dir, folder))
          .filter((name) => name.endsWith('.sqlite'))
          .map((name) => `${name} ${statSync(join(dir, folder, name)).mtimeMs}`),
      );
    const before = facts();
    const reader = openEmbeddedReader(dir);
    expect(await reader.samples({ target: 'a', ...ALL })).toEqual([sampleAt('a', T0)]);
    expect(facts()).toEqual(before);
  });

  it('finds nothing in a directory without a store', async () => {
    const reader = openEmbeddedReader(join(dir, 'nowhere'));
    expect(await reader.samples({ target: 'a', ...ALL })).toEqual([]);
    expect(await reader.rollups({ period: '5m', ...ALL })).toEqual([]);
    await expect(reader.gaps(ALL)).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  it('refuses files of a newer program', async () => {
    await store.samples.append([sampleAt('a', T0)]);
    await store.close();
    const db = new DatabaseSync(join(dir, 'samples', '2026-05-13.sqlite'));
    db.exec('PRAGMA user_version = 99');
    db.close();
    const reading = openEmbeddedReader(dir).latest(0);
    await expect(reading).rejects.toMatchObject({ code: 'store_newer' });
  });
});
