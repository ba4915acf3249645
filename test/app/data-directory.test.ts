import { chmod, mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeDataDirectory, warnOfReaders } from '../../src/app/data-directory.ts';
import { recordedLog } from '../support/recorded-log.ts';

describe.skipIf(process.platform === 'win32')('the data directory', () => {
  let base = '';
  beforeEach(async () => {
    base = await mkdtemp(join(tmpdir(), 'yamabiko-data-'));
    await chmod(base, 0o755);
  });
  afterEach(() => rm(base, { recursive: true }));

  it('is made for its owner alone, and so is what is missing above it', async () => {
    const dir = join(base, 'data/practice');
    await makeDataDirectory(dir);
    for (const path of [dir, join(base, 'data')]) {
      expect((await stat(path)).mode & 0o777).toBe(0o700);
    }
    const { log, entries } = recordedLog();
    await warnOfReaders(dir, log);
    expect(entries).toEqual([]);
  });

  it('keeps the permissions that it has, and is told of where everybody can read it', async () => {
    const dir = join(base, 'data');
    await mkdir(dir);
    await chmod(dir, 0o755);
    await makeDataDirectory(dir);
    expect((await stat(dir)).mode & 0o777).toBe(0o755);
    const { log, entries } = recordedLog();
    await warnOfReaders(dir, log);
    expect(entries).toEqual([
      {
        level: 'warn',
        event: 'app.data_readable_by_all',
        fields: { dir, remedy: `chmod 700 ${dir}` },
      },
    ]);
  });

  it.each([
    ['its group alone may read it', 0o750, 0o755],
    ['nobody else comes to it through the one above', 0o755, 0o700],
  ])('is not told of where %s', async (_, mode, above) => {
    const dir = join(base, 'data');
    await mkdir(dir);
    await chmod(dir, mode);
    await chmod(base, above);
    const { log, entries } = recordedLog();
    await warnOfReaders(dir, log);
    expect(entries).toEqual([]);
  });
});
