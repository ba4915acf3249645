import type { Config } from '../../core/config.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Log } from '../../core/ports/log.ts';
import { withRealDelays } from '../../schedule/scaled-clock.ts';
import { systemClock } from '../../schedule/system-clock.ts';
import type { SectorReleases } from '../buckets/sector-releases.ts';
import type { DrillRun } from '../drill/drill-run.ts';
import type { Known } from '../known.ts';
import type { Stores } from '../stores.ts';
import { Heartbeat } from './heartbeat.ts';
import { idlePartsOf, type WatchedParts } from './idle-parts.ts';
import { Telling } from './telling.ts';

interface TellingContext {
  readonly stores: Stores;
  readonly configDir: string | null;
  readonly clock: Clock;
  readonly drill: DrillRun | null;
  readonly releases: SectorReleases;
  readonly log: Log;
}

/** Telling of what is known, put on `starting`. Rejects as {@link Telling.open}. */
export async function openTelling(
  { opened: { council }, newest, facts: { book: facts }, judging }: Known,
  { drill, clock, stores, configDir, releases, log }: TellingContext,
  starting: AsyncDisposableStack,
): Promise<Telling> {
  const telling = await Telling.open({
    ...{ council, newest, facts, judging, stores, configDir, releases, log },
    clock: withRealDelays(clock),
    drill: drill?.mark ?? null,
    environment: process.env,
  });
  starting.defer(() => telling.close());
  return telling;
}

interface HeartbeatContext extends Omit<WatchedParts, 'telling'> {
  readonly today: () => Config;
  readonly telling: Telling;
  readonly log: Log;
}

export function startHeartbeat({ today, telling, log, ...parts }: HeartbeatContext): Heartbeat {
  return new Heartbeat({
    config: () => today().notify?.heartbeat ?? null,
    idle: idlePartsOf({ ...parts, telling }),
    outgoing: telling.outgoing,
    ...{ clock: systemClock, log },
  });
}
