import { existsSync } from 'node:fs';
import { AppError, messageOf } from '../../core/errors.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import { AUDIT_LINES } from '../audit-chain.ts';
import { DirectoryLock } from './directory-lock.ts';
import { lockPath, statePath } from './file-names.ts';
import type { FileOptions } from './sqlite-file.ts';
import { StateFile } from './state-file.ts';
import { STATE_SCHEMA } from './state-schema.ts';

/** The part of the state that a command may change beside a running service. */
export type StateBeside = Pick<
  StateStore,
  'appendAudit' | 'auditLines' | 'stoppedTargets' | 'stopTarget' | 'resumeTarget' | 'close'
>;

const OPTIONS: FileOptions = { readOnly: false, sync: 'full' };

/**
 * Opens the state of a data directory that a service may be using: every change is on the disk when
 * its call resolves. A file of an older program is migrated, unless a service uses it. Rejects with
 * `not_found` where there is none, `store_newer`, or `store_unavailable`; so do the calls.
 */
export async function openStateBeside(dir: string): Promise<StateBeside> {
  const path = statePath(dir);
  if (!existsSync(path)) {
    throw new AppError('not_found', {
      ja: `${dir} には計測の記録がありません（state.sqlite が無い）`,
      en: `${dir} is no data directory: it has no state.sqlite`,
    });
  }
  const state = guarded(() => openCurrent(dir, path));
  return {
    appendAudit: async (entry) => guarded(() => state.audit.append(entry)),
    auditLines: async ({ after = 0, limit = AUDIT_LINES } = {}) =>
      guarded(() => state.audit.lines({ after, limit })),
    stoppedTargets: async () => guarded(() => state.audit.stopped()),
    stopTarget: async (stopped) => guarded(() => state.audit.stop(stopped)),
    resumeTarget: async (target, by) => guarded(() => state.audit.resume({ ...by, target })),
    close: async () => state.close(),
  };
}

function openCurrent(dir: string, path: string): StateFile {
  const found = new StateFile(path, { ...OPTIONS, readOnly: true });
  const { version } = found.file;
  found.close();
  if (version === STATE_SCHEMA.version) return new StateFile(path, OPTIONS);
  const lock = new DirectoryLock(lockPath(dir));
  try {
    return new StateFile(path, OPTIONS);
  } finally {
    lock.release();
  }
}

function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('store_unavailable', messageOf(error), { cause: error });
  }
}
