import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileSchema } from '../../../src/store/embedded/file-schema.ts';
import { openEmbeddedReader } from '../../../src/store/embedded/reader.ts';
import { SqliteFile } from '../../../src/store/embedded/sqlite-file.ts';
import { ManualClock } from '../../support/manual-clock.ts';
import { DAY_MS, HOUR_MS, recordAround, sampleAt, T0 } from '../store-sample.ts';
import { incidentOf } from '../stored-incident.ts';
import { FILL, FIRST_SCHEMA, NUMBERS, SECOND_SCHEMA } from './migrating-schema.ts';
import { openTestStore, removeDir, temporaryDir } from './opened.ts';

/** Written by the program as it was with schema 1 of all three kinds of files. */
const SCHEMA_1 = join(import.meta.dirname, '../../fixtures/store/schema-1');
const ALL = { from: 0, to: T0 + 400 * DAY_MS };
const FILES = { readOnly: false, sync: 'normal' } as const;
const STOP = { target: 'a', at: T0, actor: 'operator', reason: null };

let dir: string;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => removeDir(dir));

describe('a data directory of schema 1', () => {
  beforeEach(() => cpSync(SCHEMA_1, dir, { recursive: true }));

  it('is migrated by the next start with everything in it, after a copy', async () => {
    const store = await openTestStore(dir, { clock: new ManualClock(T0 + 2 * HOUR_MS) });
    try {
      const samples = await store.samples.samples({ target: 'a', ...ALL });
      expect(samples).toHaveLength(18);
      expect(samples[0]).toEqual(sampleAt('a', T0, { totalMs: 100 }));
      expect(await store.samples.gaps(ALL)).toHaveLength(1);
      const hours = await store.samples.rollups({ period: '1h', ...ALL, targets: ['a'] });
      expect(hours.map(({ count, failures, missed }) => [count, failures, missed])).toEqual([
        [12, 1, 1],
        [6, 0, 0],
      ]);
      expect(hours.map(({ suspectFailures }) => suspectFailures)).toEqual([null, 0]);
      expect(await store.state.mark('last_alive_at')).toBe(T0 + 1.5 * HOUR_MS);
      expect((await store.state.records('a'))[0]).toEqual(recordAround(samples[17] ?? never()));
      expect(await store.state.auditLines()).toEqual([]);
      await store.state.stopTarget(STOP);
      expect(await store.state.stoppedTargets()).toEqual([STOP]);
      expect(await store.judgements.incidents()).toEqual([]);
      await store.judgements.keepStep({ incidents: [incidentOf('20260513-1')], memory: '{}' });
      expect(await store.judgements.incidents({ target: 'a' })).toHaveLength(1);
    } finally {
      await store.close();
    }
    expect(readdirSync(dir)).toContain('state.sqlite.schema-1');
    expect(readdirSync(join(dir, 'rollups'))).toContain('2026-05.sqlite.schema-1');
    const month = new DatabaseSync(join(dir, 'rollups/2026-05.sqlite'), { readOnly: true });
    const sql = 'SELECT at, count, suspect_failures FROM rollups_1h ORDER BY at, target LIMIT 1';
    expect(month.prepare(sql).get()).toEqual({ at: T0, count: 12, suspect_failures: null });
    month.close();
    const copy = new DatabaseSync(join(dir, 'state.sqlite.schema-1'), { readOnly: true });
    expect(copy.prepare('PRAGMA user_version').get()).toEqual({ user_version: 1 });
    expect(copy.prepare('SELECT count(*) AS gaps FROM gaps').get()).toEqual({ gaps: 1 });
    copy.close();
  });

  it('is readable as it is, and stays so', async () => {
    const reader = openEmbeddedReader(dir);
    expect(await reader.gaps(ALL)).toHaveLength(1);
    expect(await reader.samples({ target: 'b', ...ALL })).toHaveLength(18);
    const [hour] = await reader.rollups({ period: '1h', ...ALL, targets: ['a'] });
    expect(hour).toMatchObject({ count: 12, failures: 1, suspectFailures: null });
    await reader.close();
    expect(existsSync(join(dir, 'state.sqlite.schema-1'))).toBe(false);
  });

  const files = ['state.sqlite', 'samples/2026-05-13.sqlite', 'rollups/2026-05.sqlite'];
  it.each(files)('is refused as a whole where %s is of a newer program', async (name) => {
    const file = new DatabaseSync(join(dir, name));
    file.exec('PRAGMA user_version = 99');
    file.close();
    const refused = { code: 'store_newer', message: expect.stringContaining(join(dir, name)) };
    await expect(openTestStore(dir)).rejects.toMatchObject(refused);
    expect(existsSync(join(dir, 'state.sqlite.schema-1'))).toBe(false);
  });
});

