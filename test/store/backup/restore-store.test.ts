import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { AppError } from '../../../src/core/errors.ts';
import { readManifest, writeManifest } from '../../../src/store/backup/manifest.ts';
import { restoreStore } from '../../../src/store/backup/restore-store.ts';
import { verifyStore } from '../../../src/store/backup/verify-store.ts';
import { incompleteRestorePath } from '../../../src/store/embedded/file-names.ts';
import { seeded } from '../../support/seeded.ts';
import { openTestStore, removeDir, temporaryDir } from '../embedded/opened.ts';
import { backUp, makeConfig, openFilled } from './backed-up.ts';

let shared: string;
let base: string;
let from: string;
let dataDir: string;

beforeAll(async () => {
  shared = temporaryDir();
  const store = await openFilled(join(shared, 'data'));
  makeConfig(join(shared, 'config'));
  await backUp(join(shared, 'data'), join(shared, 'backup'), { config: join(shared, 'config') });
  await store.close();
});
afterAll(() => removeDir(shared));
beforeEach(() => {
  base = temporaryDir();
  from = join(base, 'backup');
  dataDir = join(base, 'data');
  cpSync(join(shared, 'backup'), from, { recursive: true });
});
afterEach(() => removeDir(base));

const restore = () => restoreStore({ from, dataDir, config: null });

/** The refusal, after which nothing was written. */
async function refusal(): Promise<AppError> {
  const error = await restore().then(
    () => null,
    (thrown: AppError) => thrown,
  );
  expect(existsSync(dataDir)).toBe(false);
  if (error === null) throw new Error('the restore was not refused');
  return error;
}

describe('a restore', () => {
  it('refuses a backup with one flipped byte in any file, and names the file', async () => {
    const random = seeded(3);
    const { files } = readManifest(from);
    expect(files).toHaveLength(8);
    for (const { path } of files) {
      const whole = readFileSync(join(from, path));
      const bytes = Buffer.from(whole);
      const at = Math.floor(random() * bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(join(from, path), bytes);
      const { code, message } = await refusal();
      expect(code).toBe('backup_invalid');
      expect(message).toContain(join(from, path));
      writeFileSync(join(from, path), whole);
    }
    await restore();
  });

  it('refuses a manifest with any one byte flipped', () => {
    const path = join(from, 'manifest.json');
    const whole = readFileSync(path);
    const invalid = { code: 'backup_invalid', message: expect.stringContaining(path) };
    for (let at = 0; at < whole.length; at += 1) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(path, bytes);
      expect(() => readManifest(from), `byte ${at}`).toThrow(expect.objectContaining(invalid));
    }
  });

  const faults: readonly [string, () => void, string, string][] = [
    ['a missing file', () => rmSync(join(from, DAY)), 'backup_invalid', DAY],
    ['a truncated file', () => truncateSync(join(from, DAY), 4096), 'backup_invalid', DAY],
    [
      'a file too many',
      () => writeFileSync(join(from, `${DAY}-wal`), 'x'),
      'backup_invalid',
      `${DAY}-wal`,
    ],
    ['no manifest', () => rmSync(join(from, 'manifest.json')), 'not_found', 'manifest.json'],
    ['no directory', () => rmSync(from, { recursive: true }), 'not_found', 'backup'],
  ];
  it.each(faults)('refuses %s', async (_what, make, code, named) => {
    make();
    const error = await refusal();
    expect(error).toMatchObject({ code, message: expect.stringContaining(named) });
    expect(error.text.ja).toContain(named);
  });

  it('refuses what a newer program has written', async () => {
    const manifest = readManifest(from);
    const files = manifest.files.map((file) => ({ ...file, schema: file.schema && 99 }));
    writeManifest(from, { ...manifest, files });
    expect(await refusal()).toMatchObject({ code: 'store_newer' });
  });

  it('refuses a directory that is not empty and leaves it as it is', async () => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, 'letter.txt'), 'mine');
    await expect(restore()).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('letter.txt'),
    });
    expect(readdirSync(dataDir)).toEqual(['letter.txt']);
    const config = dataDir;
    const intoConfig = restoreStore({ from, dataDir: join(base, 'other'), config });
    await expect(intoConfig).rejects.toMatchObject({ code: 'usage' });
    expect(existsSync(join(base, 'other'))).toBe(false);
  });

  it('says that a service uses the directory', async () => {
    const store = await openTestStore(dataDir);
    try {
      await expect(restore()).rejects.toMatchObject({
        code: 'store_unavailable',
        message: expect.stringContaining('another process uses'),
      });
    } finally {
      await store.close();
    }
    await expect(restore()).rejects.toMatchObject({ code: 'usage' });
  });

  it('begins anew where one was cut off, on which no service starts', async () => {
    mkdirSync(join(dataDir, 'samples'), { recursive: true });
    writeFileSync(join(dataDir, 'restore-incomplete'), '');
    writeFileSync(join(dataDir, 'samples', '2026-05-13.sqlite'), 'a part');
    await expect(openTestStore(dataDir)).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining('run npx yamabiko restore again'),
    });
    await restore();
    expect((await verifyStore(dataDir)).problems).toEqual([]);
    expect(readdirSync(dataDir).sort()).toEqual([
      'rollups',
      'samples',
      'state.sqlite',
      'store.lock',
    ]);
  });
});

const DAY = 'data/samples/2026-05-14.sqlite';

describe('a restore with the configuration that was interrupted', () => {
  const config = () => join(base, 'config');
  const again = () => restoreStore({ from, dataDir, config: config() });

  beforeEach(async () => {
    await again();
    writeFileSync(incompleteRestorePath(dataDir), `${from}\n`);
    truncateSync(join(config(), 'sectors/gas.yaml'), 4);
  });

  it('can be repeated', async () => {
    expect((await again()).configFiles).toBe(2);
    expect(readFileSync(join(config(), 'sectors/gas.yaml'), 'utf8')).toBe('sector: {}\n');
    expect(existsSync(incompleteRestorePath(dataDir))).toBe(false);
  });

  it('deletes no file that someone has changed since', async () => {
    writeFileSync(join(config(), 'yamabiko.yaml'), 'mine\n');
    await expect(again()).rejects.toMatchObject({ code: 'usage' });
    expect(readFileSync(join(config(), 'yamabiko.yaml'), 'utf8')).toBe('mine\n');
  });
});
