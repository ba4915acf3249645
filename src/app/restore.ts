import type { OnProgress } from '../store/backup/progress.ts';
import { type Restored, restoreStore } from '../store/backup/restore-store.ts';
import { type VerifiedStore, verifyStore } from '../store/backup/verify-store.ts';

export interface RestoreCall {
  readonly from: string;
  readonly dataDir: string;
  /** Where the configuration goes; null = it stays in the backup. */
  readonly config: string | null;
  readonly onProgress: OnProgress;
}

/** Restores a backup and verifies what was written; rejects as {@link restoreStore} does. */
export async function restore(
  call: RestoreCall,
): Promise<{ readonly restored: Restored; readonly store: VerifiedStore }> {
  const restored = await restoreStore(call);
  const { lines: seq, hash } = restored.manifest.audit;
  const { onProgress } = call;
  const store = await verifyStore(restored.dir, { onProgress, auditHolds: { seq, hash } });
  return { restored, store };
}
