import type { DayKind } from './calendar.ts';
import type { TimeRange } from './ports/sample-store.ts';
import type { Text } from './words/language.ts';

/** Planned work as it is configured: when it is, and whom it concerns. */
export interface MaintenanceWindow {
  /** Unique in the council. */
  readonly id: string;
  readonly title: Text | null;
  /** null = the whole council. */
  readonly scope: MaintenanceScope | null;
  readonly rule: MaintenanceRule;
  /** The day on which it begins is of one of these kinds; empty = of any. */
  readonly only: readonly DayKind[];
  /** The day on which it begins is of none of these kinds. */
  readonly except: readonly DayKind[];
  /** First and last day on which it may begin, ISO; null = open. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** Ids; a target is concerned when it, its member or its sector is named. Never all empty. */
export interface MaintenanceScope {
  readonly sectors: readonly string[];
  readonly members: readonly string[];
  readonly targets: readonly string[];
}

export type MaintenanceRule = WeeklyRule | MonthlyRule | ListedRule;

/** Times of a day, minutes after its midnight as clocks read; `to` above 1440 is on the next day. */
export interface DayTimes {
  readonly fromMinute: number;
  /** Above `fromMinute`, at most 1440 above it. */
  readonly toMinute: number;
}

export interface WeeklyRule extends DayTimes {
  readonly kind: 'weekly';
  /** 1 = Monday to 7 = Sunday. */
  readonly weekdays: readonly number[];
}

/** 第3日曜の翌日 is nth 3, weekday 7, offsetDays 1. */
export interface MonthlyRule extends DayTimes {
  readonly kind: 'monthly';
  /** From 1 to 5; a month that has no fifth is left out. */
  readonly nth: number | 'last';
  readonly weekday: number;
  /** Days after the nth weekday; negative = before. */
  readonly offsetDays: number;
}

export interface ListedRule {
  readonly kind: 'listed';
  /** In order of date. */
  readonly days: readonly ListedDay[];
  /** Epoch ms, half open, in order of `from`. */
  readonly stretches: readonly ListedStretch[];
}

export interface ListedDay extends DayTimes {
  readonly date: string;
  /** Of this entry alone. */
  readonly title: Text | null;
}

export interface ListedStretch extends TimeRange {
  readonly title: Text | null;
}

/** Whether a target is concerned. */
export function isInScope(
  scope: MaintenanceScope | null,
  place: { readonly sector: string; readonly member: string; readonly target: string },
): boolean {
  if (scope === null) return true;
  return (
    scope.sectors.includes(place.sector) ||
    scope.members.includes(place.member) ||
    scope.targets.includes(place.target)
  );
}
