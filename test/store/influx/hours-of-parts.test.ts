import { describe, expect, it } from 'vitest';
import { hoursOfParts } from '../../../src/store/influx/hours-of-parts.ts';
import { rollupsOfSamples } from '../../../src/store/rollups-of-samples.ts';
import { failureAt, HOUR_MS, MINUTE_MS, missedAt, sampleAt, T0 } from '../store-sample.ts';

describe('an hourly roll-up made of 5-minute ones', () => {
  it('is what the samples themselves give', () => {
    const samples = Array.from({ length: 150 }, (_, index) => {
      const at = T0 + index * MINUTE_MS;
      if (index % 34 === 3) return failureAt('a', at);
      if (index % 17 === 3)
        return failureAt('a', at, { validity: 'suspect', suspectCause: 'clock' });
      if (index % 19 === 5) return missedAt('a', at);
      if (index % 23 === 7)
        return sampleAt('a', at, { validity: 'suspect', suspectCause: 'clock' });
      return sampleAt('a', at, { totalMs: 20.001 + ((index * 7919) % 1000) / 3 });
    });
    const rounded = samples.map((sample) => ({
      ...sample,
      totalMs: sample.totalMs === null ? null : Math.round(sample.totalMs * 1000) / 1000,
    }));
    const expected = rollupsOfSamples(rounded, '1h');
    expect(hoursOfParts(rollupsOfSamples(rounded, '5m'))).toEqual(expected);
    expect(expected.map(({ at }) => at)).toEqual([T0, T0 + HOUR_MS, T0 + 2 * HOUR_MS]);
    expect(expected.map(({ suspectFailures }) => suspectFailures)).toEqual([2, 1, 1]);
  });

  it('does not know of suspect failures where one part was stored before they were counted', () => {
    const [first, second] = rollupsOfSamples(
      [failureAt('a', T0), failureAt('a', T0 + 5 * MINUTE_MS)],
      '5m',
    );
    const parts = [first, second].flatMap((part) => part ?? []);
    expect(hoursOfParts(parts)).toMatchObject([{ suspectFailures: 0 }]);
    const older = parts.map((part, place) =>
      place === 0 ? { ...part, suspectFailures: null } : part,
    );
    expect(hoursOfParts(older)).toMatchObject([{ failures: 2, suspectFailures: null }]);
  });

  it('has no times where nothing succeeded', () => {
    const parts = rollupsOfSamples([failureAt('a', T0), failureAt('a', T0 + 5 * MINUTE_MS)], '5m');
    const nothing = { minMs: null, maxMs: null, sumMs: 0, sketch: new Uint8Array() };
    expect(hoursOfParts(parts)).toMatchObject([{ count: 2, failures: 2, ...nothing }]);
  });
});
