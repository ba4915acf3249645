import { rmSync } from 'node:fs';
import type { Retention } from '../../core/config.ts';
import { DAY_MS } from './day-key.ts';
import {
  listDamaged,
  listKeptCopies,
  monthOf,
  nextMonth,
  rollupsDir,
  samplesDir,
} from './file-names.ts';

/** What retention says about one data directory at one time; all starts are epoch ms. */
export interface Horizon {
  /** Days that end at or before it are deleted. */
  readonly rawUntil: number;
  /** Months that end at or before it lose their 5-minute roll-ups. */
  readonly fiveMinuteUntil: number;
  /** Months whose last moment lies in an earlier fiscal year are deleted. */
  readonly firstFiscalYear: number;
  readonly timezone: string;
}

/**
 * Raw days by 24 h, 5-minute months by calendar months, hour months by whole fiscal years: the
 * running one and the given number before it stay.
 */
export function horizonOf(retention: Retention, now: number, timezone: string): Horizon {
  const month = new Date(monthOf(now));
  return {
    rawUntil: now - retention.rawDays * DAY_MS,
    fiveMinuteUntil: Date.UTC(
      month.getUTCFullYear(),
      month.getUTCMonth() - retention.fiveMinuteMonths,
    ),
    firstFiscalYear: fiscalYearOf(now, timezone) - retention.hourFiscalYears,
    timezone,
  };
}

export function isDayExpired(day: number, horizon: Horizon): boolean {
  return day + DAY_MS <= horizon.rawUntil;
}

export function isFiveMinuteExpired(month: number, horizon: Horizon): boolean {
  return nextMonth(month) <= horizon.fiveMinuteUntil;
}

export function isMonthExpired(month: number, horizon: Horizon): boolean {
  return fiscalYearOf(nextMonth(month) - 1, horizon.timezone) < horizon.firstFiscalYear;
}

/** The year in which the fiscal year of `at` began: 1 April to 31 March in the zone. */
export function fiscalYearOf(at: number, timezone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    calendar: 'iso8601',
    year: 'numeric',
    month: 'numeric',
  }).formatToParts(at);
  const numberOf = (type: 'year' | 'month') =>
    Number(parts.find((part) => part.type === type)?.value ?? Number.NaN);
  return numberOf('month') >= 4 ? numberOf('year') : numberOf('year') - 1;
}

/**
 * Deletes files that were set aside for damage, and copies kept from before a migration, once their
 * day or month has expired.
 */
export function deleteExpiredAside(dir: string, horizon: Horizon): void {
  for (const { path, start } of asideIn(samplesDir(dir))) {
    if (isDayExpired(start, horizon)) rmSync(path, { force: true });
  }
  for (const { path, start } of asideIn(rollupsDir(dir))) {
    if (isMonthExpired(start, horizon)) rmSync(path, { force: true });
  }
}

function asideIn(folder: string): { readonly path: string; readonly start: number }[] {
  return [...listDamaged(folder), ...listKeptCopies(folder)];
}
