import type { DayKinds } from '../../../core/time/day-kind.ts';
import { ZoneStretches } from '../../../core/time/zone-stretches.ts';

const DAY_MS = 86_400_000;

/** A moment as the normal of a series sees it. */
export interface DayMoment {
  /** Wall-clock ms since midnight. */
  readonly msOfDay: number;
  readonly isDayOff: boolean;
  /** Which of `DAY_EFFECTS` its day has, as bits. */
  readonly effects: number;
}

/**
 * What a day may be beside a workday or a day off: each has a learned shift of its own. Month-end: the
 * last day of the month; 五十日: the 5th, 10th … 25th and the month's last, when payments fall due.
 */
export const DAY_EFFECTS = ['holiday', 'year-end', 'month-end', 'gotobi'] as const;

export interface DayClock {
  /** `at`: epoch ms. */
  momentOf(at: number): DayMoment;
}

interface LocalDay {
  readonly isDayOff: boolean;
  readonly effects: number;
}

/** The clock of a zone (an IANA name) with a sector's kinds of day. */
export function createDayClock(timezone: string, kinds: DayKinds): DayClock {
  const stretches = new ZoneStretches(timezone);
  const days = new Map<number, LocalDay>();
  const dayOf = (number: number): LocalDay => {
    let day = days.get(number);
    if (day === undefined) {
      day = localDayOf(number, kinds);
      if (days.size > 8) days.clear();
      days.set(number, day);
    }
    return day;
  };
  return {
    momentOf: (at) => {
      const wall = at + stretches.at(at).offsetMs;
      const number = Math.floor(wall / DAY_MS);
      return { msOfDay: wall - number * DAY_MS, ...dayOf(number) };
    },
  };
}

function localDayOf(number: number, kinds: DayKinds): LocalDay {
  const date = new Date(number * DAY_MS).toISOString().slice(0, 10);
  const day = Number(date.slice(8));
  const isMonthEnd = new Date((number + 1) * DAY_MS).getUTCDate() === 1;
  const kind = kinds.kindOf(date);
  const holds: Readonly<Record<(typeof DAY_EFFECTS)[number], boolean>> = {
    holiday: kind === 'holiday',
    'year-end': kind === 'year-end',
    'month-end': isMonthEnd,
    gotobi: isMonthEnd || (day % 5 === 0 && day < 30),
  };
  const effects = DAY_EFFECTS.reduce((bits, name, bit) => bits | (holds[name] ? 1 << bit : 0), 0);
  return { isDayOff: kind !== 'workday', effects };
}
