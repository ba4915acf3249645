import { describe, expect, it } from 'vitest';
import { timeText } from '../../../src/core/time/time-text.ts';

describe('timeText', () => {
  const at = Date.UTC(2026, 10, 22, 15, 4, 59, 999);

  it('reads a clock of the zone and says its offset', () => {
    expect(timeText(at, 'Asia/Tokyo')).toBe('2026-11-23 00:04:59+09:00');
    expect(timeText(at, 'Asia/Tokyo', 'minute')).toBe('2026-11-23 00:04+09:00');
    expect(timeText(at, 'UTC')).toBe('2026-11-22 15:04:59+00:00');
  });

  it('tells the two readings of a clock that is put back apart', () => {
    const first = Date.UTC(2026, 9, 25, 0, 30);
    const second = first + 3_600_000;
    expect([first, second].map((each) => timeText(each, 'Europe/Berlin', 'minute'))).toEqual([
      '2026-10-25 02:30+02:00',
      '2026-10-25 02:30+01:00',
    ]);
  });
});
