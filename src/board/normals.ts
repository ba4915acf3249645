import { background } from '../core/background.ts';
import type { Log } from '../core/ports/log.ts';
import type { SampleStore } from '../core/ports/sample-store.ts';
import type { Live } from './live.ts';

/** How often new hours are looked for while somebody looks at the board, ms. */
const EVERY_MS = 300_000;
/** Hours asked for again: the newest may have been filling when it was read. */
const OVERLAP_MS = 2 * 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Keeps the normal of each series up to date from the store's hourly roll-ups: the function returned
 * says that somebody looks, and starts a reading in the background when the last is long enough ago.
 */
export function createNormals(
  live: Live,
  store: Pick<SampleStore, 'rollups'>,
  { log, readUntil }: { readonly log: Log; readonly readUntil: number },
): (now: number) => void {
  let readAt = readUntil;
  let until = readUntil;
  const read = async (now: number): Promise<void> => {
    const from = Math.max(now - DAY_MS, until - OVERLAP_MS);
    const rollups = await store.rollups({ period: '1h', from, to: now });
    live.takeNormals(rollups, now);
    until = now;
  };
  return (now) => {
    if (now - readAt < EVERY_MS) return;
    readAt = now;
    background(read(now), 'board.read_normals', log);
  };
}
