import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import { renameDamaged } from './damage.ts';
import { statePath } from './file-names.ts';
import { newPath, putInPlace, removeNew, syncFolder, syncToDisk } from './put-in-place.ts';
import type { FileOptions } from './sqlite-file.ts';
import { troubleOf } from './sqlite-trouble.ts';
import { StateFile } from './state-file.ts';
import { type SalvagedState, salvageState } from './state-salvage.ts';

/**
 * Opens the state; a damaged one is set aside and begun anew with the audit, the stopped targets and
 * what of judging and telling it still holds, which is logged. Cut off at any moment, the damaged file
 * is in its place and salvaged again by the next start, or all that was salvaged is there.
 */
export function openState(dir: string, files: FileOptions, log: Log): StateFile {
  const path = statePath(dir);
  endSalvage(path);
  try {
    return new StateFile(path, files);
  } catch (error) {
    if (troubleOf(error) !== 'damaged') throw error;
    const foundAt = Date.now();
    const salvaged = salvageBeside(path, files, foundAt);
    const aside = renameDamaged(path, foundAt);
    putInPlace(path);
    log.error('store.file_damaged', { file: aside, error: messageOf(error) });
    log.warn('store.state_salvaged', { ...salvaged });
    return new StateFile(path, files);
  }
}

/** The damaged file leaves its place only once the new one is whole: then that is still to take it. */
function endSalvage(path: string): void {
  if (!existsSync(path) && existsSync(newPath(path))) putInPlace(path);
  else removeNew(path);
}

/** Writes what a damaged state still holds into the new file beside it, on the disk when this ends. */
function salvageBeside(path: string, files: FileOptions, foundAt: number): SalvagedState {
  try {
    const salvaged = salvageInto(newPath(path), { path, files, foundAt });
    syncToDisk(newPath(path), 'r+');
    syncFolder(dirname(path));
    return salvaged;
  } catch (error) {
    removeNew(path);
    throw error;
  }
}

interface Damaged {
  readonly path: string;
  readonly files: FileOptions;
  /** Epoch ms. */
  readonly foundAt: number;
}

function salvageInto(made: string, { path, files, foundAt }: Damaged): SalvagedState {
  const fresh = new StateFile(made, files);
  try {
    const salvaged = salvageState(path, fresh, foundAt);
    fresh.file.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    return salvaged;
  } finally {
    fresh.close();
  }
}