describe('the audit table', () => {
  it('takes no change of a line and no deletion', async () => {
    const store = await openTestStore(dir);
    await store.state.stopTarget(STOP);
    await store.close();
    const file = new DatabaseSync(join(dir, 'state.sqlite'));
    expect(() => file.exec("UPDATE audit SET actor = 'x'")).toThrow('the audit is not changed');
    expect(() => file.exec('DELETE FROM audit')).toThrow('the audit is not shortened');
    file.close();
  });
});

describe('the migration of a file', () => {
  const path = () => join(dir, 'numbers.sqlite');
  const doubled = (file: SqliteFile) =>
    file.row('SELECT count(*) FROM numbers WHERE doubled = value * 2')?.[0];

  beforeEach(() => {
    const file = new SqliteFile(path(), FIRST_SCHEMA, FILES);
    file.exec(FILL);
    file.close();
  });

  it('takes every step in between', () => {
    const third: FileSchema = {
      version: 3,
      sql: '',
      migrations: { ...SECOND_SCHEMA.migrations, 2: 'DROP INDEX by_doubled' },
    };
    const file = new SqliteFile(path(), third, FILES);
    expect(file.version).toBe(3);
    expect(doubled(file)).toBe(NUMBERS);
    file.close();
  });

  it('leaves the file as it was where a step fails, and where none leads on', () => {
    const failing = { ...SECOND_SCHEMA, migrations: { 1: 'DELETE FROM numbers; SELECT nonsense' } };
    expect(() => new SqliteFile(path(), failing, FILES)).toThrow('no such column: nonsense');
    const gap = { ...SECOND_SCHEMA, version: 3, migrations: { 2: '' } };
    expect(() => new SqliteFile(path(), gap, FILES)).toThrow('cannot migrate');
    const file = new SqliteFile(path(), FIRST_SCHEMA, FILES);
    expect(file.row('SELECT count(*) FROM numbers')?.[0]).toBe(NUMBERS);
    file.close();
  });

  it('is whole or has not happened when its process is killed, and is made good', async () => {
    let interrupted = 0;
    for (let round = 0; round < 60; round += 1) {
      const child = spawn(
        process.execPath,
        [join(import.meta.dirname, 'migrate-until-killed.ts'), path()],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const ended = once(child, 'exit');
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, round * 10));
      child.kill('SIGKILL');
      await ended;
      const file = new DatabaseSync(path(), { readOnly: true });
      const version = file.prepare('PRAGMA user_version').get()?.['user_version'];
      expect(file.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
      expect(file.prepare('SELECT count(*) AS n FROM numbers').get()).toEqual({ n: NUMBERS });
      file.close();
      if (version === 2) break;
      interrupted += 1;
    }
    expect(interrupted).toBeGreaterThan(0);
    const file = new SqliteFile(path(), SECOND_SCHEMA, FILES);
    expect([file.version, doubled(file)]).toEqual([2, NUMBERS]);
    file.close();
    const copy = new SqliteFile(`${path()}.schema-1`, FIRST_SCHEMA, { ...FILES, readOnly: true });
    expect(copy.row('SELECT count(*) FROM numbers')?.[0]).toBe(NUMBERS);
    copy.close();
    expect(existsSync(`${path()}.schema-1.new`)).toBe(false);
  });
});

function never(): never {
  throw new Error('there is no such sample');
}
