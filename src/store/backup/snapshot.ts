import { statSync } from 'node:fs';
import { backup, DatabaseSync } from 'node:sqlite';
import { AppError, messageOf } from '../../core/errors.ts';
import { versionOf } from '../embedded/migrate-file.ts';
import { newerFile } from '../embedded/sqlite-file.ts';
import { requireReadable } from './require-readable.ts';

/** Pages copied between two looks at whether to go on: 8 MiB. */
const PAGES_PER_STEP = 2048;
const BUSY_TIMEOUT_MS = 5000;
const PAGE_BYTES = 4096;

/**
 * One database of the store as it was at one moment, while another process goes on writing: the
 * writer is never kept waiting. Throws `store_newer`, or `store_unavailable` with its path.
 */
export class Snapshot {
  readonly path: string;
  readonly schema: number;
  readonly bytes: number;
  readonly #db: DatabaseSync;

  /** `known`: the newest schema that this program knows. */
  constructor(path: string, known: number) {
    this.path = path;
    this.#db = openReading(path);
    try {
      this.#db.exec('BEGIN');
      this.schema = versionOf(this.#db);
      const { page_count: pages } = this.#db.prepare('PRAGMA page_count').get() ?? {};
      this.bytes = Math.max(Number(pages) * PAGE_BYTES, statSync(path).size);
    } catch (error) {
      this.#db.close();
      throw unreadable(path, error);
    }
    if (this.schema <= known) return;
    this.#db.close();
    throw newerFile(path, this.schema, known);
  }

  /** Writes it as one file without companions; `onBytes` hears how much there is of it so far. */
  async copyTo(path: string, onBytes: (done: number) => void, stop?: AbortSignal): Promise<void> {
    try {
      await backup(this.#db, path, {
        rate: PAGES_PER_STEP,
        progress: ({ totalPages, remainingPages }) => {
          stop?.throwIfAborted();
          onBytes((totalPages - remainingPages) * PAGE_BYTES);
        },
      });
      stop?.throwIfAborted();
      const copy = new DatabaseSync(path);
      copy.exec('PRAGMA journal_mode = DELETE');
      copy.close();
    } catch (error) {
      if (stop?.aborted === true) throw error;
      throw unreadable(this.path, error);
    }
  }

  close(): void {
    this.#db.close();
  }
}

/** SQLite does not say why it cannot open a file. */
function openReading(path: string): DatabaseSync {
  requireReadable(path);
  try {
    return new DatabaseSync(path, { readOnly: true, timeout: BUSY_TIMEOUT_MS });
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): AppError {
  const text = {
    ja: `${path} をコピーできません（${messageOf(error)}）`,
    en: `${path} cannot be copied (${messageOf(error)})`,
  };
  return new AppError('store_unavailable', text, { cause: error });
}
