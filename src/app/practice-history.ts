import { setImmediate } from 'node:timers/promises';
import type { Config } from '../core/config.ts';
import type { Log } from '../core/ports/log.ts';
import { type PastExtent, pastOf, type SiteWithPast } from '../practice/past.ts';
import type { Practice } from '../practice/practice.ts';
import { systemClock } from '../schedule/system-clock.ts';
import { PracticeBands } from './past/practice-bands.ts';
import { scheduledTargets } from './scheduled-targets.ts';
import type { Stores } from './stores.ts';

export interface PracticeHistoryParts {
  readonly config: Config;
  readonly stores: Stores;
  readonly practice: Practice;
  readonly log: Log;
  /** Where what was released is kept; null = nowhere. */
  readonly storeDir: string | null;
  /** Absent = 14 days up to now, with what goes wrong as ever. */
  readonly drill?: DrillPast | undefined;
}

/** The past of a drill, in which nothing goes wrong. */
export interface DrillPast {
  /** Its end, the beginning of the drill, epoch ms. */
  readonly from: number;
  readonly extent: PastExtent;
}

/** When a past was written, epoch ms. */
const HISTORY_MARK = 'practice_history_at';

/** Rows given to the store in one call, and rows that may wait in it: far below what it takes in. */
const MOST_AT_ONCE = 20_000;
const MOST_WAITING = 200_000;

/** Writes under way: one commit takes several, and no more wait than the store has room for. */
class Writes {
  readonly #mostRows: number;
  readonly #waiting: { readonly rows: number; readonly failure: Promise<unknown> }[] = [];
  #rows = 0;

  constructor(mostRows: number) {
    this.#mostRows = mostRows;
  }

  /** Resolves when there is room for more; rejects as the oldest did. */
  async add(written: Promise<unknown>, rows: number): Promise<void> {
    const failure = written.then(
      () => null,
      (error: unknown) => error,
    );
    this.#waiting.push({ rows, failure });
    this.#rows += rows;
    while (this.#rows > this.#mostRows) await this.#settleOldest();
  }

  /** Resolves when all are through. */
  async end(): Promise<void> {
    while (this.#waiting.length > 0) await this.#settleOldest();
  }

  async #settleOldest(): Promise<void> {
    const oldest = this.#waiting.shift();
    if (oldest === undefined) return;
    const failure = await oldest.failure;
    this.#rows -= oldest.rows;
    if (failure !== null) throw failure;
  }
}

/**
 * Gives a practice store that has none a past: hourly roll-ups, and samples of the last 24 hours, of
 * which the store makes its own roll-ups, and the bands that were told meanwhile. Later runs leave the
 * time between as a gap: there the service did not run. Rejects with `store_unavailable`.
 */
export async function writePracticeHistory(parts: PracticeHistoryParts): Promise<void> {
  const { config, stores, practice, storeDir, log, drill } = parts;
  const now = drill?.from ?? systemClock.now();
  const wish = drill === undefined ? {} : { extent: drill.extent, troubles: [] };
  if ((await stores.state.mark(HISTORY_MARK)) !== null) return;
  const startedMs = performance.now();
  const writes = new Writes(MOST_WAITING);
  // Nothing goes wrong in the past of a drill, and it is of no use to whom it is shown.
  const isTold = drill === undefined && storeDir !== null;
  const bands = isTold ? await PracticeBands.open({ config, storeDir, log }, now) : null;
  let samples = 0;
  let rollups = 0;
  for (const hour of pastOf(sitesOf(config, practice), now, wish)) {
    samples += hour.samples.length;
    rollups += hour.rollups.length;
    await writes.add(stores.samples.importRollups(hour.rollups), hour.rollups.length);
    for (let at = 0; at < hour.samples.length; at += MOST_AT_ONCE) {
      const some = hour.samples.slice(at, at + MOST_AT_ONCE);
      await writes.add(stores.samples.append(some), some.length);
    }
    await bands?.take(hour);
    await setImmediate();
  }
  await bands?.end();
  await writes.end();
  await stores.maintain();
  await stores.state.setMark(HISTORY_MARK, now);
  const tookMs = Math.round(performance.now() - startedMs);
  log.info('practice.history_written', { samples, rollups, tookMs });
}

/** A site of both families has a past in each. */
function sitesOf(config: Config, practice: Practice): SiteWithPast[] {
  const series = scheduledTargets(config, (id) => practice.urlOf(id));
  return series.map(({ target: { id, family, member, sector, url, timeoutMs } }) => ({
    ...{ target: id, family, member, sector, url, timeoutMs },
    vantage: config.vantage,
    facts: practice.factsOf(id),
  }));
}
