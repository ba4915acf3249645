import { describe, expect, it } from 'vitest';
import {
  type Calendar,
  DAY_KINDS,
  type DayKind,
  type YearEnd,
} from '../../../src/core/calendar.ts';
import type { MaintenanceRule, MaintenanceWindow } from '../../../src/core/maintenance-window.ts';
import { maintenanceBookOf } from '../../../src/schedule/maintenance/maintenance-book.ts';
import { seeded } from '../../support/seeded.ts';
import { type ReadMinutes, readMinutes, type Told, toldOccurrences } from './oracle.ts';
import { plannedCouncil, windowOf } from './planned-council.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 1440 * MINUTE_MS;

/** Around changes of the clocks where there are any, and around New Year where there are none. */
const TIMES = [
  ['Asia/Tokyo', '2026-12-20'],
  ['Asia/Tokyo', '2026-04-26'],
  ['Europe/London', '2026-03-20'],
  ['Europe/London', '2026-10-16'],
  ['America/New_York', '2026-03-01'],
  ['America/New_York', '2026-10-25'],
  ['Australia/Lord_Howe', '2026-03-28'],
  ['Australia/Lord_Howe', '2026-09-26'],
] as const;
const DAYS = 18;
const WINDOWS = 40;

const YEAR_END: YearEnd = { from: '12-29', to: '01-03' };
const CALENDAR: Calendar = {
  holidays: ['2026-01-01', '2026-04-29', '2026-05-03', '2026-05-04', '2027-01-01'].map((date) => ({
    date,
    name: { ja: '祝日', en: 'holiday' },
  })),
  days: [
    { date: '2026-05-02', kind: 'workday', name: null },
    { date: '2026-05-06', kind: 'holiday', name: null },
    { date: '2026-12-30', kind: 'workday', name: null },
  ],
};

type Random = () => number;

function pick<Value>(random: Random, values: readonly [Value, ...Value[]]): Value {
  return values[Math.floor(random() * values.length)] ?? values[0];
}

function some<Value>(random: Random, values: readonly Value[], ratio: number): readonly Value[] {
  return values.filter(() => random() < ratio);
}

/** Many begin and end between one and half past three, where clocks change, on the half hour. */
function timesOf(random: Random): { fromMinute: number; toMinute: number } {
  if (random() < 0.4) {
    const fromMinute = 60 + 30 * Math.floor(random() * 5);
    return { fromMinute, toMinute: fromMinute + 30 * (1 + Math.floor(random() * 3)) };
  }
  const fromMinute = Math.floor(random() * pick(random, [240, 1440]));
  const length = pick(random, [15, 30, 45, 90, 240, 700, 1440]);
  return { fromMinute, toMinute: fromMinute + 1 + Math.floor(random() * length) };
}

function ruleOf(random: Random, from: string): MaintenanceRule {
  const times = timesOf(random);
  const weekday = 1 + Math.floor(random() * 7);
  const kind = pick<MaintenanceRule['kind']>(random, ['weekly', 'monthly', 'listed']);
  if (kind === 'weekly') {
    return {
      kind,
      weekdays: [weekday, ...some(random, [1, 2, 3, 4, 5, 6, 7], pick(random, [0.3, 1]))],
      ...times,
    };
  }
  if (kind === 'monthly') {
    const nth = pick<number | 'last'>(random, [1, 2, 3, 4, 5, 'last']);
    return { kind, nth, weekday, offsetDays: Math.floor(random() * 55) - 27, ...times };
  }
  const start = Date.parse(from);
  const dates = some(
    random,
    Array.from({ length: DAYS }, (_, day) => day),
    0.4,
  ).map((day) => new Date(start + day * DAY_MS).toISOString().slice(0, 10));
  const days = dates.map((date) => ({ date, title: null, ...timesOf(random) }));
  return { kind, days, stretches: [] };
}

function generated(random: Random, from: string): MaintenanceWindow {
  const dayOf = (ahead: number): string =>
    new Date(Date.parse(from) + ahead * DAY_MS).toISOString().slice(0, 10);
  const kinds: readonly DayKind[] = DAY_KINDS;
  return windowOf('work', ruleOf(random, from), {
    only: random() < 0.3 ? some(random, kinds, 0.5) : [],
    except: random() < 0.4 ? some(random, kinds, 0.3) : [],
    validFrom: random() < 0.2 ? dayOf(Math.floor(random() * DAYS)) : null,
    validTo: random() < 0.2 ? dayOf(Math.floor(random() * DAYS)) : null,
  });
}

/** Of the occurrences at a time, the one that ends last. */
function onAt(told: readonly Told[], at: number): Told | null {
  const on = told.filter(({ from, to }) => from <= at && at < to);
  return on.reduce<Told | null>(
    (last, each) => (last === null || each.to > last.to ? each : last),
    null,
  );
}

function checkMinutes(window: MaintenanceWindow, minutes: ReadMinutes, timezone: string): number {
  const calendar = { ...CALENDAR, yearEnd: YEAR_END };
  const told = toldOccurrences(window, minutes, calendar);
  const config = { maintenance: [window], timezone, calendar: CALENDAR, yearEnd: YEAR_END };
  const book = maintenanceBookOf(plannedCouncil(config));
  // Two days from the edges the minutes do not show where an occurrence begins and ends.
  const first = minutes.from + 2 * DAY_MS;
  const last = minutes.from + (DAYS - 2) * DAY_MS;
  const edges = new Set(told.flatMap(({ from, to }) => [from, to]));
  let expected: Told | null = null;
  for (let at = first; at < last; at += MINUTE_MS) {
    if (edges.has(at) || at === first) expected = onAt(told, at);
    const active = book.maintenanceOf('gas-1-home', at);
    const said = active === null ? null : { from: active.from, to: active.to };
    if (said?.from !== expected?.from || said?.to !== expected?.to) {
      expect({ at: new Date(at).toISOString(), window, said }).toEqual({
        at: new Date(at).toISOString(),
        window,
        said: expected,
      });
    }
  }
  const isWithin = ({ from, to }: Told): boolean => to > first && from < last;
  const next = book.nextOccurrences({ count: 1000, from: first, target: 'gas-1-home' });
  expect(
    next.filter(isWithin).map(({ from, to }) => ({ from, to })),
    JSON.stringify(window),
  ).toEqual(told.filter(isWithin));
  return told.filter(isWithin).length;
}

describe('generated windows, minute by minute', () => {
  it.each(TIMES)('are on in %s from %s exactly when the clocks say so', (timezone, from) => {
    const start = Date.parse(`${from}T00:00:00Z`);
    const minutes = readMinutes(start, start + DAYS * DAY_MS, timezone);
    const random = seeded(Date.parse(from) / DAY_MS);
    let occurrences = 0;
    for (let count = 0; count < WINDOWS; count += 1) {
      occurrences += checkMinutes(generated(random, from), minutes, timezone);
    }
    expect(occurrences).toBeGreaterThan(WINDOWS);
  });
});
