import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { changedFiles, fileDigests } from '../../src/config/file-digests.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'yamabiko-digests-'));
  for (const path of ['sectors', 'maintenance/2026', 'drills', 'secrets']) {
    mkdirSync(join(dir, path), { recursive: true });
  }
  for (const path of ['yamabiko.yaml', 'sectors/gas.yaml', 'sectors/rail.yaml']) write(path);
});
afterEach(() => rmSync(dir, { recursive: true }));

function write(path: string, text = path): void {
  writeFileSync(join(dir, path), text);
}

it('files are told apart by what they hold: new, gone and changed ones', async () => {
  const before = await fileDigests(dir);
  utimesSync(join(dir, 'sectors/rail.yaml'), new Date(), new Date(0));
  write('sectors/gas.yaml', 'other');
  write('maintenance/2026/work.csv');
  rmSync(join(dir, 'yamabiko.yaml'));
  expect(changedFiles(before, await fileDigests(dir))).toEqual([
    { file: 'maintenance/2026/work.csv', change: 'added' },
    { file: 'sectors/gas.yaml', change: 'changed' },
    { file: 'yamabiko.yaml', change: 'removed' },
  ]);
});

it('files that no change of is looked for are none', async () => {
  const before = await fileDigests(dir);
  for (const path of ['drills/a.yaml', 'secrets/key', 'sectors/.gas.yaml.swp', 'sectors/a.tmp']) {
    write(path);
  }
  expect(changedFiles(before, await fileDigests(dir))).toEqual([]);
});

it('a file that was written after it was read is another at the next look', async () => {
  const readAt = Date.now() - 60_000;
  utimesSync(join(dir, 'sectors/rail.yaml'), new Date(0), new Date(0));
  utimesSync(join(dir, 'yamabiko.yaml'), new Date(0), new Date(0));
  const changed = changedFiles(await fileDigests(dir, readAt), await fileDigests(dir));
  expect(changed).toEqual([{ file: 'sectors/gas.yaml', change: 'changed' }]);
});

it('a folder that is not there has none', async () => {
  expect((await fileDigests(join(dir, 'nowhere'))).size).toBe(0);
});
