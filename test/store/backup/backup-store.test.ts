import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/store/backup/manifest.ts';
import type { Progress } from '../../../src/store/backup/progress.ts';
import { restoreStore } from '../../../src/store/backup/restore-store.ts';
import { verifyStore } from '../../../src/store/backup/verify-store.ts';
import { openTestStore } from '../embedded/opened.ts';
import { DAY_MS, HOUR_MS, sampleAt, T0 } from '../store-sample.ts';
import {
  backUp,
  contentOf,
  inBackupFolders,
  makeConfig,
  NAMES,
  openFilled,
  storySamples,
} from './backed-up.ts';

let base: string;
let source: string;
let to: string;

inBackupFolders((folders) => {
  ({ base, source, to } = folders);
});

describe('a backup', () => {
  it('says in its manifest what it holds', async () => {
    makeConfig(join(base, 'config'));
    const manifest = await backUp(source, to, { config: join(base, 'config'), practice: true });
    expect(readManifest(to)).toEqual(manifest);
    const samples = storySamples();
    const perDay = Map.groupBy(samples, ({ scheduledAt }) =>
      new Date(scheduledAt).toISOString().slice(0, 10),
    );
    const days = [...perDay].map(([day, of]) => ({ day, samples: of.length }));
    expect(manifest).toMatchObject({
      program: '0.0.0',
      practice: true,
      madeAt: T0 + 3 * DAY_MS + HOUR_MS,
      range: { from: T0, to: T0 + 3 * DAY_MS + 80 * 60_000 },
      audit: { lines: 1 },
    });
    expect(manifest.days).toEqual(days.sort((a, b) => (a.day < b.day ? -1 : 1)));
    expect(manifest.files.map(({ path, schema }) => [path, schema])).toEqual([
      ['config/sectors/gas.yaml', null],
      ['config/yamabiko.yaml', null],
      ['data/rollups/2026-05.sqlite', 2],
      ['data/samples/2026-05-13.sqlite', 1],
      ['data/samples/2026-05-14.sqlite', 1],
      ['data/samples/2026-05-15.sqlite', 2],
      ['data/samples/2026-05-16.sqlite', 1],
      ['data/state.sqlite', 7],
    ]);
  });

  it('is restored to the same exports, roll-ups, gaps, records, marks and audit', async () => {
    makeConfig(join(base, 'config'));
    await backUp(source, to, { config: join(base, 'config') });
    const dataDir = join(base, 'data');
    const { dir, configFiles } = await restoreStore({
      from: to,
      dataDir,
      config: join(base, 'config-back'),
    });
    expect([dir, configFiles]).toEqual([dataDir, 2]);
    expect(readFileSync(join(base, 'config-back/sectors/gas.yaml'), 'utf8')).toBe('sector: {}\n');
    expect(await contentOf(dataDir)).toEqual(await contentOf(source));
    const [original, restored] = [await openTestStore(source), await openTestStore(dataDir)];
    try {
      for (const name of NAMES) {
        expect(await restored.state.records(name)).toEqual(await original.state.records(name));
      }
      expect(await restored.state.mark('last_alive_at')).toBe(T0 + DAY_MS);
      expect(await restored.state.auditLines()).toEqual(await original.state.auditLines());
      expect(await restored.state.stoppedTargets()).toHaveLength(1);
    } finally {
      await original.close();
      await restored.close();
    }
    expect((await verifyStore(dataDir)).problems).toEqual([]);
  });

  it('goes on as a store where it was restored', async () => {
    await backUp(source, to);
    await restoreStore({ from: to, dataDir: join(base, 'data'), config: null });
    const store = await openTestStore(join(base, 'data'));
    const next = sampleAt('a', T0 + 5 * DAY_MS);
    await store.samples.append([next]);
    expect(await store.samples.latest(T0 + 5 * DAY_MS)).toEqual([next]);
    await store.close();
  });

  it('brings practice data back below practice/', async () => {
    await backUp(source, to, { practice: true });
    const { dir } = await restoreStore({ from: to, dataDir: join(base, 'data'), config: null });
    expect(dir).toBe(join(base, 'data', 'practice'));
    expect(existsSync(join(base, 'data', 'practice', 'state.sqlite'))).toBe(true);
  });

  it('shows one moment of a store that goes on appending and moving hours', async () => {
    const live = join(base, 'live');
    const store = await openFilled(live);
    try {
      let appended = 0;
      let isDone = false;
      const append = async () => {
        while (!isDone) {
          const at = T0 + 3 * DAY_MS + 2 * HOUR_MS + appended * 60_000;
          await store.samples.append(NAMES.map((name) => sampleAt(name, at)));
          appended += 1;
          if (appended % 60 === 0) store.clock.step(HOUR_MS);
          if (appended % 10 === 0) await store.maintain();
        }
      };
      const appending = append();
      for (let round = 0; round < 3; round += 1) {
        const target = join(base, `backup-${round}`);
        const manifest = await backUp(live, target);
        const verified = await verifyStore(join(target, 'data'));
        expect(verified.problems).toEqual([]);
        const samples = manifest.days.reduce((sum, day) => sum + day.samples, 0);
        // Every slot is there for all targets or for none.
        expect(samples % NAMES.length).toBe(0);
        expect(samples).toBeGreaterThanOrEqual(storySamples().length);
      }
      isDone = true;
      await appending;
      expect(appended).toBeGreaterThan(10);
    } finally {
      await store.close();
    }
  });

  it('tells how far it is', async () => {
    const heard: Progress[] = [];
    const manifest = await backUp(source, to, { onProgress: (one) => heard.push(one) });
    const last = heard.at(-1);
    expect(last?.doneBytes).toBe(manifest.files.reduce((sum, { bytes }) => sum + bytes, 0));
    expect(heard.every(({ doneBytes }, at) => doneBytes >= (heard[at - 1]?.doneBytes ?? 0))).toBe(
      true,
    );
  });

  it('takes along a damaged file that is still to be salvaged', async () => {
    const dir = join(base, 'data');
    cpSync(source, dir, { recursive: true });
    const state = new DatabaseSync(join(dir, 'state.sqlite'));
    const name = '2026-05-13.sqlite.damaged-1';
    state.prepare('INSERT INTO set_aside VALUES (?, ?, ?)').run(name, Date.UTC(2026, 4, 13), 1);
    state.close();
    writeFileSync(join(dir, 'samples', name), 'what is left');
    const manifest = await backUp(dir, to);
    expect(manifest.files.map(({ path }) => path)).toContain(`data/samples/${name}`);
  });

  it('takes along what it is told to, where it is there', async () => {
    const dir = join(base, 'data');
    cpSync(source, dir, { recursive: true });
    writeFileSync(join(dir, 'applied.json'), '{}');
    writeFileSync(join(dir, 'other.json'), '{}');
    await backUp(dir, to, { beside: ['applied.json', 'absent.json'] });
    await restoreStore({ from: to, dataDir: join(base, 'back'), config: null });
    expect(existsSync(join(base, 'back', 'applied.json'))).toBe(true);
    expect(existsSync(join(base, 'back', 'other.json'))).toBe(false);
  });

  it('reads and restores a store of schema 1, which the next start migrates', async () => {
    const fixture = join(import.meta.dirname, '../../fixtures/store/schema-1');
    const dir = join(base, 'old');
    cpSync(fixture, dir, { recursive: true });
    const manifest = await backUp(dir, to);
    expect(manifest.audit.lines).toBe(0);
    await restoreStore({ from: to, dataDir: join(base, 'data'), config: null });
    expect((await verifyStore(join(base, 'data'))).problems).toEqual([]);
    const store = await openTestStore(join(base, 'data'));
    expect(await store.state.stoppedTargets()).toEqual([]);
    await store.close();
  });
});

