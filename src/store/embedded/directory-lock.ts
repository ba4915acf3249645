import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Text } from '../../core/words/language.ts';

/**
 * Keeps a second owner off a data directory until the first one ends, however it ends: the system
 * drops the lock with the process. Throws `store_unavailable` where somebody holds it, or where the
 * directory cannot be written.
 */
export class DirectoryLock {
  readonly #file: DatabaseSync;

  constructor(path: string) {
    try {
      this.#file = new DatabaseSync(path, { timeout: 0 });
      this.#file.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
    } catch (error) {
      throw new AppError('store_unavailable', problemOf(dirname(path), error), { cause: error });
    }
  }

  release(): void {
    this.#file.close();
  }
}

/** Whether a process owns the directory now; it is neither made nor locked. */
export function isOwned(path: string): boolean {
  if (!existsSync(path)) return false;
  try {
    using file = new DatabaseSync(path, { readOnly: true, timeout: 0 });
    file.exec('SELECT count(*) FROM sqlite_master');
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw new AppError('store_unavailable', problemOf(dirname(path), error), { cause: error });
  }
}

const SQLITE_BUSY = 5;

function isBusy(error: unknown): boolean {
  return (
    typeof error === 'object' &&
    error !== null &&
    'errcode' in error &&
    Number(error.errcode) % 256 === SQLITE_BUSY
  );
}

function problemOf(dir: string, error: unknown): Text {
  return isBusy(error)
    ? {
        ja: `${dir} は別のプロセスが使用中です`,
        en: `another process uses the data directory ${dir}`,
      }
    : {
        ja: `${dir} に書き込めません（${messageOf(error)}）`,
        en: `the data directory ${dir} cannot be written (${messageOf(error)})`,
      };
}
