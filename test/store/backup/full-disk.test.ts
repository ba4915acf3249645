import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { requireSpace } from '../../../src/store/backup/free-space.ts';
import { restoreStore } from '../../../src/store/backup/restore-store.ts';
import { needs } from '../../support/needs.ts';
import { openTestStore, removeDir, temporaryDir } from '../embedded/opened.ts';
import { backUp } from './backed-up.ts';

const SCHEMA_1 = join(import.meta.dirname, '../../fixtures/store/schema-1');
const TOO_LITTLE = {
  code: 'store_unavailable',
  message: expect.stringMatching(/too little room for .*: \d+ MiB are needed, \d+ MiB are free/),
};

let dir: string;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => removeDir(dir));

describe('the room for a backup', () => {
  it('is looked at on the disk that will hold it, before anything is written', async () => {
    const place = join(dir, 'not', 'there', 'yet');
    await requireSpace(place, 1);
    await expect(requireSpace(place, 1e18)).rejects.toMatchObject(TOO_LITTLE);
    expect(readdirSync(dir)).toEqual([]);
  });
});

/** A file system of 8 MiB, less than what must stay free. */
describe.skipIf(!needs('root', 'mount', 'umount'))('a small disk', () => {
  let small: string;
  beforeEach(() => {
    small = temporaryDir();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', small]);
    expect(mounted.stderr.toString()).toBe('');
  });
  afterEach(() => {
    spawnSync('umount', [small]);
    removeDir(small);
  });

  it('takes neither a backup nor a restore', async () => {
    cpSync(SCHEMA_1, join(dir, 'data'), { recursive: true });
    const refused = backUp(join(dir, 'data'), join(small, 'backup'));
    await expect(refused).rejects.toMatchObject(TOO_LITTLE);
    await backUp(join(dir, 'data'), join(dir, 'backup'));
    const restore = restoreStore({
      from: join(dir, 'backup'),
      dataDir: join(small, 'data'),
      config: null,
    });
    await expect(restore).rejects.toMatchObject(TOO_LITTLE);
    expect(readdirSync(small)).toEqual([]);
  });

  it('that is full keeps a store from being migrated, and harms it not', async () => {
    cpSync(SCHEMA_1, small, { recursive: true });
    const { bavail, bsize } = statfsSync(small);
    const ballast = join(small, 'ballast');
    writeFileSync(ballast, Buffer.alloc(bavail * bsize));
    await expect(openTestStore(small)).rejects.toMatchObject({ code: 'store_unavailable' });
    expect(existsSync(join(small, 'state.sqlite.schema-1'))).toBe(false);
    rmSync(ballast);
    const store = await openTestStore(small);
    expect(await store.state.auditLines()).toEqual([]);
    await store.close();
    expect(existsSync(join(small, 'state.sqlite.schema-1'))).toBe(true);
  });
});
