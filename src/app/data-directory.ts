import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError, codeOf, messageOf } from '../core/errors.ts';

/** Makes the directory and what is missing above it; rejects with `store_unavailable`. */
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
    await mkdir(dir);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' && (await stat(dir)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(dir) === dir) throw error;
    await makeDirectory(dirname(dir));
    await mkdir(dir);
  }
}
