import { existsSync, mkdirSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { accessDenied } from '../../core/access-denied.ts';
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

/**
 * Makes sure that a directory, which need not be there, is neither `source` nor below it, links
 * followed. Throws `usage`.
 */
export function requireOutside(dir: string, source: string): void {
  if (!holds(realPathOf(source), realPathOf(dir))) return;
  throw new AppError('usage', {
    ja: `バックアップ先 ${dir} が、バックアップする ${source} と同じか、その中にあります。別の場所を指定してください`,
    en: `the backup's place ${dir} is ${source} itself or inside it, which is to be backed up; name a place elsewhere`,
  });
}

/** Whether `outer` is `inner` or a folder above it; both without links. */
export function holds(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
}

/** With the links of what is there resolved. */
export function realPathOf(path: string): string {
  const full = resolve(path);
  if (existsSync(full) || dirname(full) === full) return realpathSync(full);
  return join(realPathOf(dirname(full)), basename(full));
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
  const text = accessDenied(dir, 'write', error) ?? {
    ja: `${dir} を使えません（${messageOf(error)}）`,
    en: `${dir} cannot be used (${messageOf(error)})`,
  };
  return new AppError('store_unavailable', text, { cause: error });
}
