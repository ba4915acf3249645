import { createTask, type ParsedFields } from 'node-cron';

export const DAY_MS = 86_400_000;

/** Days on which an expression fires, counted from 1970-01-01; from its last three fields. */
export interface LocalDays {
  matches(day: number): boolean;
  /** Smallest distance between two of them, days; null where there is none or only one. */
  readonly smallestGapDays: number | null;
  /** False where no day in the calendar's whole cycle matches. */
  readonly any: boolean;
}

/**
 * The calendar repeats after 28 years between the century years that are not leap years, so these
 * days hold every pairing of date and weekday (and 31 December to 1 January too).
 */
const CYCLE_FROM_DAY = Date.UTC(2000, 0, 1) / DAY_MS;
const CYCLE_DAYS = 28 * 365 + 7 + 1;

/** Days are matched by node-cron itself wherever its own tokens (`L`, `15W`, `5L`, `1#2`) occur. */
export function localDaysOf(fields: ParsedFields): LocalDays {
  const matches = isPlain(fields) ? plainMatcher(fields) : tokenMatcher(fields);
  let smallestGapDays: number | null = null;
  let previous: number | null = null;
  for (let day = CYCLE_FROM_DAY; day < CYCLE_FROM_DAY + CYCLE_DAYS; day += 1) {
    if (!matches(day)) continue;
    if (previous !== null && (smallestGapDays === null || day - previous < smallestGapDays)) {
      smallestGapDays = day - previous;
    }
    previous = day;
    if (smallestGapDays === 1) break;
  }
  return { matches, smallestGapDays, any: previous !== null };
}

function isPlain(fields: ParsedFields): boolean {
  return [...fields.dayOfMonth, ...fields.dayOfWeek].every((value) => typeof value === 'number');
}

function plainMatcher(fields: ParsedFields): (day: number) => boolean {
  const daysOfMonth = new Set(fields.dayOfMonth);
  const months = new Set(fields.month);
  const weekdays = new Set(fields.dayOfWeek);
  if (daysOfMonth.size === 31 && months.size === 12 && weekdays.size === 7) return () => true;
  return (day) => {
    const date = new Date(day * DAY_MS);
    return (
      weekdays.has(date.getUTCDay()) &&
      daysOfMonth.has(date.getUTCDate()) &&
      months.has(date.getUTCMonth() + 1)
    );
  };
}

function tokenMatcher(fields: ParsedFields): (day: number) => boolean {
  const pattern = `* * * ${fields.dayOfMonth} ${fields.month} ${fields.dayOfWeek}`;
  const task = createTask(pattern, () => {}, { timezone: 'UTC' });
  // Takes it out of node-cron's registry; it never had a timer, and matching needs none.
  const destroyed = task.destroy();
  if (destroyed instanceof Promise) throw new TypeError('node-cron made a background task');
  const months = new Set(fields.month);
  let last = { day: Number.NaN, matched: false };
  return (day) => {
    if (last.day !== day) {
      const date = new Date(day * DAY_MS);
      last = { day, matched: months.has(date.getUTCMonth() + 1) && task.match(date) };
    }
    return last.matched;
  };
}
