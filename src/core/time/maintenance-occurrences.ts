import type {
  DayTimes,
  ListedStretch,
  MaintenanceRule,
  MaintenanceWindow,
} from '../maintenance-window.ts';
import type { TimeRange } from '../ports/sample-store.ts';
import { holdsOn } from '../valid-days.ts';
import type { Text } from '../words/language.ts';
import {
  addDays,
  datesBetween,
  monthsBetween,
  nthWeekdayOf,
  weekdayOf,
} from './date-arithmetic.ts';
import type { DayKinds } from './day-kind.ts';
import { localDateOf } from './local-date.ts';
import { stretchOfReadings } from './local-stretch.ts';

/** By which clock and calendar a window is read. */
export interface LocalDays {
  /** IANA name. */
  readonly timezone: string;
  readonly kinds: DayKinds;
}

/** One time that a window occurs, epoch ms, half open; with the title it has then. */
export interface MaintenanceStretch extends TimeRange {
  readonly title: Text | null;
}

/** All that overlap a range, in order of their start. They may overlap each other. */
export function occurrencesIn(
  window: MaintenanceWindow,
  range: TimeRange,
  local: LocalDays,
): readonly MaintenanceStretch[] {
  const overlaps = ({ from, to }: TimeRange): boolean => from < range.to && to > range.from;
  const { rule, title } = window;
  const stretches = rule.kind === 'listed' ? rule.stretches.filter(overlaps) : [];
  // The longest begins a day and a change of the clocks before it ends.
  const first = addDays(localDateOf(range.from, local.timezone), -2);
  const days = daysOf(rule, first, localDateOf(range.to, local.timezone));
  const found: ListedStretch[] = [
    ...stretches.filter(({ from }) =>
      mayBegin(window, localDateOf(from, local.timezone), local.kinds),
    ),
    ...days
      .filter(({ date }) => mayBegin(window, date, local.kinds))
      .flatMap((day) => stretchOf(day, local.timezone) ?? [])
      .filter(overlaps),
  ];
  return found
    .map((each) => ({ from: each.from, to: each.to, title: title ?? each.title }))
    .sort((a, b) => a.from - b.from || a.to - b.to);
}

/** The calendar repeats after 28 years, but for a century year that is no leap year. */
const YEARS = 28;

/**
 * Dates, ISO, between which a window that ever occurs does so, as seen on `date`: 28 years before and
 * after it, its valid days or what it lists. The last may go on until the day after.
 */
export function searchedDays(
  { rule, validFrom, validTo }: MaintenanceWindow,
  date: string,
): { readonly from: string; readonly to: string } {
  if (rule.kind === 'listed') {
    const dates = [
      ...rule.days.map((day) => day.date),
      ...rule.stretches.flatMap(({ from, to }) => [from, to].map((at) => localDateOf(at, 'UTC'))),
    ].sort();
    return { from: addDays(dates[0] ?? date, -1), to: addDays(dates.at(-1) ?? date, 1) };
  }
  const yearOf = (day: string): number => Number(day.slice(0, 4));
  return {
    from: validFrom ?? `${yearOf(validTo ?? date) - YEARS}-01-01`,
    to: validTo ?? `${Math.max(yearOf(validFrom ?? date), yearOf(date)) + YEARS}-12-31`,
  };
}

function mayBegin(window: MaintenanceWindow, date: string, kinds: DayKinds): boolean {
  const isOf = (kind: (typeof window.only)[number]): boolean => kinds.is(date, kind);
  return (
    holdsOn(window, date) &&
    (window.only.length === 0 || window.only.some(isOf)) &&
    !window.except.some(isOf)
  );
}

interface TimedDay extends DayTimes {
  readonly date: string;
  readonly title: Text | null;
}

/** The days of a rule from one date to another, both included. */
function daysOf(rule: MaintenanceRule, from: string, to: string): readonly TimedDay[] {
  if (rule.kind === 'listed') {
    return rule.days.filter(({ date }) => from <= date && date <= to);
  }
  const { fromMinute, toMinute } = rule;
  return datesOf(rule, from, to).map((date) => ({ date, fromMinute, toMinute, title: null }));
}

function datesOf(
  rule: Exclude<MaintenanceRule, { kind: 'listed' }>,
  from: string,
  to: string,
): readonly string[] {
  if (rule.kind === 'weekly') {
    return datesBetween(from, to).filter((date) => rule.weekdays.includes(weekdayOf(date)));
  }
  const { nth, weekday, offsetDays } = rule;
  return monthsBetween(addDays(from, -offsetDays), addDays(to, -offsetDays))
    .flatMap((month) => nthWeekdayOf(month, nth, weekday) ?? [])
    .map((date) => addDays(date, offsetDays))
    .filter((date) => from <= date && date <= to);
}

function stretchOf(day: TimedDay, timezone: string): MaintenanceStretch | null {
  const readings = {
    from: readingOf(day.date, day.fromMinute),
    to: readingOf(day.date, day.toMinute),
  };
  const stretch = stretchOfReadings(readings, timezone);
  return stretch === null ? null : { ...stretch, title: day.title };
}

/** What a clock reads `minute` after a midnight; the days are 1440 minutes of the clock long. */
function readingOf(date: string, minute: number): string {
  const ofDay = minute % 1440;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${addDays(date, Math.floor(minute / 1440))}T${two(Math.floor(ofDay / 60))}:${two(ofDay % 60)}`;
}
