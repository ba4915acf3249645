import { describe, expect, it } from 'vitest';
import { type Calendar, DAY_KINDS, PLAIN_CALENDAR } from '../../../src/core/calendar.ts';
import { dayKindsOf } from '../../../src/core/time/day-kind.ts';

const CALENDAR: Calendar = {
  holidays: ['2026-05-03', '2026-11-23', '2027-01-01'].map((date) => ({
    date,
    name: { ja: '祝日', en: 'holiday' },
  })),
  days: [
    { date: '2026-08-13', kind: 'holiday', name: null },
    { date: '2026-11-28', kind: 'workday', name: null },
    { date: '2026-12-30', kind: 'workday', name: null },
  ],
};
const kinds = dayKindsOf(CALENDAR, { from: '12-29', to: '01-03' });

describe('the kind of a day', () => {
  it.each([
    ['a Tuesday', '2026-11-24', 'workday', ['workday']],
    ['a Saturday', '2026-11-21', 'weekend', ['weekend']],
    ['a public holiday', '2026-11-23', 'holiday', ['holiday']],
    ['a public holiday on a Sunday', '2026-05-03', 'holiday', ['weekend', 'holiday']],
    ["a holiday of the operator's list", '2026-08-13', 'holiday', ['holiday']],
    ["a Saturday of work in the operator's list", '2026-11-28', 'workday', ['workday']],
    ['the first of the year-end days', '2026-12-29', 'year-end', ['year-end']],
    ['the day before them', '2026-12-28', 'workday', ['workday']],
    ["a year-end day of work in the operator's list", '2026-12-30', 'workday', ['workday']],
    ["New Year's Day", '2027-01-01', 'year-end', ['holiday', 'year-end']],
    ['the last of the year-end days', '2027-01-03', 'year-end', ['weekend', 'year-end']],
    ['the day after them', '2027-01-04', 'workday', ['workday']],
  ] as const)('of %s is one, among all that it is', (_, date, kind, all) => {
    expect(kinds.kindOf(date)).toBe(kind);
    expect(DAY_KINDS.filter((each) => kinds.is(date, each))).toEqual(all);
  });

  it('knows year-end days that do not go over the turn of the year', () => {
    const { kindOf } = dayKindsOf(PLAIN_CALENDAR, { from: '12-24', to: '12-31' });
    expect(['2026-12-23', '2026-12-24', '2026-12-31', '2027-01-01'].map(kindOf)).toEqual([
      'workday',
      'year-end',
      'year-end',
      'workday',
    ]);
  });

  it('knows no year-end days where a sector has none', () => {
    expect(dayKindsOf(CALENDAR, null).kindOf('2026-12-29')).toBe('workday');
  });
});
