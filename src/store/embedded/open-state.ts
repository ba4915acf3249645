import { rmSync } from 'node:fs';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import { renameDamaged } from './damage.ts';
import { statePath } from './file-names.ts';
import type { FileOptions } from './sqlite-file.ts';
import { troubleOf } from './sqlite-trouble.ts';
import { StateFile } from './state-file.ts';
import { salvageState } from './state-salvage.ts';

/**
 * Opens the state; a damaged one is set aside and begun anew with the audit, the stopped targets and
 * what of judging and telling it still holds, which is logged.
 */
export function openState(dir: string, files: FileOptions, log: Log): StateFile {
  const path = statePath(dir);
  try {
    return new StateFile(path, files);
  } catch (error) {
    if (troubleOf(error) !== 'damaged') throw error;
    const foundAt = Date.now();
    const aside = renameDamaged(path, foundAt);
    log.error('store.file_damaged', { file: aside, error: messageOf(error) });
    rmSync(`${path}-wal`, { force: true });
    const fresh = new StateFile(path, files);
    log.warn('store.state_salvaged', { ...salvageState(aside, fresh, foundAt) });
    return fresh;
  }
}