describe('a backup that cannot be made', () => {
  it('is refused where the target holds something', async () => {
    mkdirSync(to);
    writeFileSync(join(to, 'letter.txt'), 'mine');
    await expect(backUp(source, to)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('letter.txt'),
    });
    expect(readFileSync(join(to, 'letter.txt'), 'utf8')).toBe('mine');
  });

  it('is refused where there is no store, and where the target cannot be made', async () => {
    mkdirSync(join(base, 'empty'));
    const nothing = backUp(join(base, 'empty'), to);
    await expect(nothing).rejects.toMatchObject({ code: 'not_found' });
    writeFileSync(join(base, 'file'), '');
    const impossible = backUp(source, join(base, 'file', 'below'));
    await expect(impossible).rejects.toMatchObject({ code: 'store_unavailable' });
  });

  it.skipIf(process.platform !== 'linux')('is refused where no directory can be made', async () => {
    const refused = backUp(source, '/proc/no/such');
    await expect(refused).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining('/proc/no'),
    });
  });

  it('is refused for a store of a newer program', async () => {
    const dir = join(base, 'data');
    cpSync(source, dir, { recursive: true });
    const file = new DatabaseSync(join(dir, 'rollups', '2026-05.sqlite'));
    file.exec('PRAGMA user_version = 99');
    file.close();
    await expect(backUp(dir, to)).rejects.toMatchObject({ code: 'store_newer' });
    expect(existsSync(to)).toBe(false);
  });

  it('leaves nothing behind where it is stopped', async () => {
    const controller = new AbortController();
    const onProgress = ({ file }: Progress) => {
      if (file === 'data/samples/2026-05-15.sqlite') controller.abort();
    };
    const stopped = backUp(source, to, { stop: controller.signal, onProgress });
    await expect(stopped).rejects.toMatchObject({ name: 'AbortError' });
    expect(existsSync(to)).toBe(false);
  });

  it('names the file that cannot be read', async () => {
    const dir = join(base, 'data');
    cpSync(source, dir, { recursive: true });
    rmSync(join(dir, 'samples', '2026-05-14.sqlite'));
    writeFileSync(join(dir, 'samples', '2026-05-14.sqlite'), Buffer.alloc(8192, 7));
    await expect(backUp(dir, to)).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining('2026-05-14.sqlite'),
    });
    expect(existsSync(to)).toBe(false);
  });
});
