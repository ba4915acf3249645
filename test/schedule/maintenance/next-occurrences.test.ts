import { describe, expect, it } from 'vitest';
import type { MaintenanceWindow } from '../../../src/core/maintenance-window.ts';
import { maintenanceBookOf } from '../../../src/schedule/maintenance/maintenance-book.ts';
import type { OccurrencesQuery } from '../../../src/schedule/maintenance/next-occurrences.ts';
import { type PlannedCouncil, plannedCouncil, tokyo, weekly, windowOf } from './planned-council.ts';

const NOON = tokyo('2026-11-24T12:00');

function nextOf(council: PlannedCouncil, query: Partial<OccurrencesQuery> = {}) {
  return maintenanceBookOf(plannedCouncil(council))
    .nextOccurrences({ count: 3, from: NOON, ...query })
    .map((each) => {
      const start = new Date(each.from + 9 * 3_600_000).toISOString().slice(0, 16);
      return `${each.window} ${start}${each.onlySectors === null ? '' : ` ${each.onlySectors}`}`;
    });
}

const scopeOf = (named: Partial<NonNullable<MaintenanceWindow['scope']>>) => ({
  scope: { sectors: [], members: [], targets: [], ...named },
});

describe('what comes next', () => {
  it('is in order of the start, over all windows, with what is on first', () => {
    const maintenance = [
      windowOf('sunday', weekly([7], 60, 300)),
      windowOf('day', weekly([2, 3], 600, 840)),
    ];
    expect(nextOf({ maintenance }, { count: 5 })).toEqual([
      'day 2026-11-24T10:00',
      'day 2026-11-25T10:00',
      'sunday 2026-11-29T01:00',
      'day 2026-12-01T10:00',
      'day 2026-12-02T10:00',
    ]);
  });

  it('leaves out what ends when it is asked', () => {
    const maintenance = [windowOf('day', weekly([2], 600, 720))];
    expect(nextOf({ maintenance }, { count: 1 })).toEqual(['day 2026-12-01T10:00']);
  });

  it.each([
    ['the day after the third Sunday (第3日曜の翌日)', 3, 7, 1, '2026-12-21'],
    ['two days after the second Tuesday (第2火曜の2日後)', 2, 2, 2, '2026-12-10'],
    ['the day before the first Saturday', 1, 6, -1, '2026-12-04'],
    ['20 days after the last Friday, in the next month', 'last', 5, 20, '2026-12-17'],
    ['a fifth Monday, which few months have', 5, 1, 0, '2026-11-30'],
  ] as const)('finds %s', (_, nth, weekday, offsetDays, date) => {
    const rule = {
      kind: 'monthly',
      nth,
      weekday,
      offsetDays,
      fromMinute: 0,
      toMinute: 60,
    } as const;
    expect(nextOf({ maintenance: [windowOf('work', rule)] }, { count: 1 })).toEqual([
      `work ${date}T00:00`,
    ]);
  });

  it('keeps to kinds of day and to the days on which it is valid', () => {
    const calendar = {
      holidays: [{ date: '2026-12-31', name: { ja: '休', en: 'off' } }],
      days: [{ date: '2026-12-24', kind: 'holiday', name: null } as const],
    };
    const thursdays = weekly([4], 0, 60);
    const given = { validFrom: '2026-12-10', validTo: '2027-01-07' };
    const next = (kinds: Partial<MaintenanceWindow>) =>
      nextOf(
        { maintenance: [windowOf('w', thursdays, { ...given, ...kinds })], calendar },
        { count: 9 },
      );
    expect(next({ except: ['holiday'] })).toEqual([
      'w 2026-12-10T00:00',
      'w 2026-12-17T00:00',
      'w 2027-01-07T00:00',
    ]);
    expect(next({ only: ['holiday'] })).toEqual(['w 2026-12-24T00:00', 'w 2026-12-31T00:00']);
  });

  it('is found years ahead, and once', () => {
    const rule = {
      kind: 'listed',
      days: [],
      stretches: [
        { from: tokyo('2026-11-01T00:00'), to: tokyo('2040-01-01T00:00'), title: null },
        { from: tokyo('2041-02-03T00:00'), to: tokyo('2041-02-04T00:00'), title: null },
      ],
    } as const;
    expect(nextOf({ maintenance: [windowOf('w', rule)] })).toEqual([
      'w 2026-11-01T00:00',
      'w 2041-02-03T00:00',
    ]);
  });

  it.each([
    [{ target: 'gas-1-home' }, ['all', 'gas', 'member', 'target']],
    [{ target: 'gas-1-shop' }, ['all', 'gas', 'member']],
    [{ target: 'gas-2-home' }, ['all', 'gas']],
    [{ sector: 'gas' }, ['all', 'gas', 'member', 'target']],
    [{ sector: 'banking' }, ['all']],
    [{ sector: 'banking', target: 'gas-1-home' }, []],
    [{}, ['all', 'gas', 'member', 'target']],
  ])('concerns what is asked for: %o', (query, windows) => {
    const maintenance = [
      windowOf('all', weekly([1], 0, 60)),
      windowOf('gas', weekly([1], 60, 120), scopeOf({ sectors: ['gas'] })),
      windowOf('member', weekly([1], 120, 180), scopeOf({ members: ['gas-1'] })),
      windowOf('target', weekly([1], 180, 240), scopeOf({ targets: ['gas-1-home'] })),
    ];
    const told = nextOf({ maintenance }, { count: 4, ...query }).map((each) => each.split(' ')[0]);
    expect([...new Set(told)]).toEqual(windows);
  });

  it('says in which sectors it is, where others count other days as year-end', () => {
    const maintenance = [windowOf('w', weekly([1, 2, 3, 4, 5], 0, 60), { except: ['year-end'] })];
    const council = { maintenance, yearEnd: { from: '12-29', to: '01-03' } };
    const from = tokyo('2026-12-28T12:00');
    expect(nextOf(council, { from })).toEqual([
      'w 2026-12-29T00:00 banking',
      'w 2026-12-30T00:00 banking',
      'w 2027-01-04T00:00',
    ]);
    expect(nextOf(council, { from, sector: 'gas', count: 1 })).toEqual(['w 2027-01-04T00:00']);
  });
});
