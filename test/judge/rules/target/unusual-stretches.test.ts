import { describe, expect, it } from 'vitest';
import { UnusualStretches } from '../../../../src/judge/rules/target/unusual-stretches.ts';
import { failure, HOUR, MINUTE, Series, success } from './series.ts';

function stretchesOf(values: readonly (number | null)[]) {
  const series = new Series({ minExcessMs: 0, confirmed: 'by-next-slot' }, { seed: 4 });
  series.run(12 * HOUR, 100, 0.05);
  const from = series.at + MINUTE;
  const stretches = new UnusualStretches();
  for (const value of values) {
    const verdict = series.give(value === null ? failure() : success(value));
    stretches.add({ at: series.at, value, verdict });
  }
  const minutes = (at: number) => (at - from) / MINUTE;
  return stretches.finish(series.at + MINUTE).map((each) => ({
    ...each,
    since: minutes(each.since),
    end: minutes(each.end),
    peakAt: minutes(each.peakAt),
  }));
}

const quiet = (points: number) => Array.from({ length: points }, (_, at) => 98 + (at % 5));

describe('unusual stretches', () => {
  it('are none where nothing is', () => {
    expect(stretchesOf(quiet(60))).toEqual([]);
  });

  it('have a peak, a direction, and what the rules said in them', () => {
    const [only, ...others] = stretchesOf([
      ...quiet(3),
      250,
      300,
      280,
      300,
      260,
      255,
      ...quiet(30),
    ]);
    expect(others).toEqual([]);
    expect(only).toMatchObject({
      since: 3,
      end: 9,
      peakValue: 300,
      direction: 'slower',
      judgement: 'slow',
    });
    expect([4, 6]).toContain(only?.peakAt);
    expect(only?.normal).toBeGreaterThan(95);
  });

  it('hold together over few quiet points and last to the end', () => {
    expect(stretchesOf([250, 100, 101, 250])).toMatchObject([{ since: 0, end: 4 }]);
    expect(stretchesOf([250, 100])).toMatchObject([{ since: 0, end: 1 }]);
  });

  it('go down as well, and hold failed samples', () => {
    const [down, failed] = stretchesOf([40, ...quiet(60), null, null, ...quiet(10)]);
    expect(down).toMatchObject({ since: 0, direction: 'faster', judgement: 'normal' });
    expect(failed).toMatchObject({
      since: 61,
      peakValue: null,
      direction: null,
      judgement: 'failing',
    });
  });
});
