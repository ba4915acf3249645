import { mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AppError, codeOf, messageOf } from '../core/errors.ts';
import type { Log } from '../core/ports/log.ts';

/**
 * Makes the directory, for its owner only, and what is missing above it; rejects with
 * `store_unavailable`. One that is there keeps its permissions.
 */
export async function makeDataDirectory(dir: string): Promise<void> {
  try {
    await makeDirectory(dir);
  } catch (error) {
    const text = {
      ja: `データ用ディレクトリ ${dir} を作れません（${messageOf(error)}）`,
      en: `the data directory ${dir} cannot be made (${messageOf(error)})`,
    };
    throw new AppError('store_unavailable', text, { cause: error });
  }
}

/** One directory at a time: Node's recursive `mkdir` never ends where a parent takes none (`/proc`). */
async function makeDirectory(dir: string): Promise<void> {
  try {
    await mkdir(dir, { mode: 0o700 });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' && (await stat(dir)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(dir) === dir) throw error;
    await makeDirectory(dirname(dir));
    await mkdir(dir, { mode: 0o700 });
  }
}

/** Samples tell how a member's site did: warns where every user of the machine can read them. */
export async function warnOfReaders(dir: string, log: Log): Promise<void> {
  if (process.platform === 'win32' || !(await isOpenToAll(dir))) return;
  log.warn('app.data_readable_by_all', { dir, remedy: `chmod 700 ${dir}` });
}

/** Whether others may read the directory, and come to it through every one above. */
async function isOpenToAll(dir: string): Promise<boolean> {
  const path = resolve(dir);
  if (((await stat(path)).mode & 0o005) !== 0o005) return false;
  for (let above = dirname(path); ; above = dirname(above)) {
    if (((await stat(above)).mode & 0o001) === 0) return false;
    if (above === dirname(above)) return true;
  }
}
