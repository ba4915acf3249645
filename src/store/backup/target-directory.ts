import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, codeOf, messageOf } from '../../core/errors.ts';

/**
 * Makes sure that a directory is there and empty. Throws `usage` where it holds something, and
 * `store_unavailable` where it cannot be made or read.
 */
export function requireEmpty(dir: string): void {
  const found = namesIn(dir);
  if (found !== null && found.length > 0) {
    throw new AppError('usage', {
      ja: `${dir} は空ではありません（${found[0]} など ${found.length} 件）。空のディレクトリを指定してください`,
      en: `${dir} is not empty (it holds ${found[0]}${found.length === 1 ? '' : ' and more'}); name an empty directory`,
    });
  }
}

/** Makes a directory and what is missing above it, by default for all whom the umask lets in. */
export function makeDirectory(dir: string, mode = 0o777): void {
  try {
    makeOneByOne(dir, mode);
  } catch (error) {
    throw unusable(dir, error);
  }
}

/** Node's recursive `mkdir` never ends where a parent takes none (`/proc`). */
function makeOneByOne(dir: string, mode: number): void {
  if (statSync(dir, { throwIfNoEntry: false })?.isDirectory() === true) return;
  if (dirname(dir) !== dir) makeOneByOne(dirname(dir), mode);
  mkdirSync(dir, { mode });
}

/** null where there is no such directory. */
function namesIn(dir: string): string[] | null {
  try {
    return readdirSync(dir);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw unusable(dir, error);
  }
}

function unusable(dir: string, error: unknown): AppError {
  const text = {
    ja: `${dir} を使えません（${messageOf(error)}）`,
    en: `${dir} cannot be used (${messageOf(error)})`,
  };
  return new AppError('store_unavailable', text, { cause: error });
}
