import { type ParsedFields, validateDetailed } from 'node-cron';
import { AppError, messageOf } from '../core/errors.ts';
import { stepsFit } from '../core/time/cron-steps.ts';
import { ZoneStretches } from '../core/time/zone-stretches.ts';
import { DAY_MS, type LocalDays, localDaysOf } from './local-days.ts';
import { type LocalTimes, localTimesOf } from './local-times.ts';

/**
 * Firing times of one cron expression in one zone, epoch ms, whole seconds. An instant fires when its
 * local reading matches: readings that a change of daylight saving leaves out do not fire, readings
 * that it repeats fire twice, and an expression for every minute never pauses.
 */
export interface Firings {
  /** Smallest distance between two firings where the zone does not change, ms; a pure function of the expression. */
  readonly smallestGapMs: number;
  /** The first firing after `instant`. */
  after(instant: number): number;
  /** The last firing at or before `instant`. */
  atOrBefore(instant: number): number;
  /** Firings in [from, to). */
  count(from: number, to: number): number;
}

/** Farther than any expression that fires at all leaves between two firings (29 February of one weekday over 2100: 40 years). */
const HORIZON_MS = 41 * 366 * DAY_MS;

/** Throws `config_invalid` for an expression that node-cron refuses, with a step that
 * does not fit or that never fires, and for an unknown zone. */
export function firingsOf(expression: string, timezone: string): Firings {
  const fields = fieldsOf(expression);
  const times = localTimesOf({
    hours: ascending(fields.hour),
    minutes: ascending(fields.minute),
    seconds: ascending(fields.second),
  });
  const days = localDaysOf(fields);
  if (!days.any) throw invalid(expression, 'it never fires');
  const zone = zoneOf(timezone);
  return {
    smallestGapMs: smallestGapMs(times, days),
    after: (instant) => firingAfter({ times, days, zone }, instant),
    atOrBefore: (instant) => firingAtOrBefore({ times, days, zone }, instant),
    count: (from, to) => countFirings({ times, days, zone }, from, to),
  };
}

interface Pattern {
  readonly times: LocalTimes;
  readonly days: LocalDays;
  readonly zone: ZoneStretches;
}

function fieldsOf(expression: string): ParsedFields {
  const checked = validateDetailed(expression);
  if (checked.fields === undefined || !checked.valid) {
    throw invalid(expression, checked.errors.map((error) => error.message).join('; '));
  }
  if (!stepsFit(expression)) throw invalid(expression, 'a step is larger than its range');
  return checked.fields;
}

function invalid(expression: string, found: string): AppError {
  return new AppError('config_invalid', `schedule "${expression}": ${found}`);
}

function zoneOf(timezone: string): ZoneStretches {
  try {
    return new ZoneStretches(timezone);
  } catch (error) {
    throw new AppError('config_invalid', `time zone "${timezone}": ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function ascending(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

function smallestGapMs(times: LocalTimes, days: LocalDays): number {
  const nights = (days.smallestGapDays ?? HORIZON_MS / DAY_MS) * 86_400 - times.last + times.first;
  return Math.min(times.smallestGapS ?? nights, nights) * 1000;
}

function firingAfter({ times, days, zone }: Pattern, instant: number): number {
  let from = Math.floor(instant / 1000) * 1000 + 1000;
  const limit = from + HORIZON_MS;
  while (from < limit) {
    const { to, offsetMs } = zone.at(from);
    const end = Math.min(to, limit);
    let day = dayOf(from + offsetMs);
    let second = secondOf(from + offsetMs);
    for (; day * DAY_MS - offsetMs < end; day += 1, second = 0) {
      const time = days.matches(day) ? times.atOrAfter(second) : null;
      if (time === null) continue;
      const firing = day * DAY_MS + time * 1000 - offsetMs;
      if (firing < end) return firing;
    }
    from = end;
  }
  throw new AppError('internal', `no firing found after ${instant}`);
}

function firingAtOrBefore({ times, days, zone }: Pattern, instant: number): number {
  let until = Math.floor(instant / 1000) * 1000;
  const limit = until - HORIZON_MS;
  while (until > limit) {
    const { from, offsetMs } = zone.at(until);
    const start = Math.max(from, limit);
    let day = dayOf(until + offsetMs);
    let second = secondOf(until + offsetMs);
    for (; (day + 1) * DAY_MS - offsetMs > start; day -= 1, second = 86_399) {
      const time = days.matches(day) ? times.atOrBefore(second) : null;
      if (time === null) continue;
      const firing = day * DAY_MS + time * 1000 - offsetMs;
      if (firing >= start) return firing;
    }
    until = start - 1000;
  }
  throw new AppError('internal', `no firing found before ${instant}`);
}

function countFirings({ times, days, zone }: Pattern, from: number, to: number): number {
  let total = 0;
  let at = from;
  while (at < to) {
    const stretch = zone.at(at);
    const end = Math.min(stretch.to, to);
    const last = end + stretch.offsetMs;
    let local = at + stretch.offsetMs;
    while (local < last) {
      const day = dayOf(local);
      const dayEnd = Math.min((day + 1) * DAY_MS, last);
      if (days.matches(day)) {
        const until = Math.ceil((dayEnd - day * DAY_MS) / 1000);
        const since = Math.ceil((local - day * DAY_MS) / 1000);
        total += times.countBefore(until) - times.countBefore(since);
      }
      local = dayEnd;
    }
    at = end;
  }
  return total;
}

function dayOf(local: number): number {
  return Math.floor(local / DAY_MS);
}

function secondOf(local: number): number {
  return Math.floor((local - dayOf(local) * DAY_MS) / 1000);
}
