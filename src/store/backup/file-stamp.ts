import { realpathSync, statSync } from 'node:fs';
import { codeOf } from '../../core/errors.ts';

/**
 * A text that every write to a database or to its write-ahead log changes; null where there is no such
 * file. Equal stamps at two moments mean that nothing was written in between.
 */
export function fileStamp(path: string): string | null {
  try {
    const real = realpathSync(path);
    return [real, `${real}-wal`].map(stampOf).join(' ');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** An empty log is like none: whoever opens the database for reading makes one. */
function stampOf(path: string): string {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found === undefined || found.size === 0n
    ? '-'
    : `${found.ino}:${found.size}:${found.mtimeNs}`;
}
