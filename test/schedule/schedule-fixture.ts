import { noLog } from '../../src/core/ports/log.ts';
import { offsetMsOf, offsetRatioOf } from '../../src/core/time/slots.ts';
import type { ProbeRecord } from '../../src/core/words/probe-record.ts';
import type { Gap, Sample } from '../../src/core/words/sample.ts';
import {
  createScheduler,
  type Scheduler,
  type SchedulerOptions,
} from '../../src/schedule/scheduler.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { type Answer, ManualProber } from '../support/manual-prober.ts';

/** 2026-11-22, a Sunday, 09:00 in Tokyo. */
export const START = Date.parse('2026-11-22T00:00:00Z');
export const MINUTE_MS = 60_000;

/** Place of the target's IPv4 slots in an interval, ms. */
export function offsetOf(id: string, intervalMs = MINUTE_MS): number {
  return offsetMsOf(offsetRatioOf(id, 4), intervalMs);
}

export interface Running {
  readonly clock: ManualClock;
  readonly prober: ManualProber;
  readonly scheduler: Scheduler;
  readonly records: ProbeRecord[];
  readonly missed: Sample[];
  readonly gaps: Gap[];
}

/** A scheduler on a manual clock at {@link START}, not started; probes end at once unless told. */
export function scheduling(
  answer: Answer = () => ({ afterMs: 0 }),
  options: Partial<SchedulerOptions> & { readonly startAt?: number } = {},
): Running {
  const clock = new ManualClock(options.startAt ?? START);
  const prober = new ManualProber(clock, answer);
  const records: ProbeRecord[] = [];
  const missed: Sample[] = [];
  const gaps: Gap[] = [];
  const scheduler = createScheduler({
    clock,
    prober,
    log: noLog,
    timezone: 'Asia/Tokyo',
    vantage: 'tokyo',
    maxInFlight: 1000,
    handOverAheadMs: 0,
    onRecord: (record) => records.push(record),
    onMissed: (sample) => missed.push(sample),
    onGap: (gap) => gaps.push(gap),
    ...options,
  });
  return { clock, prober, scheduler, records, missed, gaps };
}

/** What identifies a slot in an assertion. */
export function slots(samples: readonly Sample[]): string[] {
  return samples.map(
    ({ target, scheduledAt, attempt, reason }) =>
      `${target} ${new Date(scheduledAt).toISOString().slice(11, 23)} ${attempt} ${reason ?? 'ok'}`,
  );
}
