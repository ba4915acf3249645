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

const SQLITE_BUSY = 5;

function problemOf(dir: string, error: unknown): Text {
  const isHeld =
    typeof error === 'object' &&
    error !== null &&
    'errcode' in error &&
    Number(error.errcode) % 256 === SQLITE_BUSY;
  return isHeld
    ? {
        ja: `${dir} は別のプロセスが使用中です`,
        en: `another process uses the data directory ${dir}`,
      }
    : {
        ja: `${dir} に書き込めません（${messageOf(error)}）`,
        en: `the data directory ${dir} cannot be written (${messageOf(error)})`,
      };
}
