import { constants, setPriority } from 'node:os';
import { APPLIED_FILE } from '../config/applied-config.ts';
import { AppError, codeOf } from '../core/errors.ts';
import { backupStore } from '../store/backup/backup-store.ts';
import type { BackupManifest } from '../store/backup/manifest.ts';
import type { OnProgress } from '../store/backup/progress.ts';
import { requireOutside } from '../store/backup/target-directory.ts';
import { isFolder, requireFolder } from './load-config.ts';
import { storeDirectoryOf } from './store-directory.ts';
import { VERSION } from './version.ts';

export interface BackupCall {
  readonly dataDir: string;
  readonly to: string;
  /** null = `./config` where it is there. */
  readonly config: string | null;
  readonly onProgress: OnProgress;
  readonly stop: AbortSignal;
}

/**
 * Backs up a data directory with its configuration, behind every other process of the machine. Rejects
 * as {@link backupStore} does, and with `usage` where the configuration asked for is not there.
 */
export async function backup(call: BackupCall): Promise<BackupManifest> {
  stepBack();
  const { dir, practice } = storeDirectoryOf(call.dataDir);
  requireOutside(call.to, call.dataDir);
  if (call.config !== null) await requireFolder(call.config);
  const config = call.config ?? ((await isFolder('config')) ? 'config' : null);
  const { to, onProgress, stop } = call;
  try {
    const now = () => Date.now();
    const beside = [APPLIED_FILE];
    const request = { dir, to, config, beside, practice, program: VERSION, now, onProgress, stop };
    return await backupStore(request);
  } catch (error) {
    if (!stop.aborted) throw error;
    throw new AppError(
      'store_unavailable',
      {
        ja: `バックアップを中止し、${to} に書いたものを消しました`,
        en: `the backup was stopped; what it had written to ${to} is removed`,
      },
      { cause: error },
    );
  }
}

/**
 * Probing goes first where both want the processor. To be called before the first asynchronous call:
 * on Linux only threads made later follow. Some systems let nobody change it.
 */
function stepBack(): void {
  try {
    setPriority(constants.priority.PRIORITY_LOW);
  } catch (error) {
    if (codeOf(error) !== 'ERR_SYSTEM_ERROR') throw error;
  }
}
