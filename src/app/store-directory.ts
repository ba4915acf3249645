import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { AppError, messageOf } from '../core/errors.ts';
import { statePath } from '../store/embedded/file-names.ts';
import { StateFile } from '../store/embedded/state-file.ts';
import { PRACTICE_MARK } from './practice-mark.ts';

/** Where a store lies. */
export interface StoreDirectory {
  /** The directory that holds `samples/`. */
  readonly dir: string;
  /** Data of a practice council. */
  readonly practice: boolean;
}

const PRACTICE = 'practice';

/**
 * The directory given, else its `practice/`. Throws `not_found` where neither holds a store,
 * `store_newer`, or `store_unavailable` where its state cannot be read.
 */
export function storeDirectoryOf(dataDir: string): StoreDirectory {
  for (const dir of [dataDir, join(dataDir, PRACTICE)]) {
    if (!existsSync(join(dir, 'samples')) && !existsSync(join(dir, 'state.sqlite'))) continue;
    return { dir, practice: isPractice(dir) };
  }
  throw new AppError('not_found', {
    ja: `${dataDir} に計測値がありません`,
    en: `${dataDir} holds no samples`,
  });
}

/** As the store says of itself; one that says nothing, by the name of its directory. */
function isPractice(dir: string): boolean {
  const mark = existsSync(statePath(dir)) ? markOf(statePath(dir)) : null;
  return mark === null ? basename(resolve(dir)) === PRACTICE : mark === 1;
}

function markOf(path: string): number | null {
  try {
    const state = new StateFile(path, { readOnly: true, sync: 'normal' });
    try {
      return state.mark(PRACTICE_MARK);
    } finally {
      state.close();
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('store_unavailable', `${path}: ${messageOf(error)}`, { cause: error });
  }
}
