import { describe, expect, it } from 'vitest';
import {
  advancedClock,
  kindsOfNumbers,
  NO_RATE,
  NO_TIME,
  numbersOfKinds,
  onsetProbability,
  taughtRate,
} from '../../../../src/judge/rules/council/base-rate.ts';

const DAY = 86_400_000;
/** Windows of ten minutes in 30 days. */
const MONTH = 4320;

describe('the base rate of a member', () => {
  it('is half an onset in 30 days before anything is known', () => {
    expect(onsetProbability(NO_RATE, NO_TIME, 'workday')).toBeCloseTo(0.5 / MONTH, 12);
  });

  it('is halved by 30 quiet days, and never below what 90 make of it', () => {
    const month = advancedClock(NO_TIME, 'workday', 30 * DAY);
    expect(onsetProbability(NO_RATE, month, 'workday')).toBeCloseTo(0.5 / (2 * MONTH), 12);
    const year = advancedClock(NO_TIME, 'workday', 365 * DAY);
    expect(onsetProbability(NO_RATE, year, 'workday')).toBeCloseTo(0.5 / (4 * MONTH), 12);
  });

  it('grows with each onset, on that kind of day alone', () => {
    const clock = advancedClock(NO_TIME, 'weekend', 30 * DAY);
    const rate = taughtRate(taughtRate(NO_RATE, clock, 'weekend'), clock, 'weekend');
    expect(onsetProbability(rate, clock, 'weekend')).toBeCloseTo(2.5 / (2 * MONTH), 12);
    expect(onsetProbability(rate, clock, 'workday')).toBeCloseTo(0.5 / MONTH, 12);
  });

  it('counts from where the clock stood when the member came', () => {
    const clock = advancedClock(NO_TIME, 'workday', 300 * DAY);
    expect(onsetProbability({ ...NO_RATE, from: clock }, clock, 'workday')).toBeCloseTo(
      0.5 / MONTH,
      12,
    );
  });

  it('believes in half at most, of one that always comes and goes', () => {
    const rate = { ...NO_RATE, onsets: { ...NO_TIME, workday: 1e6 } };
    expect(onsetProbability(rate, NO_TIME, 'workday')).toBe(0.5);
  });

  it('forgets what is long ago: beyond 90 days both counts are halved', () => {
    const clock = advancedClock(NO_TIME, 'workday', 200 * DAY);
    const rate = { ...NO_RATE, onsets: { ...NO_TIME, workday: 40 } };
    const taught = taughtRate(rate, clock, 'workday');
    expect(taught.onsets.workday).toBe(21);
    expect(clock.workday - taught.from.workday).toBeCloseTo((200 * 144) / 2, 6);
  });

  it('is written as numbers in the order of the kinds', () => {
    const each = { workday: 1.23456, weekend: 2, holiday: 3, 'year-end': 4 };
    expect(numbersOfKinds(each)).toEqual([1.235, 2, 3, 4]);
    expect(kindsOfNumbers([1.235, 2, 3, 4])).toEqual({ ...each, workday: 1.235 });
    expect(kindsOfNumbers([])).toEqual(NO_TIME);
  });
});
