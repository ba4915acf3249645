import { closeSync, fdatasync, openSync } from 'node:fs';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';

/**
 * From a commit to its sync, so that commits of several files share one; together with the wait for a
 * commit a loss of power costs at most about 2 s.
 */
const DELAY_MS = 100;

/**
 * Brings the write-ahead logs of committed files to the disk shortly after the commit. With
 * `synchronous = NORMAL` SQLite itself does so only at checkpoints.
 */
export class WalSync {
  readonly #log: Log;
  readonly #files = new Map<string, number>();
  readonly #due = new Set<string>();
  #timer: NodeJS.Timeout | null = null;

  constructor(log: Log) {
    this.#log = log;
  }

  /** A file was committed to. */
  note(path: string): void {
    this.#due.add(path);
    this.#timer ??= setTimeout(() => this.#sync(), DELAY_MS).unref();
  }

  /** Another file is about to lie under this path. */
  forget(path: string): void {
    const file = this.#files.get(path);
    if (file !== undefined) closeSync(file);
    this.#files.delete(path);
  }

  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    for (const file of this.#files.values()) closeSync(file);
    this.#files.clear();
  }

  #sync(): void {
    this.#timer = null;
    for (const [path, file] of this.#files) {
      if (this.#due.has(path)) continue;
      closeSync(file);
      this.#files.delete(path);
    }
    for (const path of this.#due) this.#syncFile(path);
    this.#due.clear();
  }

  #syncFile(path: string): void {
    try {
      const file = this.#files.get(path) ?? openSync(`${path}-wal`, 'r+');
      this.#files.set(path, file);
      fdatasync(file, (error) => {
        if (error !== null) this.#warn(path, error);
      });
    } catch (error) {
      this.#warn(path, error);
    }
  }

  #warn(path: string, error: unknown): void {
    this.#log.warn('store.sync_failed', { file: path, error: messageOf(error) });
  }
}
