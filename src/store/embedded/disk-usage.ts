import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError, messageOf } from '../../core/errors.ts';
import { dayPath, listDays, listMonths, monthPath, statePath } from './file-names.ts';

/** What the files of a store take. */
export interface DiskUsage {
  readonly rawBytes: number;
  /** Days that have a file. */
  readonly rawDays: number;
  readonly fiveMinuteBytes: number;
  readonly hourBytes: number;
  readonly stateBytes: number;
  /** Files set aside, copies from before a migration, and what else lies there. */
  readonly otherBytes: number;
  /** null while no day is whole. */
  readonly daily: DailyUsage | null;
}

/** What one day adds, as the newest whole days have it: means in whole bytes and samples. */
export interface DailyUsage {
  /** Whole days that the samples are taken from, at most 7. */
  readonly days: number;
  readonly rawBytes: number;
  readonly fiveMinuteBytes: number;
  readonly hourBytes: number;
  /** Confirmations and missed slots included. */
  readonly samples: number;
  /** Of the newest whole day, `YYYY-MM-DD`: requests made and bytes of bodies as received. */
  readonly newest: { readonly day: string; readonly requests: number; readonly bodyBytes: number };
}

const MOST_DAYS = 7;

/**
 * Reads the sizes of a data directory, which a service may be using. Throws `store_unavailable` where
 * a file cannot be read.
 */
export function diskUsageOf(dir: string): DiskUsage {
  const days = listDays(dir);
  const months = listMonths(dir).map((month) => monthUsage(monthPath(dir, month)));
  const rawBytes = sum(days.map((day) => sizeOf(dayPath(dir, day))));
  const monthBytes = sum(months.map(({ bytes }) => bytes));
  const hourBytes = sum(months.map((month) => month.hourBytes));
  const stateBytes = sizeOf(statePath(dir));
  const fiveMinuteBytes = monthBytes - hourBytes;
  const otherBytes = Math.max(0, bytesBelow(dir) - rawBytes - monthBytes - stateBytes);
  const daily = dailyUsage(dir, days, months);
  return {
    rawBytes,
    rawDays: days.length,
    fiveMinuteBytes,
    hourBytes,
    stateBytes,
    otherBytes,
    daily,
  };
}

interface MonthUsage {
  readonly bytes: number;
  readonly hourBytes: number;
  /** Days that the month's roll-ups span. */
  readonly days: number;
  readonly hasFiveMinute: boolean;
}

/** Neither the first day, which began somewhere, nor the last, which may still grow. */
function dailyUsage(
  dir: string,
  days: readonly number[],
  allMonths: readonly MonthUsage[],
): DailyUsage | null {
  const whole = days.slice(1, -1);
  const taken = whole.slice(-MOST_DAYS);
  const newest = taken.at(-1);
  const months = allMonths.filter(({ hasFiveMinute }) => hasFiveMinute);
  const rolledUpDays = sum(months.map(({ days }) => days));
  if (newest === undefined || rolledUpDays === 0) return null;
  const fiveMinute = sum(months.map(({ bytes, hourBytes }) => bytes - hourBytes));
  const mean = (values: number[]) => Math.round(sum(values) / taken.length);
  return {
    days: taken.length,
    rawBytes: mean(taken.map((day) => sizeOf(dayPath(dir, day)))),
    fiveMinuteBytes: Math.round(fiveMinute / rolledUpDays),
    hourBytes: Math.round(sum(months.map(({ hourBytes }) => hourBytes)) / rolledUpDays),
    samples: mean(taken.map((day) => number(dayPath(dir, day), 'SELECT count(*) FROM day'))),
    newest: {
      day: new Date(newest).toISOString().slice(0, 10),
      requests: number(
        dayPath(dir, newest),
        'SELECT sum(f.hops) FROM day d JOIN facts f ON f.id = d.facts',
      ),
      bodyBytes: number(dayPath(dir, newest), 'SELECT sum(encoded_body_bytes) FROM day'),
    },
  };
}

function monthUsage(path: string): MonthUsage {
  const table = (name: string) =>
    number(path, `SELECT sum(pgsize) FROM dbstat WHERE name = '${name}' AND aggregate = TRUE`);
  const hours = number(path, 'SELECT (max(key) >> 28) - (min(key) >> 28) + 1 FROM hour');
  const fiveMinutes = number(path, 'SELECT EXISTS (SELECT 1 FROM five_minute)');
  return {
    bytes: sizeOf(path),
    hourBytes: table('hour'),
    days: hours / 24,
    hasFiveMinute: fiveMinutes === 1,
  };
}

/** The one number that a query gives; 0 for null. */
function number(path: string, sql: string): number {
  let db: DatabaseSync | null = null;
  try {
    db = new DatabaseSync(path, { readOnly: true });
    return Number(Object.values(db.prepare(sql).get() ?? {})[0] ?? 0);
  } catch (error) {
    throw new AppError('store_unavailable', `${path}: ${messageOf(error)}`, { cause: error });
  } finally {
    db?.close();
  }
}

/** A file with its log; 0 where there is none. What SQLite shares between processes passes. */
function sizeOf(path: string): number {
  return sum(
    [path, `${path}-wal`].map((name) => statSync(name, { throwIfNoEntry: false })?.size ?? 0),
  );
}

/** Below the directory itself: a practice store inside it is another one. */
function bytesBelow(dir: string): number {
  const folders = [dir, join(dir, 'samples'), join(dir, 'rollups')];
  return sum(
    folders.flatMap((folder) =>
      namesIn(folder).map((name) => {
        const found = statSync(join(folder, name), { throwIfNoEntry: false });
        return found?.isFile() === true && !name.endsWith('-shm') ? found.size : 0;
      }),
    ),
  );
}

function namesIn(folder: string): string[] {
  return statSync(folder, { throwIfNoEntry: false }) === undefined ? [] : readdirSync(folder);
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
