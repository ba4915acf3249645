import type { ListedStretch } from '../core/maintenance-window.ts';
import { addDays } from '../core/time/date-arithmetic.ts';
import { localDateOf } from '../core/time/local-date.ts';
import type { Text } from '../core/words/language.ts';
import type { FileDate, FileDates, FileReading } from './maintenance-file.ts';
import { type ReadEvent, readEvent } from './maintenance-ical-event.ts';
import { type Component, ICAL } from './maintenance-ical-library.ts';
import { type EventPlace, readIcalLines } from './maintenance-ical-lines.ts';
import { dateOf, keyOf, later, stretchFrom } from './maintenance-ical-time.ts';
import { problemAt } from './maintenance-source.ts';
import type { Problem } from './problem.ts';

/** Rules are followed for five years; what began more than two years ago is left out. */
const YEARS_AHEAD = 5;
const DAYS_BACK = 2 * 366;
/** Dates of one file. */
const MOST_DATES = 10_000;

/**
 * The events of an iCalendar file as dates of planned work: whole days as dates, others with the time
 * zone they are written in; without those that are cancelled.
 */
export function readIcalDates(
  file: string,
  text: string,
  { timezone, now }: FileReading,
): FileDates {
  const { events, problems } = readIcalLines(file, text);
  if (problems.length > 0) return { days: [], stretches: [], problems };
  const today = localDateOf(now, timezone);
  const reading = {
    timezone,
    from: addDays(today, -DAYS_BACK),
    untilYear: Number(today.slice(0, 4)) + YEARS_AHEAD,
  };
  const found: Problem[] = [];
  const read: Placed[] = [];
  let count = 0;
  for (const [index, component] of componentsOf(text).entries()) {
    const place = events[index] ?? { line: 1, lines: new Map<string, number>() };
    const event = readEvent(component, reading);
    if (!('property' in event)) {
      read.push({ component, place, event });
      count += event.starts.length;
      if (count > MOST_DATES) break;
      continue;
    }
    const { property, code, expected } = event;
    const line = place.lines.get(property) ?? place.line;
    const value = component.getFirstProperty(property)?.toICALString() ?? null;
    found.push(problemAt({ file, line }, { code, found: value, expected }));
  }
  const dates = datesOf(read);
  return { ...dates, problems: [...found, ...notTooMany(file, read, dates)] };
}

interface Placed {
  readonly component: Component;
  readonly place: EventPlace;
  readonly event: ReadEvent;
}

/** The events of every calendar in the file, in its order. */
function componentsOf(text: string): readonly Component[] {
  const parsed: unknown = ICAL.parse(text);
  const isList = Array.isArray(parsed) && Array.isArray(parsed[0]);
  const calendars: readonly unknown[] = isList ? parsed : [parsed];
  return calendars.flatMap((calendar) =>
    Array.isArray(calendar) ? new ICAL.Component(calendar).getAllSubcomponents('vevent') : [],
  );
}

function datesOf(read: readonly Placed[]): Omit<FileDates, 'problems'> {
  const moved = new Set(read.flatMap(({ component, event }) => movedBy(component, event)));
  const days: FileDate[] = [];
  const stretches: ListedStretch[] = [];
  for (const { component, event } of read) {
    if (component.getFirstPropertyValue('status') === 'CANCELLED') continue;
    const { seconds, zone, isAllDay } = event;
    const title = titleOf(component);
    for (const start of event.starts) {
      const isMaster = !component.hasProperty('recurrence-id');
      if (isMaster && moved.has(nameOf(component, keyOf(start, zone)))) continue;
      if (isAllDay) {
        const lastDate = dateOf(later(start, seconds - DAY_S));
        days.push({ firstDate: dateOf(start), lastDate, times: null, title });
      } else {
        const stretch = stretchFrom(start, seconds, zone);
        if (stretch !== null) stretches.push({ ...stretch, title });
      }
    }
  }
  return { days, stretches };
}

const DAY_S = 86_400;

/** The start of a series that an event of its own replaces. */
function movedBy(component: Component, { zone }: ReadEvent): readonly string[] {
  const replaced = component.getFirstPropertyValue('recurrence-id');
  return replaced instanceof ICAL.Time ? [nameOf(component, keyOf(replaced, zone))] : [];
}

function nameOf(component: Component, key: string): string {
  return `${String(component.getFirstPropertyValue('uid'))} ${key}`;
}

function titleOf(component: Component): Text | null {
  const summary = component.getFirstPropertyValue('summary');
  if (typeof summary !== 'string' || summary.trim() === '') return null;
  return { ja: summary.trim(), en: summary.trim() };
}

function notTooMany(
  file: string,
  read: readonly Placed[],
  { days, stretches }: Omit<FileDates, 'problems'>,
): readonly Problem[] {
  const count = days.length + stretches.length;
  if (count <= MOST_DATES) return [];
  const most = read.toSorted((a, b) => b.event.starts.length - a.event.starts.length)[0];
  const expected = {
    ja: `${MOST_DATES.toLocaleString('en')} 件以内の日付`,
    en: `at most ${MOST_DATES.toLocaleString('en')} dates`,
  };
  return [
    problemAt(
      { file, line: most?.place.line ?? 1 },
      { code: 'bad_row', found: String(count), expected },
    ),
  ];
}
