import { accessSync, constants, copyFileSync, type Dirent, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError, messageOf } from '../../core/errors.ts';
import { makeDirectory } from './target-directory.ts';

/**
 * Files of a configuration folder, below it with `/`; names that begin with a dot are left out, and
 * linked folders are not entered. Throws `store_unavailable`, naming what cannot be read.
 */
export function configFiles(dir: string): string[] {
  return entriesOf(dir).flatMap((entry) => {
    const { name } = entry;
    if (name.startsWith('.')) return [];
    const path = join(dir, name);
    if (entry.isDirectory()) return configFiles(path).map((below) => `${name}/${below}`);
    return isReadableFile(path) ? [name] : [];
  });
}

/** Copies a file and makes its folders. Throws `store_unavailable`, naming the file. */
export function copyWithFolders(from: string, to: string): void {
  makeDirectory(dirname(to));
  try {
    copyFileSync(from, to);
  } catch (error) {
    throw unreadable(from, error);
  }
}

function entriesOf(dir: string): Dirent[] {
  try {
    return readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    throw unreadable(dir, error);
  }
}

/** False for a linked folder, a socket and the like. */
function isReadableFile(path: string): boolean {
  try {
    if (!statSync(path).isFile()) return false;
    accessSync(path, constants.R_OK);
    return true;
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): AppError {
  const text = {
    ja: `${path} をバックアップへコピーできません（${messageOf(error)}）`,
    en: `${path} cannot be copied to the backup (${messageOf(error)})`,
  };
  return new AppError('store_unavailable', text, { cause: error });
}
