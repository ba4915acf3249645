import type { Calendar, DayKind, YearEnd } from '../../../src/core/calendar.ts';
import type { MaintenanceWindow } from '../../../src/core/maintenance-window.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;

/** What clocks of a zone read at each minute of a time, as minutes since 1970 on their faces. */
export interface ReadMinutes {
  /** Epoch ms of the first. */
  readonly from: number;
  readonly readings: readonly number[];
}

/** Reads the clocks minute by minute by `Intl`. */
export function readMinutes(from: number, to: number, timezone: string): ReadMinutes {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  });
  const readings: number[] = [];
  for (let at = from; at < to; at += MINUTE_MS) {
    const [day, month, year, hour, minute] = format.format(at).split(/\D+/).map(Number);
    readings.push(Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour, minute) / MINUTE_MS);
  }
  return { from, readings };
}

/** One occurrence, epoch ms. */
export interface Told {
  readonly from: number;
  readonly to: number;
}

/**
 * The occurrences of a window among the minutes, by trying every day and looking which minutes read a
 * time of it: from the first of them to the end of the last.
 */
export function toldOccurrences(
  window: MaintenanceWindow,
  { from, readings }: ReadMinutes,
  calendar: Calendar & { readonly yearEnd: YearEnd | null },
): readonly Told[] {
  const { rule } = window;
  const told: Told[] = [];
  const firstDay = Math.floor((readings[0] ?? 0) / DAY_MINUTES) - 2;
  const lastDay = Math.floor((readings.at(-1) ?? 0) / DAY_MINUTES);
  for (let day = firstDay; day <= lastDay; day += 1) {
    const date = new Date(day * DAY_MINUTES * MINUTE_MS).toISOString().slice(0, 10);
    if (!isAllowed(window, date, calendar)) continue;
    const times = rule.kind === 'listed' ? rule.days.filter((each) => each.date === date) : [rule];
    if (rule.kind !== 'listed' && !isDayOf(window, date)) continue;
    for (const { fromMinute, toMinute } of times) {
      const first = day * DAY_MINUTES + fromMinute;
      const isInside = (reading: number): boolean =>
        reading >= first && reading < day * DAY_MINUTES + toMinute;
      const begin = readings.findIndex(isInside);
      const end = readings.findLastIndex(isInside);
      if (begin >= 0) {
        told.push({ from: from + begin * MINUTE_MS, to: from + (end + 1) * MINUTE_MS });
      }
    }
  }
  return told.sort((a, b) => a.from - b.from || a.to - b.to);
}

function isDayOf({ rule }: MaintenanceWindow, date: string): boolean {
  if (rule.kind === 'weekly') return rule.weekdays.includes(weekday(date));
  if (rule.kind !== 'monthly') return false;
  const anchor = shifted(date, -rule.offsetDays);
  if (weekday(anchor) !== rule.weekday) return false;
  if (rule.nth === 'last') return shifted(anchor, 7).slice(0, 7) !== anchor.slice(0, 7);
  let nth = 0;
  for (let each = anchor; each.slice(0, 7) === anchor.slice(0, 7); each = shifted(each, -7)) {
    nth += 1;
  }
  return nth === rule.nth;
}

function isAllowed(
  { only, except, validFrom, validTo }: MaintenanceWindow,
  date: string,
  calendar: Calendar & { readonly yearEnd: YearEnd | null },
): boolean {
  if (validFrom !== null && date < validFrom) return false;
  if (validTo !== null && date > validTo) return false;
  const kinds = kindsOf(date, calendar);
  if (only.length > 0 && !only.some((kind) => kinds.includes(kind))) return false;
  return !except.some((kind) => kinds.includes(kind));
}

/** Every kind that a date is of. */
function kindsOf(
  date: string,
  { holidays, days, yearEnd }: Calendar & { readonly yearEnd: YearEnd | null },
): readonly DayKind[] {
  const own = days.find((day) => day.date === date);
  if (own?.kind === 'workday') return ['workday'];
  const kinds: DayKind[] = [];
  if (weekday(date) > 5) kinds.push('weekend');
  if (own !== undefined || holidays.some((holiday) => holiday.date === date)) kinds.push('holiday');
  if (yearEnd !== null) {
    const turn = [`2026-${yearEnd.from}`, `2027-${yearEnd.to}`];
    const isTurn = ['2025', '2026'].some((year, index) => {
      const next = index === 0 ? '2026' : '2027';
      return (
        date >= (turn[0] ?? '').replace('2026', year) &&
        date <= (turn[1] ?? '').replace('2027', next)
      );
    });
    if (isTurn) kinds.push('year-end');
  }
  return kinds.length === 0 ? ['workday'] : kinds;
}

function weekday(date: string): number {
  return ((new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

function shifted(date: string, days: number): string {
  const moved = new Date(`${date}T12:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}
