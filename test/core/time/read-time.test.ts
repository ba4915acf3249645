import { describe, expect, it } from 'vitest';
import { readTime } from '../../../src/core/time/read-time.ts';

describe('readTime', () => {
  it.each([
    ['epoch ms', '1790000000000', 1_790_000_000_000],
    ['an instant in UTC', '2026-11-22T03:04:00Z', Date.UTC(2026, 10, 22, 3, 4)],
    ['an instant with an offset', '2026-11-22T12:04:00+09:00', Date.UTC(2026, 10, 22, 3, 4)],
    ["a local time in the council's zone", '2026-11-22T12:04', Date.UTC(2026, 10, 22, 3, 4)],
    ['a date as its local midnight', '2026-11-22', Date.UTC(2026, 10, 21, 15)],
  ])('reads %s', (_, text, at) => {
    expect(readTime(text, 'Asia/Tokyo')).toBe(at);
  });

  it.each(['', 'yesterday', '2026-13-01', '2026-11-22T25:00', '12:00'])('refuses %j', (text) => {
    expect(readTime(text, 'Asia/Tokyo')).toBeNull();
  });
});
