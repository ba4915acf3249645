import type { MaintenanceWindow } from '../core/maintenance-window.ts';
import type { TimeRange } from '../core/ports/sample-store.ts';
import { addDays } from '../core/time/date-arithmetic.ts';
import type { DayKinds } from '../core/time/day-kind.ts';
import { localDateOf } from '../core/time/local-date.ts';
import { occurrencesIn, searchedDays } from '../core/time/maintenance-occurrences.ts';
import { EXPECTATIONS } from './expectation.ts';
import { isInOrder } from './maintenance-build.ts';
import type { WindowPlace } from './maintenance-places.ts';
import type { CouncilWindowFile } from './maintenance-schema.ts';
import type { Problem } from './problem.ts';

/** Rules of the times and days of one window that need no calendar. */
export function checkTimesOfWindow(
  { source, path }: WindowPlace,
  window: CouncilWindowFile,
): readonly Problem[] {
  if (window.kind === 'once') {
    if (isInOrder(window)) return [];
    const expected = {
      ja: `from（${window.from}）より後の日時`,
      en: `a time after from (${window.from})`,
    };
    return [source.problem([...path, 'to'], { code: 'times_reversed', expected })];
  }
  const problems: Problem[] = [];
  if ((window.from === undefined) !== (window.to === undefined)) {
    const absent = window.from === undefined ? 'from' : 'to';
    const expected = EXPECTATIONS.timeOfDay.text;
    problems.push(source.problem([...path, absent], { code: 'missing_key', expected }));
  }
  const { validFrom, validTo } = window;
  if (validFrom !== undefined && validTo !== undefined && validTo < validFrom) {
    const expected = {
      ja: `validFrom（${validFrom}）以後の日付`,
      en: `a date not before validFrom (${validFrom})`,
    };
    problems.push(source.problem([...path, 'validTo'], { code: 'dates_reversed', expected }));
  }
  return problems;
}

export interface SenseReading {
  /** IANA name. */
  readonly timezone: string;
  /** Epoch ms. */
  readonly now: number;
  /** By any of which the window may be read. */
  readonly kinds: readonly DayKinds[];
}

/** A window that never occurs is a problem, one that will not occur again a warning. */
export function occursSomeDay(
  { source, path }: WindowPlace,
  window: MaintenanceWindow,
  reading: SenseReading,
): readonly Problem[] {
  const { timezone, now } = reading;
  const today = localDateOf(now, timezone);
  const { from, to } = searchedDays(window, today);
  const end = midnight(addDays(to, 2), timezone);
  const start = Math.max(now, midnight(from, timezone));
  if (occursBetween(window, { from: start, to: end }, reading)) return [];
  if (occursBetween(window, { from: midnight(from, timezone), to: now }, reading)) {
    const expected = {
      ja: `計画作業 ${window.id} は終わっています（消してかまいません）`,
      en: `planned work ${window.id} is over (it may be removed)`,
    };
    return [source.problem(path, { code: 'maintenance_over', found: window.id, expected })];
  }
  const expected = {
    ja: '実際に訪れる計画作業（この条件の日時は訪れません）',
    en: 'planned work that occurs some day (this never does)',
  };
  return [source.problem(path, { code: 'maintenance_never', found: window.id, expected })];
}

const FIRST_STEP_MS = 8 * 86_400_000;

/** Looks at a few days first and at ever more: most windows occur soon. */
function occursBetween(
  window: MaintenanceWindow,
  { from, to }: TimeRange,
  { timezone, kinds }: SenseReading,
): boolean {
  let at = from;
  for (let step = FIRST_STEP_MS; at < to; step *= 2) {
    const range = { from: at, to: Math.min(at + step, to) };
    if (kinds.some((each) => occurrencesIn(window, range, { timezone, kinds: each }).length > 0)) {
      return true;
    }
    at = range.to;
  }
  return false;
}

function midnight(date: string, timezone: string): number {
  return Temporal.PlainDate.from(date).toZonedDateTime(timezone).epochMilliseconds;
}
