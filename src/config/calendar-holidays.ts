import japan from '@holiday-jp/holiday_jp';
import type { Holiday } from '../core/calendar.ts';

/** Public holidays of Japan in order of date, each with its name; those the kept library knows. */
export const JAPANESE_HOLIDAYS: readonly Holiday[] = Object.values(japan.holidays)
  .map(({ date, name, name_en }) => ({ date, name: { ja: name, en: name_en } }))
  .sort((a, b) => (a.date < b.date ? -1 : 1));

/** The last year of which these holidays are known; 0 where there are none. */
export function lastYearOf(holidays: readonly Holiday[]): number {
  return Number(holidays.at(-1)?.date.slice(0, 4) ?? 0);
}
