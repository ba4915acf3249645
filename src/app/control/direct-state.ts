import { existsSync } from 'node:fs';
import { AppError, messageOf } from '../../core/errors.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type { StoppedTarget } from '../../core/words/audit.ts';
import type { Incident } from '../../core/words/incident.ts';
import { DirectoryLock } from '../../store/embedded/directory-lock.ts';
import { lockPath, statePath } from '../../store/embedded/file-names.ts';
import type { NoticeTables } from '../../store/embedded/notice-tables.ts';
import type { SaidTables } from '../../store/embedded/said-tables.ts';
import { StateFile } from '../../store/embedded/state-file.ts';
import type { KeptFields } from '../sharing/own-fields.ts';

type DirectState = Pick<
  StateStore,
  'stoppedTargets' | 'stopTarget' | 'resumeTarget' | 'auditLines' | 'appendAudit'
>;

/**
 * Works on the state of a data directory that no service owns, which is locked meanwhile. Rejects with
 * `store_unavailable` or `store_newer`.
 */
export async function withDirectState<T>(
  storeDir: string,
  work: (state: DirectState) => Promise<T>,
): Promise<T> {
  return await withStateFile(storeDir, (state) => work(directStateOf(state)));
}

/** As {@link withDirectState}, on all that the state holds. */
export async function withStateFile<T>(
  storeDir: string,
  work: (state: StateFile) => Promise<T>,
): Promise<T> {
  const { state, close } = holdStateFile(storeDir);
  try {
    return await work(state);
  } finally {
    close();
  }
}

/** The same for as long as it is needed; throws `store_unavailable` or `store_newer`. */
export function holdStateFile(storeDir: string): {
  readonly state: StateFile;
  readonly close: () => void;
} {
  const lock = new DirectoryLock(lockPath(storeDir));
  try {
    const state = openState(storeDir, false);
    return {
      state,
      close() {
        state.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The targets stopped, read beside whoever owns the directory; none where there is no state yet. */
export function readStopped(storeDir: string): readonly StoppedTarget[] {
  if (!existsSync(statePath(storeDir))) return [];
  const state = openState(storeDir, true);
  try {
    // A state that was not migrated yet knows no stopped targets.
    return state.file.version < 2 ? [] : state.audit.stopped();
  } finally {
    state.close();
  }
}

/** What members have set, read beside whoever owns the directory; nothing where there is no state yet. */
export function readOwnFields(storeDir: string): KeptFields {
  if (!existsSync(statePath(storeDir))) return { consents: [], contacts: [], works: [] };
  const state = openState(storeDir, true);
  try {
    return ownFieldsIn(state);
  } finally {
    state.close();
  }
}

export function ownFieldsIn({ said }: { readonly said: SaidTables }): KeptFields {
  return { consents: said.consents(), contacts: said.contactLists(), works: said.works(0) };
}

/** The kept incidents with a target in them, the newest first; none where there is no state yet. */
export function readIncidents(storeDir: string, target: string): readonly Incident[] {
  if (!existsSync(statePath(storeDir))) return [];
  const state = openState(storeDir, true);
  try {
    return state.judgements.incidents({ target });
  } finally {
    state.close();
  }
}

/** What telling keeps, read beside whoever owns the directory; null where there is no state yet. */
export function readNotices<T>(storeDir: string, read: (notices: NoticeTables) => T): T | null {
  if (!existsSync(statePath(storeDir))) return null;
  const state = openState(storeDir, true);
  try {
    return read(state.notices);
  } finally {
    state.close();
  }
}

function openState(storeDir: string, readOnly: boolean): StateFile {
  try {
    return new StateFile(statePath(storeDir), { readOnly, sync: 'full' });
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('store_unavailable', messageOf(error), { cause: error });
  }
}

const LINES_AT_ONCE = 1000;

function directStateOf({ audit }: StateFile): DirectState {
  return {
    auditLines: async ({ after = 0, limit = LINES_AT_ONCE } = {}) => audit.lines({ after, limit }),
    appendAudit: async (entry) => audit.append(entry),
    stoppedTargets: async () => audit.stopped(),
    stopTarget: async (stopped) => audit.stop(stopped),
    resumeTarget: async (target, by) => audit.resume({ target, ...by }),
  };
}
