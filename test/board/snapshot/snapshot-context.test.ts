import { describe, expect, it } from 'vitest';
import { contextOf } from '../../../src/board/snapshot/snapshot-context.ts';

/** 1 January 2027, 09:00 in Japan. */
const AT = Date.UTC(2027, 0, 1);
const HOUR_MS = 3_600_000;

describe('times in a file for a closed network', () => {
  const { short } = contextOf('ja', AT, 'Asia/Tokyo');

  it.each([
    ['the time of day on the day of the file', AT - 8 * HOUR_MS, '01:00'],
    ['the day, too, on another one', AT + 24 * HOUR_MS, '01-02 09:00'],
    ['the year, too, in another one', AT - 10 * HOUR_MS, '2026-12-31 23:00'],
  ])('are %s', (_, at, text) => expect(short(at)).toBe(text));
});
