import type { DayKind } from '../../core/calendar.ts';
import type { Config } from '../../core/config.ts';
import { dayKindsOf } from '../../core/time/day-kind.ts';
import { localDateOf } from '../../core/time/local-date.ts';
import { instantOfReading } from '../../core/time/local-stretch.ts';
import { timeText } from '../../core/time/time-text.ts';
import type { LocalClock } from '../../notify/stages/stage.ts';

/**
 * The council's clock with the kinds of day by which the sites of a sector are judged; null or a sector
 * that is not there = of who belongs to none, with the council's own days around New Year.
 */
export function localClockOf(config: Config, sector: string | null): LocalClock {
  const { timezone } = config.council;
  const { calendar } = config;
  const own = config.sectors.find(({ id }) => id === sector);
  const yearEnd = own === undefined ? calendar.yearEnd : own.yearEnd;
  const kinds = dayKindsOf(calendar, yearEnd ?? null);
  const known = new Map<string, DayKind>();
  return {
    dateOf: (at) => localDateOf(at, timezone),
    kindOf(date) {
      const kind = known.get(date) ?? kinds.kindOf(date);
      known.set(date, kind);
      return kind;
    },
    instantOf: (date, minute) => instantOfReading(readingOf(date, minute), timezone),
    minuteText: (at) => timeText(at, timezone, 'minute').slice(11, 16),
  };
}

function readingOf(date: string, minute: number): string {
  return Temporal.PlainDateTime.from(date).add({ minutes: minute }).toString();
}
