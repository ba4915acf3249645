import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../core/errors.ts';

/**
 * Keeps a second owner off a data directory until the first one ends, however it ends: the system
 * drops the lock with the process. Rejects with `store_unavailable` where somebody holds it.
 */
export class DirectoryLock {
  readonly #file: DatabaseSync;

  constructor(path: string) {
    try {
      this.#file = new DatabaseSync(path, { timeout: 0 });
      this.#file.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE');
    } catch (error) {
      const message = `${path}: the data directory is in use or cannot be written`;
      throw new AppError('store_unavailable', message, { cause: error });
    }
  }

  release(): void {
    this.#file.close();
  }
}
