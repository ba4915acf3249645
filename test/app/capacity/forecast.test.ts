import { describe, expect, it } from 'vitest';
import { forecastOf } from '../../../src/app/capacity/forecast.ts';

const RETENTION = { rawDays: 90, fiveMinuteMonths: 13, hourFiscalYears: 6 };
const EMPTY = { rawBytes: 0, fiveMinuteBytes: 0, hourBytes: 0, stateBytes: 0, otherBytes: 0 };
const GROWTH = { rawBytes: 100, fiveMinuteBytes: 10, hourBytes: 1 };

describe('the forecast of the disk', () => {
  it('ends with 90 days and the running one, 13 months and the running one, 6 fiscal years and the running one', () => {
    const { finalBytes, fullInDays } = forecastOf(EMPTY, GROWTH, {
      retention: RETENTION,
      freeBytes: 1e9,
    });
    expect(finalBytes).toBe(Math.round(91 * 100 + 14 * 30.5 * 10 + 7 * 365.25));
    expect(fullInDays).toBeNull();
  });

  it.each([
    [111, 2],
    [110, 1],
    [0, 1],
    [90 * 111, 91],
    [91 * 111, 92],
    // Raw samples grow no more after 91 days, roll-ups do.
    [91 * 100 + 200 * 11, 201],
  ])('names the first day whose size is above %d free bytes: %d', (freeBytes, day) => {
    expect(forecastOf(EMPTY, GROWTH, { retention: RETENTION, freeBytes }).fullInDays).toBe(day);
  });

  it('counts what is there, and lets nothing shrink', () => {
    const sizes = { ...EMPTY, rawBytes: 20_000, stateBytes: 50, otherBytes: 5 };
    const nothing = { rawBytes: 0, fiveMinuteBytes: 0, hourBytes: 0 };
    expect(forecastOf(sizes, nothing, { retention: RETENTION, freeBytes: 0 })).toEqual({
      finalBytes: 20_055,
      fullInDays: null,
    });
  });

  it('ends where the configuration keeps for ever and the disk is large', () => {
    const retention = { rawDays: 1e6, fiveMinuteMonths: 1, hourFiscalYears: 1 };
    const { fullInDays } = forecastOf(EMPTY, GROWTH, { retention, freeBytes: 1e7 });
    expect(fullInDays).toBeGreaterThan(90_000);
  });
});
