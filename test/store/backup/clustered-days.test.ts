import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { restoreStore } from '../../../src/store/backup/restore-store.ts';
import { verifyStore } from '../../../src/store/backup/verify-store.ts';
import { removeDir, temporaryDir } from '../embedded/opened.ts';
import { DAY_MS, HOUR_MS } from '../store-sample.ts';
import { backUp, contentOf, openFilled, storySamples } from './backed-up.ts';

const DAYS = ['2026-05-13', '2026-05-14', '2026-05-15', '2026-05-16'];

describe('a backup of a store whose days are laid out by series', () => {
  let base: string;
  let data: string;
  let store: Awaited<ReturnType<typeof openFilled>>;
  beforeEach(async () => {
    base = temporaryDir();
    data = join(base, 'data');
    store = await openFilled(data);
  });
  afterEach(async () => {
    await store.close();
    removeDir(base);
  });

  const versions = (dir: string) =>
    DAYS.map((day) => {
      const db = new DatabaseSync(join(dir, 'samples', `${day}.sqlite`), { readOnly: true });
      const version = db.prepare('PRAGMA user_version').get()?.['user_version'];
      db.close();
      return version;
    });

  it('holds what it held before, passes its check and is restored', async () => {
    const before = await contentOf(data);
    store.clock.step(DAY_MS);
    for (const _day of DAYS) await store.maintain();
    expect(versions(data)).toEqual([2, 2, 2, 2]);
    expect(await contentOf(data)).toEqual(before);
    const verified = await verifyStore(data);
    expect(verified.problems).toEqual([]);
    expect(verified.recomputed).toBeGreaterThan(50);
    const manifest = await backUp(data, join(base, 'backup'));
    expect(manifest.days.reduce((sum, { samples }) => sum + samples, 0)).toBe(
      storySamples().length,
    );
    expect(manifest.range).toEqual({
      from: Math.min(...storySamples().map(({ scheduledAt }) => scheduledAt)),
      to: Math.max(...storySamples().map(({ scheduledAt }) => scheduledAt)),
    });
    const back = join(base, 'back');
    await restoreStore({ from: join(base, 'backup'), dataDir: back, config: null });
    expect(versions(back)).toEqual([2, 2, 2, 2]);
    expect(await contentOf(back)).toEqual(before);
  });

  it('is one moment of it while days are written anew', async () => {
    const before = await contentOf(data);
    store.clock.step(DAY_MS);
    for (let round = 0; round < DAYS.length; round += 1) {
      const clustering = store.maintain();
      const to = join(base, `backup-${round}`);
      await backUp(data, to);
      await clustering;
      expect((await verifyStore(join(to, 'data'))).problems).toEqual([]);
      expect(await contentOf(join(to, 'data'))).toEqual(before);
    }
    store.clock.step(2 * HOUR_MS);
    for (const _day of DAYS) await store.maintain();
    expect(versions(data)).toEqual([2, 2, 2, 2]);
    expect(await contentOf(data)).toEqual(before);
  });

  it('finds a sample that is missing from a day laid out by series', async () => {
    store.clock.step(DAY_MS);
    for (const _day of DAYS) await store.maintain();
    await store.close();
    const db = new DatabaseSync(join(data, 'samples', '2026-05-14.sqlite'));
    db.exec('DELETE FROM day WHERE key IN (SELECT key FROM day LIMIT 5)');
    db.close();
    const { days, problems } = await verifyStore(data);
    expect(days.find(({ day }) => day === '2026-05-14')).toMatchObject({ lost: 5 });
    expect(problems).toHaveLength(1);
  });
});
