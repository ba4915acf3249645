import { firingsOf } from '../schedule/firings.ts';

/** Starts a second above which one more worker pays. */
const STARTS_PER_WORKER = 400;
const MOST_WORKERS = 4;

export interface WorkersNeeded {
  /** Cron expression of each series. */
  readonly schedules: readonly string[];
  /** IANA zone. */
  readonly timezone: string;
  /** Threads that the machine runs at once. */
  readonly cores: number;
}

/**
 * Threads for the starts a second that the schedules make where they are densest: the sum of one over
 * the smallest gap of each. 1 to 4, never more than `cores`. Throws `config_invalid` as `firingsOf`.
 */
export function workersFor({ schedules, timezone, cores }: WorkersNeeded): number {
  const counts = Map.groupBy(schedules, (schedule) => schedule);
  let startsPerSecond = 0;
  for (const [schedule, series] of counts) {
    startsPerSecond += (series.length * 1000) / firingsOf(schedule, timezone).smallestGapMs;
  }
  const wanted = Math.ceil(startsPerSecond / STARTS_PER_WORKER);
  return Math.max(1, Math.min(wanted, MOST_WORKERS, cores));
}
