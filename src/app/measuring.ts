import { availableParallelism } from 'node:os';
import { background } from '../core/background.ts';
import type { Config } from '../core/config.ts';
import type { Log } from '../core/ports/log.ts';
import type { Prober, ProberStatus } from '../core/ports/prober.ts';
import type { ScheduleStatus } from '../core/ports/schedule-status.ts';
import type { ProbeRecord } from '../core/words/probe-record.ts';
import type { ProberDoubt } from '../core/words/prober-doubt.ts';
import { type Gap, type Sample, seriesOf } from '../core/words/sample.ts';
import { createProber } from '../probe/pool/prober.ts';
import type { ScheduledTarget } from '../schedule/roster.ts';
import { createScheduler } from '../schedule/scheduler.ts';
import { systemClock } from '../schedule/system-clock.ts';
import { AliveMark } from './alive-mark.ts';
import type { DrillTimes } from './drill/drill-run.ts';
import { HAND_OVER } from './hand-over.ts';
import { knownAddresses } from './known-addresses.ts';
import type { Stores } from './stores.ts';
import { userAgentOf } from './user-agent.ts';
import { watchFirstProbes } from './watch-first-probes.ts';
import { workersFor } from './workers-for.ts';

export interface MeasuringParts {
  readonly config: Config;
  readonly log: Log;
  readonly stores: Stores;
  readonly targets: readonly ScheduledTarget[];
  /** The newest first attempt of each series that an earlier run stored, in no order. */
  readonly newest: readonly Sample[];
  readonly extraCa: readonly string[];
  /** The record as it is to be kept; absent = as the probe made it. */
  readonly enrich?: (record: ProbeRecord) => ProbeRecord;
  /** Of a drill; absent = real time. */
  readonly times?: DrillTimes | null;
  /** Every sample as it is made, missed ones and confirmations too. */
  onSample(sample: Sample): void;
}

export interface Measuring {
  /** Series measured. */
  readonly series: number;
  /**
   * Replaces them, and the zone of their schedules, between two slots; throws `config_invalid`, and
   * changes nothing, as the scheduler does.
   */
  setTargets(targets: readonly ScheduledTarget[], timezone: string): void;
  /** Resolves when no probe of a target is in flight. */
  settled(target: string): Promise<void>;
  schedule(): ScheduleStatus;
  prober(): ProberStatus;
  /** null where the prober is not doubted. */
  doubt(): ProberDoubt | null;
  close(): Promise<void>;
}

/** Probes in flight may end within this time when the service stops, ms. */
const GRACE_MS = 3000;

/** Connects slot, probe, sample and store, and starts them. */
export async function startMeasuring(parts: MeasuringParts): Promise<Measuring> {
  const { config, log, stores, times = null } = parts;
  let { targets } = parts;
  const inTime = (made: Sample): Sample => times?.sampleOf(made) ?? made;
  const keep = (sample: Sample): void => {
    parts.onSample(sample);
    alive.append(sample);
  };
  const prober = await openProber(parts);
  const alive = new AliveMark({ stores, recordedUntil: () => scheduler.recordedUntil(), log });
  const timeAt = (realAt: number) => times?.timeAt(realAt) ?? realAt;
  const first = watchFirstProbes(timeAt(systemClock.now()), () => targets.length, log);
  const scheduler = createScheduler({
    clock: systemClock,
    log,
    timezone: config.council.timezone,
    vantage: config.vantage,
    maxInFlight: config.probing.maxInFlight,
    handOverAheadMs: HAND_OVER.aheadMs,
    ...(times === null ? {} : { speed: times.speed }),
    prober,
    onMissed: (made) => keep(inTime(made)),
    onRecord: (made: ProbeRecord) => {
      const taken = first.take(made);
      const timed = { ...taken, sample: inTime(taken.sample) };
      const record = parts.enrich?.(timed) ?? timed;
      keep(record.sample);
      background(stores.state.keepRecords([record]), 'store.keep_records', log);
    },
    onGap: (made) => {
      const gap = times === null ? made : times.gapOf(made);
      const due = targets;
      alive.gap(() => keepGap(gap, { stores, targets: due }));
    },
  });
  scheduler.setTargets(paced(targets, times));
  // A drill is never taken up again: nothing of it lies before its beginning.
  scheduler.start(times === null ? await alive.before() : null);
  alive.start();
  return {
    get series() {
      return targets.length;
    },
    setTargets(next, timezone) {
      scheduler.setTargets(paced(next, times), timezone);
      targets = next;
    },
    settled: (target) => scheduler.settled(target),
    schedule: () => scheduler.status(),
    prober: () => prober.status(),
    doubt: () => first.doubt(),
    async close() {
      const stopped = scheduler.stop();
      await prober.close(GRACE_MS);
      await stopped;
      await alive.close();
    },
  };
}

/** At the real times at which they are due. */
function paced(
  targets: readonly ScheduledTarget[],
  times: DrillTimes | null,
): readonly ScheduledTarget[] {
  if (times === null) return targets;
  return targets.map(({ target }) => ({ target, schedule: times.schedule }));
}

function openProber(parts: MeasuringParts): Promise<Prober> {
  const { config, log, targets, extraCa, newest, times = null } = parts;
  const schedules = paced(targets, times).map(({ schedule }) => schedule);
  const { timezone } = config.council;
  return createProber({
    vantage: config.vantage,
    userAgent: userAgentOf(config.operator),
    resolverServers: config.resolver.servers,
    extraCa,
    workers:
      config.probing.workers ?? workersFor({ schedules, timezone, cores: availableParallelism() }),
    reportEveryMs: HAND_OVER.reportEveryMs,
    perAddressConcurrency: config.probing.perAddressConcurrency,
    perAddressStartsPerSecond: config.probing.perAddressStartsPerSecond,
    knownAddresses: knownAddresses(targets, newest),
    log,
  });
}

/**
 * A process that died without a word had recorded some of the slots after its last mark, as samples or
 * in gaps; only the others were not used.
 */
async function keepGap(
  gap: Gap,
  { stores: { samples }, targets }: Pick<MeasuringParts, 'stores' | 'targets'>,
): Promise<void> {
  const series = new Set(
    targets.map(({ target }) => seriesOf({ target: target.id, family: target.family })),
  );
  let { from, slots } = gap;
  for (const known of await samples.gaps({ from, to: gap.to })) {
    if (known.vantage !== gap.vantage) continue;
    slots -= known.slots;
    if (known.from <= gap.from) from = Math.max(from, known.to);
  }
  for await (const block of samples.scan({ from: gap.from, to: gap.to })) {
    for (const sample of block) if (series.has(seriesOf(sample))) slots -= 1;
  }
  if (slots > 0 && from < gap.to) await samples.appendGap({ ...gap, from, slots });
}
