import { describe, expect, it } from 'vitest';
import {
  DRILL_SPEEDS,
  drillPaceOf,
  drillSchedule,
  drillSpeedOf,
  realSchedule,
} from '../../../src/app/drill/drill-pace.ts';
import { firingsOf } from '../../../src/schedule/firings.ts';

const SMALL = 130;
const FULL = 4800;

describe('the pace of a drill', () => {
  it.each([
    [1, SMALL, 1, 60],
    [6, SMALL, 1, 10],
    [10, SMALL, 1, 6],
    [20, SMALL, 2, 6],
    [60, SMALL, 6, 6],
    [600, SMALL, 60, 6],
    [1, FULL, 1, 60],
    [2, FULL, 1, 30],
    [10, FULL, 5, 30],
    [60, FULL, 30, 30],
  ])(
    'at speed %i of %i series is a slot every %i min, %i s in truth',
    (speed, series, minutes, seconds) => {
      const pace = drillPaceOf(speed, series);
      expect([pace.everyMinutes, pace.everySeconds]).toEqual([minutes, seconds]);
      expect(series / pace.everySeconds).toBeLessThanOrEqual(160);
    },
  );

  it.each(DRILL_SPEEDS)('at speed %i has schedules as far apart as they say', (speed) => {
    const pace = drillPaceOf(speed, SMALL);
    const gap = (cron: string) => firingsOf(cron, 'Asia/Tokyo').smallestGapMs;
    expect(gap(drillSchedule(pace))).toBe(pace.everyMinutes * 60_000);
    expect(gap(realSchedule(pace))).toBe(pace.everySeconds * 1000);
    expect(gap(drillSchedule(pace)) / gap(realSchedule(pace))).toBe(speed);
  });

  it.each(DRILL_SPEEDS)('at speed %i leaves room for two deadlines and a confirmation', (speed) => {
    const { everySeconds, timeoutMs } = drillPaceOf(speed, SMALL);
    expect(2 * timeoutMs + Math.min(5000, 5000 / speed)).toBeLessThan(
      speed === 1 ? 2 * everySeconds * 1000 : everySeconds * 1000,
    );
  });

  it('is none where so many series cannot be measured so fast', () => {
    expect(() => drillPaceOf(600, FULL)).toThrow(/take a smaller --speed/);
  });

  it.each(['7', '0', '-1', '1.5', 'fast', ''])('has no speed %s', (text) => {
    expect(() => drillSpeedOf(text)).toThrow(/--speed takes one of 1, 2, 3, 4/);
  });

  it('takes 10', () => {
    expect(drillSpeedOf('10')).toBe(10);
  });
});
