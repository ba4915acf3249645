import type { Text } from '../core/words/language.ts';
import { EXPECTATIONS } from './expectation.ts';
import { type Component, ICAL, type Time } from './maintenance-ical-library.ts';
import { startsOfRule } from './maintenance-ical-starts.ts';
import { dateOf, type EventZone, inZone, keyOf, untilOf, zoneOf } from './maintenance-ical-time.ts';
import type { ProblemCode } from './problem.ts';

/** When one event of a file begins and how long it lasts. */
export interface ReadEvent {
  readonly starts: readonly Time[];
  /** As clocks count them. */
  readonly seconds: number;
  readonly isAllDay: boolean;
  readonly zone: EventZone;
}

/** A property, in lower case, that cannot be used, with what may stand there. */
export interface Unusable {
  readonly property: string;
  readonly code: ProblemCode;
  readonly expected: Text;
}

export interface EventReading {
  /** The council's IANA name. */
  readonly timezone: string;
  /** A rule's earlier starts are left out, ISO date. */
  readonly from: string;
  /** A rule is followed to the end of this year. */
  readonly untilYear: number;
}

/** Reads one event by itself: its start, its length, what its rule adds and its EXDATE takes away. */
export function readEvent(component: Component, reading: EventReading): ReadEvent | Unusable {
  const property = component.getFirstProperty('dtstart');
  const start = property?.getFirstValue();
  if (property === null || !(start instanceof ICAL.Time)) {
    return unusable(
      'dtstart',
      'bad_row',
      '予定の開始（DTSTART）',
      'DTSTART, when the event begins',
    );
  }
  const zone = zoneOf(property, start, reading.timezone);
  if (zone === null) {
    const { code, text } = EXPECTATIONS.timezone;
    return { property: 'dtstart', code, expected: text };
  }
  if (component.getFirstProperty('recurrence-id')?.getFirstParameter('range') !== undefined) {
    return unusable('recurrence-id', 'bad_row', ...RANGE);
  }
  const seconds = secondsOf(component, start);
  if (typeof seconds !== 'number') return seconds;
  const starts = startsOf(component, { start, zone, reading });
  return 'property' in starts ? starts : { starts, seconds, isAllDay: start.isDate, zone };
}

const RANGE = ['RANGE のない RECURRENCE-ID', 'RECURRENCE-ID without RANGE'] as const;

function unusable(property: string, code: ProblemCode, ja: string, en: string): Unusable {
  return { property, code, expected: { ja, en } };
}

const DAY_S = 86_400;

function secondsOf(component: Component, start: Time): number | Unusable {
  const end = component.getFirstPropertyValue('dtend');
  const duration = component.getFirstPropertyValue('duration');
  const name = end === null && duration !== null ? 'duration' : 'dtend';
  if (end instanceof ICAL.Time && !isAlike(component, start, end)) {
    return unusable('dtend', 'bad_row', ...ALIKE);
  }
  const seconds =
    end instanceof ICAL.Time
      ? end.subtractDate(start).toSeconds()
      : duration instanceof ICAL.Duration
        ? duration.toSeconds()
        : start.isDate
          ? DAY_S
          : 0;
  if (seconds > 0 && (!start.isDate || seconds % DAY_S === 0)) return seconds;
  return unusable(name, 'times_reversed', ...END);
}

const ALIKE = [
  'DTSTART と同じ形・同じタイムゾーンの DTEND',
  'DTEND in the form and the time zone of DTSTART',
] as const;
const END = ['DTSTART より後の DTEND', 'DTEND after DTSTART'] as const;

function isAlike(component: Component, start: Time, end: Time): boolean {
  const tzidOf = (name: string): string | undefined =>
    component.getFirstProperty(name)?.getFirstParameter('tzid');
  return (
    start.isDate === end.isDate &&
    (start.isDate || (tzidOf('dtstart') === tzidOf('dtend') && start.zone === end.zone))
  );
}

interface Origin {
  readonly start: Time;
  readonly zone: EventZone;
  readonly reading: EventReading;
}

function startsOf(
  component: Component,
  { start, zone, reading }: Origin,
): readonly Time[] | Unusable {
  const rules = component.getAllProperties('rrule');
  const added = timesOf(component, 'rdate');
  const removed = timesOf(component, 'exdate');
  if (added === null) return unusable('rdate', 'bad_row', ...TIMES);
  if (removed === null) return unusable('exdate', 'bad_row', ...TIMES);
  const starts = new Map<string, Time>();
  for (const time of rules.length === 0 ? [start, ...added] : added) {
    const local = inZone(time, zone, start);
    starts.set(keyOf(local, zone), local);
  }
  for (const property of rules) {
    const rule = property.getFirstValue();
    if (!(rule instanceof ICAL.Recur))
      return { property: 'rrule', code: 'bad_row', expected: RULES.frequency };
    if (rule.until !== null) rule.until = untilOf(rule.until, zone, start);
    const followed = startsOfRule(rule, start, reading.untilYear);
    if (!followed.ok) return { property: 'rrule', code: 'bad_row', expected: RULES[followed.why] };
    for (const time of followed.starts) {
      if (dateOf(time) >= reading.from) starts.set(keyOf(time, zone), time);
    }
  }
  const gone = new Set(removed.map((time) => keyOf(time, zone)));
  return [...starts]
    .filter(([key, time]) => !gone.has(key) && !gone.has(dateOf(time)))
    .map(([, time]) => time);
}

/** null where one of them is no date or time, such as a period. */
function timesOf(component: Component, name: string): readonly Time[] | null {
  const values: readonly unknown[] = component
    .getAllProperties(name)
    .flatMap((property) => property.getValues());
  const times = values.filter((value) => value instanceof ICAL.Time);
  return times.length === values.length ? times : null;
}

const TIMES = ['日付または日時', 'dates, or dates with times'] as const;
const RULES: Readonly<Record<'frequency' | 'never' | 'many', Text>> = {
  frequency: {
    ja: 'FREQ が DAILY、WEEKLY、MONTHLY、YEARLY のいずれかの RRULE',
    en: 'RRULE with FREQ one of DAILY, WEEKLY, MONTHLY, YEARLY',
  },
  never: {
    ja: '実際に訪れる日を表す RRULE',
    en: 'RRULE that gives some day (this one never does)',
  },
  many: { ja: '20,000 回以内の繰り返し', en: 'RRULE of at most 20,000 dates' },
};
