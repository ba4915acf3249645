import { accessSync, constants, existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { accessDenied } from '../core/access-denied.ts';
import { AppError, messageOf } from '../core/errors.ts';
import { isOwned } from '../store/embedded/directory-lock.ts';
import { lockPath, statePath } from '../store/embedded/file-names.ts';
import { StateFile } from '../store/embedded/state-file.ts';
import { PRACTICE_MARK } from './practice-mark.ts';

/** Where a store lies. */
export interface StoreDirectory {
  /** The directory that holds `samples/`. */
  readonly dir: string;
  /** Data of a practice council. */
  readonly practice: boolean;
  /** A service owns it now. */
  readonly running: boolean;
}

/** Below a data directory: the store of the practice council. */
export const PRACTICE_DIR = 'practice';

/** Where the store of a council lies below a data directory: practice sites have one of their own. */
export function storeDirIn(dataDir: string, practice: boolean): string {
  return practice ? join(dataDir, PRACTICE_DIR) : dataDir;
}

/**
 * The stores below a data directory: itself, then its `practice/`. Throws `store_newer`, or
 * `store_unavailable` where a state or the directory cannot be read.
 */
export function storesIn(dataDir: string): readonly StoreDirectory[] {
  requireReadable(dataDir);
  return [dataDir, join(dataDir, PRACTICE_DIR)]
    .filter((dir) => [join(dir, 'samples'), statePath(dir), lockPath(dir)].some(existsSync))
    .map((dir) => ({ dir, practice: isPractice(dir), running: isOwned(lockPath(dir)) }));
}

/** The first of {@link storesIn}; throws as it, and `not_found` where there is none. */
export function storeDirectoryOf(dataDir: string): StoreDirectory {
  const [first] = storesIn(dataDir);
  if (first !== undefined) return first;
  throw new AppError('not_found', {
    ja: `${dataDir} に計測値がありません`,
    en: `${dataDir} holds no samples`,
  });
}

/** As {@link storesIn}, of which there is one at least; `not_found` where no service ever was. */
export function serviceStoresIn(dataDir: string): readonly StoreDirectory[] {
  const stores = storesIn(dataDir);
  if (stores.length > 0) return stores;
  throw new AppError('not_found', {
    ja: `${dataDir} には計測サービスのデータがありません（場所は --data で指定します）`,
    en: `${dataDir} holds no data of a service (--data says where it is)`,
  });
}

/** A directory that may not be read looks as if nothing were in it. */
function requireReadable(dir: string): void {
  try {
    accessSync(dir, constants.R_OK | constants.X_OK);
  } catch (error) {
    const text = accessDenied(dir, 'read', error);
    if (text !== null) throw new AppError('store_unavailable', text, { cause: error });
  }
}

/** As the store says of itself; one that says nothing, by the name of its directory. */
function isPractice(dir: string): boolean {
  const mark = existsSync(statePath(dir)) ? markOf(statePath(dir)) : null;
  return mark === null ? basename(resolve(dir)) === PRACTICE_DIR : mark === 1;
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
