import { describe, expect, it } from 'vitest';
import {
  addDays,
  datesBetween,
  isWeekend,
  monthsBetween,
  nthWeekdayOf,
  weekdayOf,
} from '../../../src/core/time/date-arithmetic.ts';

describe('arithmetic of dates', () => {
  it('counts days over months, leap days and years', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
    expect(datesBetween('2026-12-30', '2027-01-02')).toEqual([
      '2026-12-30',
      '2026-12-31',
      '2027-01-01',
      '2027-01-02',
    ]);
    expect(datesBetween('2026-12-30', '2026-12-29')).toEqual([]);
  });

  it('counts weekdays from Monday', () => {
    expect(['2026-11-23', '2026-11-28', '2026-11-29'].map(weekdayOf)).toEqual([1, 6, 7]);
    expect(['2026-11-27', '2026-11-28', '2026-11-29'].map(isWeekend)).toEqual([false, true, true]);
  });

  it('lists the months that a time touches', () => {
    expect(monthsBetween('2026-11-30', '2027-02-01')).toEqual([
      '2026-11',
      '2026-12',
      '2027-01',
      '2027-02',
    ]);
  });

  it.each([
    ['the first day of a month', '2026-11', 1, 7, '2026-11-01'],
    ['the third Sunday', '2026-11', 3, 7, '2026-11-15'],
    ['the second Tuesday', '2026-11', 2, 2, '2026-11-10'],
    ['a fifth', '2026-11', 5, 7, '2026-11-29'],
    ['no fifth', '2026-11', 5, 2, null],
    ['the last Friday', '2026-11', 'last', 5, '2026-11-27'],
    ['the last day of a month', '2028-02', 'last', 2, '2028-02-29'],
  ] as const)('finds %s', (_, month, nth, weekday, date) => {
    expect(nthWeekdayOf(month, nth, weekday)).toBe(date);
  });
});
