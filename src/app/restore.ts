import type { OnProgress } from '../store/backup/progress.ts';
import { type Restored, restoreStore } from '../store/backup/restore-store.ts';
import { type VerifiedStore, verifyStore } from '../store/backup/verify-store.ts';
import { zoneOf } from './zone-of.ts';

export interface RestoreCall {
  readonly from: string;
  readonly dataDir: string;
  /** Where the configuration goes; null = it stays in the backup. */
  readonly config: string | null;
  readonly onProgress: OnProgress;
}

export interface RestoreReport {
  readonly restored: Restored;
  readonly store: VerifiedStore;
  /** IANA name of the council whose data it is; UTC where it is not known. */
  readonly timezone: string;
}

/** Restores a backup and verifies what was written; rejects as {@link restoreStore} does. */
export async function restore(call: RestoreCall): Promise<RestoreReport> {
  const restored = await restoreStore(call);
  const { lines: seq, hash } = restored.manifest.audit;
  const { onProgress } = call;
  const store = await verifyStore(restored.dir, { onProgress, auditHolds: { seq, hash } });
  return { restored, store, timezone: await zoneOf(restored.dir, call.config) };
}
