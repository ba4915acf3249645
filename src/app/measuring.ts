import { background } from '../core/background.ts';
import type { Config } from '../core/config.ts';
import type { Log } from '../core/ports/log.ts';
import type { Prober, ProberStatus } from '../core/ports/prober.ts';
import type { ScheduleStatus } from '../core/ports/schedule-status.ts';
import type { ProbeRecord } from '../core/words/probe-record.ts';
import type { Sample } from '../core/words/sample.ts';
import { createProber } from '../probe/pool/prober.ts';
import type { ScheduledTarget } from '../schedule/roster.ts';
import { createScheduler } from '../schedule/scheduler.ts';
import { systemClock } from '../schedule/system-clock.ts';
import type { Stores } from './stores.ts';
import { userAgentOf } from './user-agent.ts';

export interface MeasuringParts {
  readonly config: Config;
  readonly log: Log;
  readonly stores: Stores;
  readonly targets: readonly ScheduledTarget[];
  readonly extraCa: readonly string[];
  /** Every sample as it is made, missed ones and confirmations too. */
  onSample(sample: Sample): void;
}

export interface Measuring {
  /** Series measured. */
  readonly series: number;
  schedule(): ScheduleStatus;
  prober(): ProberStatus;
  close(): Promise<void>;
}

/** How often the state says that we are alive, ms: the resolution of a gap's beginning. */
const ALIVE_EVERY_MS = 5000;
const ALIVE_MARK = 'last_alive_at';
/** Probes in flight may end within this time when the service stops, ms. */
const GRACE_MS = 3000;
/** Starts a second above which a second worker pays. */
const STARTS_PER_WORKER = 400;

/** Connects slot, probe, sample and store, and starts them. */
export async function startMeasuring(parts: MeasuringParts): Promise<Measuring> {
  const { config, log, stores, targets } = parts;
  const keep = (sample: Sample): void => {
    parts.onSample(sample);
    background(stores.samples.append([sample]), 'store.append', log);
  };
  const prober = await openProber(parts);
  const scheduler = createScheduler({
    clock: systemClock,
    log,
    timezone: config.council.timezone,
    vantage: config.vantage,
    maxInFlight: config.probing.maxInFlight,
    prober,
    onMissed: keep,
    onRecord: (record: ProbeRecord) => {
      keep(record.sample);
      background(stores.state.keepRecords([record]), 'store.keep_records', log);
    },
    onGap: (gap) => {
      background(stores.samples.appendGap(gap), 'store.append_gap', log);
    },
  });
  scheduler.setTargets(targets);
  scheduler.start(await stores.state.mark(ALIVE_MARK));
  const stopMarking = markAlive(stores, log);
  return {
    series: targets.length,
    schedule: () => scheduler.status(),
    prober: () => prober.status(),
    async close() {
      const stopped = scheduler.stop();
      await prober.close(GRACE_MS);
      await stopped;
      await stopMarking();
    },
  };
}

function openProber({ config, log, targets, extraCa }: MeasuringParts): Promise<Prober> {
  return createProber({
    vantage: config.vantage,
    userAgent: userAgentOf(config.operator),
    resolverServers: config.resolver.servers,
    extraCa,
    workers: config.probing.workers ?? workersFor(targets),
    perAddressConcurrency: config.probing.perAddressConcurrency,
    perAddressStartsPerSecond: config.probing.perAddressStartsPerSecond,
    log,
  });
}

/** Every series is taken for one a minute: the exact rate matters only far above one worker. */
function workersFor(targets: readonly ScheduledTarget[]): number {
  return Math.min(4, Math.max(1, Math.ceil(targets.length / 60 / STARTS_PER_WORKER)));
}

/** Writes the mark now, then every few seconds; the function returned writes it a last time. */
function markAlive({ state }: Stores, log: Log): () => Promise<void> {
  const mark = (): Promise<void> => state.setMark(ALIVE_MARK, systemClock.now());
  background(mark(), 'store.mark_alive', log);
  const timer = setInterval(() => background(mark(), 'store.mark_alive', log), ALIVE_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await mark();
  };
}
