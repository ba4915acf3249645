import { constants, setPriority } from 'node:os';
import { AppError, codeOf } from '../core/errors.ts';
import { backupStore } from '../store/backup/backup-store.ts';
import type { LeftOut } from '../store/backup/left-out.ts';
import type { BackupManifest } from '../store/backup/manifest.ts';
import type { OnProgress } from '../store/backup/progress.ts';
import { requireOutside } from '../store/backup/target-directory.ts';
import { keptBeside } from './kept-beside.ts';
import { isFolder, requireFolder } from './load-config.ts';
import { storeDirectoryOf } from './store-directory.ts';
import { VERSION } from './version.ts';
import { zoneOf } from './zone-of.ts';

export interface BackupCall {
  readonly dataDir: string;
  readonly to: string;
  /** null = `./config` where it is there. */
  readonly config: string | null;
  readonly onProgress: OnProgress;
  readonly onLeftOut: (one: LeftOut) => void;
  readonly stop: AbortSignal;
}

export interface BackupReport {
  readonly manifest: BackupManifest;
  /** IANA name of the council whose data it is; UTC where it is not known. */
  readonly timezone: string;
}

/**
 * Backs up a data directory with its configuration, behind every other process of the machine. Rejects
 * as {@link backupStore} does, and with `usage` where the configuration asked for is not there.
 */
export async function backup(call: BackupCall): Promise<BackupReport> {
  stepBack();
  const { dir, practice } = storeDirectoryOf(call.dataDir);
  requireOutside(call.to, call.dataDir);
  if (call.config !== null) await requireFolder(call.config);
  const config = call.config ?? ((await isFolder('config')) ? 'config' : null);
  const { to, onProgress, onLeftOut, stop } = call;
  try {
    const now = () => Date.now();
    const beside = keptBeside(dir);
    const told = { onProgress, onLeftOut, stop };
    const request = { dir, to, config, beside, practice, program: VERSION, now, ...told };
    const manifest = await backupStore(request);
    return { manifest, timezone: await zoneOf(dir, config) };
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
