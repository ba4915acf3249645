import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError, codeOf } from '../../core/errors.ts';
import { isOwned } from '../../store/embedded/directory-lock.ts';
import { lockPath } from '../../store/embedded/file-names.ts';
import { askService, type Waiting } from '../control/ask-service.ts';
import { type DrillOutcome, drillOutcomeSchema, PUBLIC_TARGETS } from '../control/drill-order.ts';
import { storesIn } from '../store-directory.ts';
import { DRILL_PREFIX } from './drill-started.ts';

export interface DrillStartOrder {
  readonly scenario: string;
  readonly speed: number;
  readonly dataDir: string;
}

/**
 * Asks the practice service that runs on a data directory, or the drill that runs there, to begin one;
 * null where nothing runs. Rejects with `usage` where real sites are measured there, and
 * `store_unavailable`.
 */
export async function orderDrill(order: DrillStartOrder): Promise<DrillOutcome | Waiting | null> {
  const { scenario, speed, dataDir } = order;
  const drill = runningDrillIn(dataDir);
  const running = drill === null ? runningStoreIn(dataDir) : { dir: drill, practice: true };
  if (running === null) return null;
  if (!running.practice) throw new AppError('usage', PUBLIC_TARGETS);
  const asked = {
    action: 'drill-start',
    scenario,
    speed,
    at: Date.now(),
    actor: 'operator',
  } as const;
  return await askService(running.dir, asked, drillOutcomeSchema);
}

/** Ends the drill that runs below a data directory. */
export async function orderDrillEnd(dataDir: string): Promise<DrillOutcome | Waiting> {
  const drill = runningDrillIn(dataDir);
  if (drill === null) return { kind: 'no_drill' };
  const order = { action: 'drill-stop', at: Date.now(), actor: 'operator' } as const;
  return await askService(drill, order, drillOutcomeSchema);
}

/** A practice service comes before one of real sites. */
function runningStoreIn(dataDir: string) {
  const running =
    foldersOf(dataDir) === null ? [] : storesIn(dataDir).filter((each) => each.running);
  return running.find(({ practice }) => practice) ?? running[0] ?? null;
}

/** The store of the drill that runs below a data directory; null = none does. */
export function runningDrillIn(dataDir: string): string | null {
  const dirs = (foldersOf(dataDir) ?? [])
    .filter((name) => name.startsWith(DRILL_PREFIX))
    .map((name) => join(dataDir, name));
  return dirs.find((dir) => isOwned(lockPath(dir))) ?? null;
}

/** null where the directory is not there. */
function foldersOf(dataDir: string): readonly string[] | null {
  try {
    return readdirSync(dataDir);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw new AppError('store_unavailable', `${dataDir}`, { cause: error });
  }
}
