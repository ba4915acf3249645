import { isAnsweredSince } from '../../board/answered-since.ts';
import type { Config } from '../../core/config.ts';
import { NO_NOTICES } from '../../core/notify-config.ts';
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
  { opened: { council, own }, live, newest, facts: { book: facts }, judging }: Known,
  { drill, clock, stores, configDir, releases, log }: TellingContext,
  starting: AsyncDisposableStack,
): Promise<Telling> {
  const telling = await Telling.open({
    ...{ council, newest, facts, judging, stores, configDir, releases, log },
    clock: withRealDelays(clock),
    versionsOf: (target) => own.choices.versionsOf(target),
    isAnsweredSince: (series, since) => isAnsweredSince(live, series, since),
    drill: drill?.mark ?? null,
    environment: process.env,
  });
  starting.defer(() => telling.close());
  return telling;
}

interface HeartbeatContext extends Omit<WatchedParts, 'telling'> {
  readonly config: Config;
  readonly telling: Telling;
  readonly log: Log;
}

/** The heartbeat of the configuration, put on `starting`; nothing where there is none. */
export function startHeartbeat(
  { config, telling, log, ...parts }: HeartbeatContext,
  starting: AsyncDisposableStack,
): void {
  const { heartbeat } = config.notify ?? NO_NOTICES;
  if (heartbeat === null) return;
  const started = new Heartbeat({
    config: heartbeat,
    idle: idlePartsOf({ ...parts, telling }),
    outgoing: telling.outgoing,
    ...{ clock: systemClock, log },
  });
  starting.defer(() => started.close());
}
