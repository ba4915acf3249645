import { Live } from '../board/live.ts';
import { restoreAdded } from '../board/restore-added.ts';
import { restoreLive } from '../board/restore-live.ts';
import { targetsOf } from '../core/config.ts';
import { codeOf, messageOf } from '../core/errors.ts';
import type { Log } from '../core/ports/log.ts';
import type { Sample } from '../core/words/sample.ts';
import { inTime } from './patient-scan.ts';
import type { CouncilInForce } from './reload/council-in-force.ts';
import type { Stores } from './stores.ts';

/** How far back what an earlier run stored is of use at the start, ms. */
const DAY_MS = 86_400_000;
/** A store elsewhere may be away: measuring begins without its past after this time, ms. */
const PATIENCE_MS = 10_000;
const RETRY_MS = 15_000;

export interface OpenedLive {
  readonly live: Live;
  /** The newest first attempt of each series that an earlier run stored, in no order. */
  readonly newest: readonly Sample[];
  close(): void;
}

/**
 * What the board shows, as an earlier run left it. Where samples are in InfluxDB and it does not answer,
 * the past is filled in when it does. Rejects with `store_unavailable` for a store of our own.
 */
export async function openLive(
  council: CouncilInForce,
  stores: Stores,
  { now, log }: { readonly now: number; readonly log: Log },
): Promise<OpenedLive> {
  const reading = readPast(council, stores, now);
  if (stores.influx === undefined) return { ...(await reading), close: () => {} };
  try {
    return { ...(await inTime(reading, PATIENCE_MS)), close: () => {} };
  } catch (error) {
    if (codeOf(error) !== 'store_unavailable') throw error;
    log.warn('app.past_unavailable', { error: messageOf(error) });
    const live = new Live(council.today, now, council.stopped);
    const close = fillLater(live, { stores, now, log });
    return { live, newest: [], close };
  }
}

async function readPast(council: CouncilInForce, { samples }: Stores, now: number) {
  const newest = await samples.latest(now - DAY_MS);
  const live = new Live(council.today, now, council.stopped);
  await restoreLive(live, { store: samples, newest, now });
  return { live, newest };
}

/** Tries until it succeeds; the function returned gives up. */
function fillLater(
  live: Live,
  { stores, now, log }: { readonly stores: Stores; readonly now: number; readonly log: Log },
): () => void {
  let timer: NodeJS.Timeout | null = null;
  const next = () => {
    timer = setTimeout(() => {
      const targets = targetsOf(live.config).map(({ target }) => target.id);
      restoreAdded(live, { store: stores.samples, targets, now }).then(
        () => log.info('app.past_restored'),
        (error: unknown) => {
          log.debug('app.past_unavailable', { error: messageOf(error) });
          if (timer !== null) next();
        },
      );
    }, RETRY_MS).unref();
  };
  next();
  return () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  };
}
