import { bucketsOf } from '../../core/buckets.ts';
import type { Config } from '../../core/config.ts';

/** The retention policy of every database that InfluxQL asks. */
export const POLICY = 'autogen';

export interface WantedBucket {
  /** Also the name of its database. */
  readonly name: string;
  readonly retentionDays: number;
}

/**
 * The buckets of a configuration, also of sectors whose days have not come or are over: what they hold
 * stays readable. Retention is never shorter than that of the embedded store, which keeps whole months
 * and whole fiscal years beside the current one.
 */
export function wantedBuckets({ practice, sectors, store }: Config): readonly WantedBucket[] {
  const names = bucketsOf(practice);
  const { rawDays, fiveMinuteMonths, hourFiscalYears } = store.retention;
  const hourDays = (hourFiscalYears + 1) * 366;
  return [
    { name: names.operators, retentionDays: rawDays },
    { name: names.rollups['5m'], retentionDays: (fiveMinuteMonths + 1) * 31 },
    { name: names.rollups['1h'], retentionDays: hourDays },
    { name: names.shared, retentionDays: hourDays },
    ...sectors.map(({ id }) => ({ name: names.sector(id), retentionDays: rawDays })),
  ];
}

/** Whether a bucket is a sector's of this council, or was one. */
export function isSectorBucket(name: string, practice: boolean): boolean {
  return name.startsWith(bucketsOf(practice).sector(''));
}
