import { closeSync, fsync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from '../../core/errors.ts';
import { withCompanions } from './file-names.ts';

/** Where a file is written anew before it takes the old one's place. */
export function newPath(path: string): string {
  return `${path}.new`;
}

/** Removes what an interrupted writing anew has left. */
export function removeNew(path: string): void {
  for (const name of withCompanions(newPath(path))) rmSync(name, { force: true });
}

/**
 * Brings the file written anew to the disk and yields until it is there: of a large one that takes
 * seconds, in which others are served.
 */
export function* syncNew(path: string): Generator<void, void> {
  const file = openSync(newPath(path), 'r+');
  const state: { isDone: boolean; error: Error | null } = { isDone: false, error: null };
  fsync(file, (error) => {
    closeSync(file);
    state.isDone = true;
    state.error = error;
  });
  while (!state.isDone) yield;
  if (state.error !== null) throw state.error;
}

/**
 * Puts the file written anew in the place of the old one, which nobody in this process has open and
 * whose log is in it. Whoever reads the old one goes on with what he has opened. Cut off at any moment,
 * either the old file or the new one is there, whole: an old log never lies beside the new file.
 */
export function putInPlace(path: string): void {
  const made = newPath(path);
  syncToDisk(made, 'r+');
  removeLog(path);
  renameSync(made, path);
  // A reader that opened the old file just now may have begun a log for it.
  removeLog(path);
  syncFolder(dirname(path));
}

function removeLog(path: string): void {
  for (const name of withCompanions(path).slice(1)) rmSync(name, { force: true });
}

/** Waits until the disk has what was written to a file. */
export function syncToDisk(path: string, flags: 'r' | 'r+'): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a rename lasting; Windows opens no folders and keeps renames in its journal. */
export function syncFolder(folder: string): void {
  try {
    syncToDisk(folder, 'r');
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES'].includes(codeOf(error) ?? '')) throw error;
  }
}
