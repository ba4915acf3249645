import type { Calendar, DayKind, YearEnd } from '../calendar.ts';
import { isWeekend } from './date-arithmetic.ts';

/** What kind of day a date is; dates are ISO. */
export interface DayKinds {
  /** The one kind: `year-end` before `holiday` before `weekend` before `workday`. */
  kindOf(date: string): DayKind;
  /** Whether it is one among others: New Year's Day is a holiday and one of the year-end days. */
  is(date: string, kind: DayKind): boolean;
}

/**
 * The kinds of day of a sector, whose days around New Year are given (null = none). A workday of the
 * operator's list is nothing else; a holiday of it is one like those of the country.
 */
export function dayKindsOf(calendar: Calendar, yearEnd: YearEnd | null): DayKinds {
  const holidays = new Set(calendar.holidays.map(({ date }) => date));
  const own = new Map(calendar.days.map(({ date, kind }) => [date, kind]));
  const is = (date: string, kind: DayKind): boolean => {
    if (own.get(date) === 'workday') return kind === 'workday';
    if (kind === 'weekend') return isWeekend(date);
    if (kind === 'holiday') return own.has(date) || holidays.has(date);
    if (kind === 'year-end') return yearEnd !== null && isYearEnd(date, yearEnd);
    return !(is(date, 'weekend') || is(date, 'holiday') || is(date, 'year-end'));
  };
  const kindOf = (date: string): DayKind => PRECEDENCE.find((kind) => is(date, kind)) ?? 'workday';
  return { is, kindOf };
}

const PRECEDENCE: readonly DayKind[] = ['year-end', 'holiday', 'weekend'];

function isYearEnd(date: string, { from, to }: YearEnd): boolean {
  const day = date.slice(-5);
  return from <= to ? from <= day && day <= to : day >= from || day <= to;
}
