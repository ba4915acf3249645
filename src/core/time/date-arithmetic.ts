const DAY_MS = 86_400_000;

/** The ISO date `days` after another. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Every ISO date from one to another, both included. */
export function datesBetween(from: string, to: string): readonly string[] {
  const dates: string[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** 1 = Monday to 7 = Sunday. */
export function weekdayOf(date: string): number {
  return new Date(Date.parse(date)).getUTCDay() || 7;
}

export function isWeekend(date: string): boolean {
  return weekdayOf(date) >= 6;
}

/** Months as `YYYY-MM` from that of one ISO date to that of another, both included. */
export function monthsBetween(from: string, to: string): readonly string[] {
  const months: string[] = [];
  for (let month = from.slice(0, 7); month <= to.slice(0, 7); month = monthAfter(month)) {
    months.push(month);
  }
  return months;
}

function monthAfter(month: string): string {
  return addDays(`${month}-28`, 4).slice(0, 7);
}

/** The nth weekday (1 = Monday to 7 = Sunday) of a month `YYYY-MM`; null where it has no fifth. */
export function nthWeekdayOf(month: string, nth: number | 'last', weekday: number): string | null {
  if (nth === 'last') {
    const end = addDays(`${monthAfter(month)}-01`, -1);
    return addDays(end, -((weekdayOf(end) - weekday + 7) % 7));
  }
  const first = `${month}-01`;
  const date = addDays(first, ((weekday - weekdayOf(first) + 7) % 7) + (nth - 1) * 7);
  return date.startsWith(month) ? date : null;
}
