import type { Text } from './words/language.ts';

/** Kinds of day, each date has one: the last that fits wins, a day of the operator's own list first. */
export const DAY_KINDS = ['workday', 'weekend', 'holiday', 'year-end'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** What is known of days; dates are ISO, as the council's zone has them. */
export interface Calendar {
  /** Public holidays in order of date; empty = none are known. */
  readonly holidays: readonly Holiday[];
  /** The operator's own list in order of date, one entry a date. */
  readonly days: readonly OwnDay[];
  /** Around New Year where a sector has not its own, and for who is of none; null or absent = none. */
  readonly yearEnd?: YearEnd | null;
}

export interface Holiday {
  readonly date: string;
  readonly name: Text;
}

/** A date that the operator knows better: a day off, or a day of work whatever it would be. */
export interface OwnDay {
  readonly date: string;
  readonly kind: 'holiday' | 'workday';
  readonly name: Text | null;
}

/** The days around New Year, `MM-DD`, both included; `from` after `to` = over the turn of the year. */
export interface YearEnd {
  readonly from: string;
  readonly to: string;
}

/** Only weekends are known. */
export const PLAIN_CALENDAR: Calendar = { holidays: [], days: [] };
