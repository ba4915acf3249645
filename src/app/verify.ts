import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type FileFault, faultsOfBackup } from '../store/backup/check-backup.ts';
import { type BackupManifest, manifestPath, readManifest } from '../store/backup/manifest.ts';
import type { OnProgress } from '../store/backup/progress.ts';
import { type VerifiedStore, verifyStore } from '../store/backup/verify-store.ts';
import { storeDirectoryOf } from './store-directory.ts';
import { zoneOf } from './zone-of.ts';

export interface VerifyCall {
  /** A backup or a data directory. */
  readonly dir: string;
  /** A backup whose audit must be the beginning of this one; null = none. */
  readonly against: string | null;
  readonly onProgress: OnProgress;
}

export interface Verified {
  /** null for a data directory. */
  readonly manifest: BackupManifest | null;
  readonly practice: boolean;
  /** IANA name of the council whose data it is; UTC where it is not known. */
  readonly timezone: string;
  /** null where the files of a backup are not as they were written: nothing else is worth a look. */
  readonly store: VerifiedStore | null;
  readonly problems: readonly FileFault[];
}

/**
 * Checks a backup or a data directory, which a service may be using. Rejects with `not_found` where it
 * is neither, `backup_invalid` for a manifest that was changed, and `store_newer`.
 */
export async function verify({ dir, against, onProgress }: VerifyCall): Promise<Verified> {
  const end = against === null ? undefined : readManifest(against).audit;
  const auditHolds = end === undefined ? {} : { auditHolds: { seq: end.lines, hash: end.hash } };
  if (!existsSync(manifestPath(dir))) {
    const { dir: storeDir, practice } = storeDirectoryOf(dir);
    const store = await verifyStore(storeDir, { onProgress, ...auditHolds });
    const timezone = await zoneOf(storeDir, null);
    return { manifest: null, practice, timezone, store, problems: store.problems };
  }
  const manifest = readManifest(dir);
  const { practice } = manifest;
  const timezone = await zoneOf(join(dir, 'data'), null);
  const faults = await faultsOfBackup(dir, manifest, onProgress);
  if (faults.length > 0) return { manifest, practice, timezone, store: null, problems: faults };
  const store = await verifyStore(join(dir, 'data'), { onProgress, ...auditHolds });
  return { manifest, practice, timezone, store, problems: store.problems };
}
