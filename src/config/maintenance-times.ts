import type { DayTimes } from '../core/maintenance-window.ts';

const DAY_MINUTES = 1440;

/** Times of a day from minutes after its midnight; a `to` that is not after `from` is on the next day. */
export function timesOf(from: number, to: number): DayTimes {
  return { fromMinute: from, toMinute: to > from ? to : to + DAY_MINUTES };
}
