import { describe, expect, it } from 'vitest';
import type { UsualDto } from '../../../src/board/dto/target.ts';
import { bandOf, createDayTime } from '../../../src/board/web/usual-band.ts';

const HOUR = 3_600_000;
const MIDNIGHT = Date.UTC(2026, 10, 21, 15);
const usual: UsualDto = {
  target: 't',
  family: 4,
  from: 0,
  to: 1,
  days: 3,
  hours: Array.from({ length: 24 }, (_, hour) =>
    hour === 5 ? null : { count: 9, p5Ms: hour, p50Ms: 10 * hour, p95Ms: 100 * hour },
  ),
};

describe('the band of what is usual', () => {
  const dayTimeOf = createDayTime('Asia/Tokyo');
  const at = (hours: number) =>
    bandOf(usual, 'p50Ms', { times: [MIDNIGHT + hours * HOUR], dayTimeOf })[0];

  it('has the value of an hour in its middle, and a straight line to the next', () => {
    expect(at(2.5)).toBeCloseTo(20, 9);
    expect(at(3)).toBeCloseTo(25, 9);
    expect(at(2.75)).toBeCloseTo(22.5, 9);
  });

  it('goes on over midnight', () => {
    expect(at(0)).toBeCloseTo(115, 9);
    expect(at(24)).toBeCloseTo(115, 9);
  });

  it('holds the hour that is known beside one that is not', () => {
    expect(at(5.25)).toBe(40);
    expect(at(5.75)).toBe(60);
  });

  it('reads the time of day in zones of half hours, too', () => {
    expect(createDayTime('Asia/Kolkata')(Date.UTC(2026, 0, 1, 18, 45))).toBe(15 * 60_000);
  });
});
