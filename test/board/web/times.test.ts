import { describe, expect, it } from 'vitest';
import { timesOf } from '../../../src/board/web/format.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const AT = Date.UTC(2026, 10, 22, 15, 4, 5);
const NEXT_YEAR = Date.UTC(2027, 10, 29, 10, 36);

describe('times on the pages', () => {
  const ja = timesOf('ja', 'Asia/Tokyo');
  const en = timesOf('en', 'Asia/Tokyo');

  it('are in the zone of the council, in the language of the page', () => {
    expect(ja.full(AT, AT)).toBe('11月23日(月) 00:04:05');
    expect(en.full(AT, AT)).toBe('Mon 23 Nov, 00:04:05');
    expect(timesOf('en', 'UTC').second(AT)).toBe('15:04:05');
  });

  it('say the day only where it is another one', () => {
    expect(ja.short(AT, AT + HOUR_MS)).toBe('00:04');
    expect(ja.short(AT, AT + DAY_MS)).toBe('11月23日 00:04');
    expect(en.short(AT, AT + DAY_MS)).toBe('23 Nov, 00:04');
  });

  it.each([
    ['to come', NEXT_YEAR, AT],
    ['of the past', NEXT_YEAR, Date.UTC(2029, 0, 1)],
  ])('say the year where it is another one, %s', (_, at, now) => {
    expect(ja.full(at, now)).toBe('2027年11月29日(月) 19:36:00');
    expect(en.full(at, now)).toBe('Mon, 29 Nov 2027, 19:36:00');
    expect(ja.short(at, now)).toBe('2027年11月29日 19:36');
    expect(en.short(at, now)).toBe('29 Nov 2027, 19:36');
  });

  it('are not of today where day and month alone are the same', () => {
    expect(ja.short(NEXT_YEAR, Date.UTC(2026, 10, 29, 10))).toBe('2027年11月29日 19:36');
  });

  it('change the year at midnight in the zone of the council', () => {
    const midnight = Date.UTC(2026, 11, 31, 15);
    expect(ja.full(midnight, midnight)).toBe('1月1日(金) 00:00:00');
    expect(ja.full(midnight, midnight - 1)).toBe('2027年1月1日(金) 00:00:00');
    expect(ja.short(midnight - 60_000, midnight)).toBe('2026年12月31日 23:59');
    const utc = timesOf('ja', 'UTC');
    expect(utc.short(midnight, midnight - 1)).toBe('15:00');
  });

  it('are read from the present where no other moment is given', () => {
    const now = Date.now();
    expect(en.full(now)).not.toMatch(/\d{4}/);
    expect(en.full(now + 400 * DAY_MS)).toMatch(/ \d{4}, /);
    expect(en.full(now - 400 * DAY_MS)).toMatch(/ \d{4}, /);
  });
});
