import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import { isOwned } from '../../store/embedded/directory-lock.ts';
import { lockPath, statePath } from '../../store/embedded/file-names.ts';
import { withDirectState } from '../control/direct-state.ts';
import { PRACTICE_DIR } from '../store-directory.ts';
import { DRILL_PREFIX } from './drill-started.ts';

export interface Interruption {
  readonly dataDir: string;
  /** Epoch ms. */
  readonly now: number;
  readonly log: Log;
}

/**
 * Writes the end of every drill whose process ended without a word, killed or with the machine, to the
 * audit of the practice council and of the drill itself. To be called while nothing runs there; a state
 * that cannot be read is logged and left as it is.
 */
export async function endInterruptedDrills({ dataDir, now, log }: Interruption): Promise<void> {
  for (const dir of storesWithDrills(dataDir)) {
    try {
      const ended = await withDirectState(dir, (state) => endOpenDrills(state, now));
      for (const drill of ended) log.warn('drill.interrupted', { dir, drill });
    } catch (error) {
      log.warn('drill.interruption_not_kept', { dir, error: messageOf(error) });
    }
  }
}

/** Stores of drills that nobody owns. */
export function leftDrillDirs(dataDir: string): readonly string[] {
  return storesWithDrills(dataDir).filter((dir) => basename(dir) !== PRACTICE_DIR);
}

function storesWithDrills(dataDir: string): readonly string[] {
  if (!existsSync(dataDir)) return [];
  return readdirSync(dataDir)
    .filter((name) => name === PRACTICE_DIR || name.startsWith(DRILL_PREFIX))
    .map((name) => join(dataDir, name))
    .filter((dir) => existsSync(statePath(dir)) && !isOwned(lockPath(dir)));
}

/** Answers with what was said of each when it began. */
async function endOpenDrills(
  state: Pick<StateStore, 'auditLines' | 'appendAudit'>,
  now: number,
): Promise<readonly string[]> {
  const open = new Set<string>();
  for (let after = 0, lines = await state.auditLines(); lines.length > 0; ) {
    for (const { action, detail } of lines) {
      if (detail !== null && action === 'drill.started') open.add(detail);
      if (detail !== null && action === 'drill.ended') open.delete(detail);
    }
    after = lines.at(-1)?.seq ?? after;
    lines = await state.auditLines({ after });
  }
  const entry = { at: now, actor: INTERRUPTED, action: 'drill.ended', subject: null } as const;
  for (const detail of open) await state.appendAudit({ ...entry, detail });
  return [...open];
}

/** In the place of who ended it. */
const INTERRUPTED = 'interrupted';
