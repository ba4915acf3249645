import { setImmediate } from 'node:timers/promises';
import type { Config } from '../core/config.ts';
import type { Log } from '../core/ports/log.ts';
import { pastOf, type SiteWithPast } from '../practice/past.ts';
import type { Practice } from '../practice/practice.ts';
import { systemClock } from '../schedule/system-clock.ts';
import { scheduledTargets } from './scheduled-targets.ts';
import type { Stores } from './stores.ts';

export interface PracticeHistoryParts {
  readonly config: Config;
  readonly stores: Stores;
  readonly practice: Practice;
  readonly log: Log;
}

/** When a past was written, epoch ms. */
const HISTORY_MARK = 'practice_history_at';

/**
 * Gives a practice store that has none a past of 14 days: hourly roll-ups, and samples of the last 24
 * hours, of which the store makes its own roll-ups. Later runs leave the time between as a gap: there
 * the service did not run. Rejects with `store_unavailable`.
 */
export async function writePracticeHistory(parts: PracticeHistoryParts): Promise<void> {
  const { config, stores, practice, log } = parts;
  if ((await stores.state.mark(HISTORY_MARK)) !== null) return;
  const startedMs = performance.now();
  const now = systemClock.now();
  const writing: Promise<unknown>[] = [];
  let samples = 0;
  let rollups = 0;
  for (const hour of pastOf(sitesOf(config, practice), now)) {
    samples += hour.samples.length;
    rollups += hour.rollups.length;
    // One commit takes several hours; a failure is told when all are through.
    const written = [
      stores.samples.importRollups(hour.rollups),
      stores.samples.append(hour.samples),
    ];
    writing.push(
      Promise.all(written).then(
        () => null,
        (error: unknown) => error,
      ),
    );
    await setImmediate();
  }
  const failed = (await Promise.all(writing)).find((error) => error !== null);
  if (failed !== undefined) throw failed;
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
