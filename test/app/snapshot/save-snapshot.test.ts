import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveSnapshot } from '../../../src/app/snapshot/save-snapshot.ts';
import { ROOT } from '../../support/yamabiko.ts';

const HTML = '<!doctype html>\nTLP:AMBER+STRICT';
const NEW = { replaces: false };
const FORCED = { replaces: true };

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'yamabiko-saved-'));
  path = join(dir, 'board.html');
});
afterEach(() => rmSync(dir, { recursive: true }));

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);

/** The same where no file may grow over 1 KiB, as on a disk that is full. */
function savedWhereFull(how: { readonly replaces: boolean }): string {
  const module = pathToFileURL(join(ROOT, 'src/app/snapshot/save-snapshot.ts')).href;
  const script = `const { saveSnapshot } = await import(${JSON.stringify(module)});
await saveSnapshot(${JSON.stringify(path)}, 'x'.repeat(65_536), ${JSON.stringify(how)}).catch(
  (error) => console.log(error.code));`;
  const words = ['--input-type=module', '-e', script];
  const shell = ['-c', 'ulimit -f 2 && exec "$0" "$@"', process.execPath, ...words];
  return spawnSync('/bin/sh', shell, { encoding: 'utf8' }).stdout.trim();
}

describe('a saved file of the board', () => {
  it.each([
    ['new', NEW],
    ['forced', FORCED],
  ])('is its writer’s alone where it is made: %s', async (_, how) => {
    await saveSnapshot(path, HTML, how);
    expect([modeOf(path), readFileSync(path, 'utf8')]).toEqual(['600', HTML]);
    expect(readdirSync(dir)).toEqual(['board.html']);
  });

  it('takes over no permissions of the one that it replaces', async () => {
    writeFileSync(path, 'old');
    chmodSync(path, 0o666);
    await saveSnapshot(path, HTML, FORCED);
    expect([modeOf(path), readFileSync(path, 'utf8')]).toEqual(['600', HTML]);
  });

  it('replaces nothing unasked, neither a file nor a link to nowhere', async () => {
    writeFileSync(path, 'mine');
    const link = join(dir, 'link.html');
    symlinkSync(join(dir, 'elsewhere.html'), link);
    for (const each of [path, link]) {
      await expect(saveSnapshot(each, HTML, NEW)).rejects.toMatchObject({
        ...{ code: 'usage', text: { en: `${each} exists already (--force replaces it)` } },
      });
    }
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(readdirSync(dir).sort()).toEqual(['board.html', 'link.html']);
  });

  it('replaces no link, device or folder, and writes into none', async () => {
    const other = join(dir, 'other.txt');
    writeFileSync(other, 'of somebody');
    symlinkSync(other, path);
    const folder = join(dir, 'folder');
    mkdirSync(folder);
    for (const each of [path, folder, '/dev/null']) {
      await expect(saveSnapshot(each, HTML, FORCED)).rejects.toMatchObject({
        ...{ code: 'usage', text: { en: expect.stringContaining('is no ordinary file') } },
      });
    }
    expect(readFileSync(other, 'utf8')).toBe('of somebody');
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(lstatSync('/dev/null').isFile()).toBe(false);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('leaves nothing where the disk is full, so that the next try has room for it', async () => {
    expect(savedWhereFull(NEW)).toBe('EFBIG');
    expect(readdirSync(dir)).toEqual([]);
    await saveSnapshot(path, HTML, NEW);
    expect(readFileSync(path, 'utf8')).toBe(HTML);
  });

  it('leaves the old one whole where the disk is full', () => {
    writeFileSync(path, 'old');
    expect(savedWhereFull(FORCED)).toBe('EFBIG');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(dir)).toEqual(['board.html']);
  });

  it('says why it cannot be written', async () => {
    const lost = join(dir, 'none', 'board.html');
    for (const how of [NEW, FORCED]) {
      await expect(saveSnapshot(lost, HTML, how)).rejects.toMatchObject({ code: 'ENOENT' });
    }
  });
});
