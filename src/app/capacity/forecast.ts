import type { Retention } from '../../core/config.ts';
import type { DiskUsage } from '../../store/embedded/disk-usage.ts';

/** What a day adds to each kind of file, whole bytes. */
export interface Growth {
  readonly rawBytes: number;
  readonly fiveMinuteBytes: number;
  readonly hourBytes: number;
}

/** Where a store's size goes. */
export interface Forecast {
  /** When everything that retention keeps is there, bytes. */
  readonly finalBytes: number;
  /** Days from now until the free space is used; null = it suffices for good. */
  readonly fullInDays: number | null;
}

type Sizes = Pick<
  DiskUsage,
  'rawBytes' | 'fiveMinuteBytes' | 'hourBytes' | 'stateBytes' | 'otherBytes'
>;

const DAYS_PER_MONTH = 30.5;
const DAYS_PER_YEAR = 365.25;

/**
 * Each kind of file grows until retention deletes as much as comes: raw by days, 5-minute roll-ups by
 * whole months, hours by whole fiscal years, of which the running one comes on top.
 */
export function forecastOf(
  sizes: Sizes,
  growth: Growth,
  { retention, freeBytes }: { readonly retention: Retention; readonly freeBytes: number },
): Forecast {
  const kinds = [
    { now: sizes.rawBytes, daily: growth.rawBytes, days: retention.rawDays + 1 },
    {
      now: sizes.fiveMinuteBytes,
      daily: growth.fiveMinuteBytes,
      days: (retention.fiveMinuteMonths + 1) * DAYS_PER_MONTH,
    },
    {
      now: sizes.hourBytes,
      daily: growth.hourBytes,
      days: (retention.hourFiscalYears + 1) * DAYS_PER_YEAR,
    },
  ].map(({ now, daily, days }) => ({ now, daily, final: Math.round(Math.max(now, daily * days)) }));
  const rest = sizes.stateBytes + sizes.otherBytes;
  const finalBytes = kinds.reduce((sum, { final }) => sum + final, rest);
  const sizeAfter = (day: number) =>
    kinds.reduce((sum, { now, daily, final }) => sum + Math.min(final, now + daily * day), rest);
  const limit = sizeAfter(0) + freeBytes;
  return { finalBytes, fullInDays: finalBytes <= limit ? null : firstDay(sizeAfter, limit) };
}

/** The first whole day whose size is above the limit; the size never shrinks. */
function firstDay(sizeAfter: (day: number) => number, limit: number): number {
  let day = 0;
  while (sizeAfter(day) <= limit) day += 1;
  return day;
}
