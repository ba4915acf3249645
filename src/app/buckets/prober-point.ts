import type { ProberStatus } from '../../core/ports/prober.ts';
import type { StoreStatus } from '../../core/ports/sample-store.ts';
import type { ScheduleStatus } from '../../core/ports/schedule-status.ts';
import type { SpoolStatus } from '../../core/words/spool-status.ts';
import type { StoredPoint } from '../../core/words/stored-point.ts';

export interface ProberFigures {
  readonly schedule: ScheduleStatus;
  readonly prober: ProberStatus;
  readonly store: StoreStatus;
  readonly spool: SpoolStatus;
  readonly residentBytes: number;
}

/** How the measuring does at `at`, a full minute in epoch ms. */
export function proberPoint(
  { schedule, prober, store, spool, residentBytes }: ProberFigures,
  place: { readonly bucket: string; readonly vantage: string; readonly at: number },
): StoredPoint {
  const waiting = spool.buckets.map((bucket) => bucket.waiting);
  const oldest = spool.buckets.flatMap(({ oldestAt }) => oldestAt ?? []);
  return {
    bucket: place.bucket,
    measurement: 'prober',
    tags: { vantage: place.vantage },
    fields: {
      due: schedule.due,
      done: schedule.done,
      missed: schedule.missed,
      late_p99_ms: schedule.lateP99Ms,
      loop_delay_p99_ms: prober.loopDelayP99Ms,
      pending: store.pending,
      dropped: store.dropped,
      spool_waiting: Math.max(0, ...waiting),
      spool_age_ms: oldest.length === 0 ? 0 : Math.max(0, place.at - Math.min(...oldest)),
      resident_bytes: residentBytes,
    },
    at: place.at,
  };
}
