import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { CursorState } from './bucket-cursor.ts';

/** How far a bucket is, and what became of what it did not take. */
export interface BucketState {
  readonly cursor: CursorState;
  readonly dropped: number;
  readonly parked: number;
}

const VERSION = 1;
const count = z.int().min(0);
const position = z.object({ segment: count, offset: count, entry: count });
const shape = z.object({
  version: count,
  buckets: z.record(
    z.string(),
    z.object({
      cursor: z.object({
        spans: z.array(z.object({ from: position, to: position })),
        head: position,
      }),
      dropped: count,
      parked: count,
    }),
  ),
});

/**
 * `cursors.json`, replaced whole. An older one than was reached makes samples be sent again, which
 * leaves the same points; a damaged one makes everything that is still there be sent again.
 */
export class CursorFile {
  readonly #path: string;
  #written = '';

  constructor(dir: string) {
    this.#path = join(dir, 'cursors.json');
  }

  /** null where it is not known how far any bucket is. Throws `store_newer` for a file of a newer program. */
  read(log: Log): ReadonlyMap<string, BucketState> | null {
    if (!existsSync(this.#path)) return null;
    try {
      const { version, buckets } = shape.parse(JSON.parse(readFileSync(this.#path, 'utf8')));
      if (version > VERSION) throw newer(this.#path);
      return new Map(Object.entries(buckets));
    } catch (error) {
      if (error instanceof AppError) throw error;
      log.error('spool.cursors_damaged', { file: this.#path, error: messageOf(error) });
      return null;
    }
  }

  /** Writes where something changed. Throws what the file system throws. */
  write(buckets: ReadonlyMap<string, BucketState>): void {
    const text = JSON.stringify({ version: VERSION, buckets: Object.fromEntries(buckets) });
    if (text === this.#written) return;
    writeFileSync(`${this.#path}.new`, text);
    renameSync(`${this.#path}.new`, this.#path);
    this.#written = text;
  }
}

function newer(path: string): AppError {
  return new AppError('store_newer', {
    ja: `${path} は新しい版の yamabiko が書いたファイルです`,
    en: `${path} was written by a newer yamabiko`,
  });
}
