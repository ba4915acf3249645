import { join } from 'node:path';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { DrillStarted } from '../control/drill-order.ts';
import type { DrillRun } from './drill-run.ts';

/** How the folders of drills begin. */
export const DRILL_PREFIX = 'drill-';

/** Where store and state of a drill lie. */
export function drillDir(dataDir: string, id: string): string {
  return join(dataDir, `${DRILL_PREFIX}${id}`);
}

/** What is told of a drill that has begun. */
export function startedOutcome(
  { mark, pace, timeline }: DrillRun,
  { dataDir, url }: { readonly dataDir: string; readonly url: string },
): DrillStarted {
  const { id, title, from, to, speed } = mark;
  return {
    ...{ kind: 'drill_started', id, title: { ...title }, from, to, speed, url },
    dir: drillDir(dataDir, id),
    everyMinutes: pace.everyMinutes,
    notes: timeline.notes.map((note) => ({ ...note })),
  };
}

/** What runs a drill. */
interface ToldOfEnd {
  tellDrillEnd(): Promise<void>;
}

/** Tells the end of a drill. Never rejects: what cannot be told does not keep it from its end. */
export async function tellEnd(service: ToldOfEnd, log: Log): Promise<void> {
  try {
    await service.tellDrillEnd();
  } catch (error) {
    log.error('drill.end_not_told', { error: messageOf(error) });
  }
}
