import type {
  DayTimes,
  ListedDay,
  ListedRule,
  ListedStretch,
  MaintenanceRule,
  MaintenanceScope,
  MaintenanceWindow,
} from '../core/maintenance-window.ts';
import type { TimeRange } from '../core/ports/sample-store.ts';
import { addDays, datesBetween } from '../core/time/date-arithmetic.ts';
import { stretchOfReadings } from '../core/time/local-stretch.ts';
import { localTimeSchema } from './leaf-schemas.ts';
import type { FileDates } from './maintenance-file.ts';
import { type CouncilWindowFile, WEEKDAYS } from './maintenance-schema.ts';
import { timesOf } from './maintenance-times.ts';

export interface WindowParts {
  readonly scope: MaintenanceScope | null;
  /** IANA name. */
  readonly timezone: string;
  /** The dates of its file; null where it has none. */
  readonly file: FileDates | null;
}

/** A window, from a part of a file that broke no rule. */
export function buildWindow(window: CouncilWindowFile, parts: WindowParts): MaintenanceWindow {
  return {
    id: window.id,
    title: window.title ?? null,
    scope: parts.scope,
    rule: ruleOf(window, parts),
    ...daysOf(window),
  };
}

function daysOf(
  window: CouncilWindowFile,
): Pick<MaintenanceWindow, 'only' | 'except' | 'validFrom' | 'validTo'> {
  if (window.kind === 'once') return { only: [], except: [], validFrom: null, validTo: null };
  const { only = [], except = [], validFrom = null, validTo = null } = window;
  return { only, except, validFrom, validTo };
}

function ruleOf(window: CouncilWindowFile, { timezone, file }: WindowParts): MaintenanceRule {
  switch (window.kind) {
    case 'once': {
      const stretch = onceStretch(window, timezone);
      return listed([], stretch === null ? [] : [{ ...stretch, title: null }]);
    }
    case 'weekly': {
      const weekdays = window.days.map((day) => WEEKDAYS.indexOf(day) + 1);
      return { kind: 'weekly', weekdays, ...timesOf(window.from, window.to) };
    }
    case 'monthly': {
      const { nth, weekday, offsetDays = 0 } = window;
      const times = timesOf(window.from, window.to);
      return { kind: 'monthly', nth, weekday: WEEKDAYS.indexOf(weekday) + 1, offsetDays, ...times };
    }
    case 'dates': {
      const times = ownTimes(window) ?? WHOLE_DAY;
      return listed(window.dates.map((date) => ({ date, title: null, ...times })));
    }
    case 'file':
      return ruleOfFile(file ?? { days: [], stretches: [] }, ownTimes(window), timezone);
  }
  return window satisfies never;
}

const WHOLE_DAY: DayTimes = { fromMinute: 0, toMinute: 1440 };

function ownTimes({ from, to }: { from?: number | undefined; to?: number | undefined }) {
  return from === undefined || to === undefined ? null : timesOf(from, to);
}

/**
 * When a one-off is, epoch ms, from local times as the files have them; null = they are none, or no clock
 * reads any of it.
 */
export function onceStretch(
  window: { readonly from: string; readonly to: string },
  timezone: string,
): TimeRange | null {
  const { from, to } = window;
  const isRead = [from, to].every((text) => localTimeSchema.safeParse(text).success);
  return isRead && isInOrder({ from, to })
    ? stretchOfReadings(localTimes({ from, to }), timezone)
    : null;
}

/** `2026-10-01 24:00` is the next day's midnight. */
function localTimes({ from, to }: { from: string; to: string }) {
  const readingOf = (text: string): string => {
    const [date = '', time = ''] = text.split(/[T ]/);
    return time === '24:00' ? `${addDays(date, 1)}T00:00` : `${date}T${time}`;
  };
  return { from: readingOf(from), to: readingOf(to) };
}

/** Whether a one-off ends after it begins, as clocks read. */
export function isInOrder(window: { from: string; to: string }): boolean {
  const { from, to } = localTimes(window);
  return from < to;
}

/** Days without times, and with none of the window, are whole: several in a row are one stretch. */
function ruleOfFile(
  file: Pick<FileDates, 'days' | 'stretches'>,
  own: DayTimes | null,
  timezone: string,
): ListedRule {
  const days: ListedDay[] = [];
  const stretches: ListedStretch[] = [...file.stretches];
  for (const { firstDate, lastDate, times, title } of file.days) {
    const each = times ?? own;
    if (each !== null) {
      days.push(...datesBetween(firstDate, lastDate).map((date) => ({ date, title, ...each })));
      continue;
    }
    const readings = { from: `${firstDate}T00:00`, to: `${addDays(lastDate, 1)}T00:00` };
    const stretch = stretchOfReadings(readings, timezone);
    if (stretch !== null) stretches.push({ ...stretch, title });
  }
  return listed(days, stretches);
}

function listed(days: readonly ListedDay[], stretches: readonly ListedStretch[] = []): ListedRule {
  return {
    kind: 'listed',
    days: days.toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)),
    stretches: stretches.toSorted((a, b) => a.from - b.from),
  };
}
