import { describe, expect, it } from 'vitest';
import { offsetMsOf, offsetRatioOf, periodStart } from '../../../src/core/time/slots.ts';

describe('a target’s offset', () => {
  it('depends on its id alone and is pinned, so that it survives every release', () => {
    const ids = ['gas-0001-home', 'gas-0002-home', 'a'];
    expect(ids.map((id) => offsetMsOf(offsetRatioOf(id, 4), 60_000))).toEqual([
      34_703, 47_399, 6211,
    ]);
    expect(offsetRatioOf('a', 4)).toBe(offsetRatioOf('a', 4));
  });

  it('lies half an interval later for the second family', () => {
    for (const id of ['a', 'b', 'gas-0001-home', 'gas-0002-home']) {
      const apart = Math.abs(offsetRatioOf(id, 6) - offsetRatioOf(id, 4));
      expect(apart).toBe(0.5);
      expect(offsetRatioOf(id, 6)).toBeLessThan(1);
    }
  });

  it('spreads running numbers evenly over the interval', () => {
    const tenths = Array<number>(10).fill(0);
    for (let number = 0; number < 4303; number += 1) {
      const id = `sector-${String(number).padStart(4, '0')}`;
      const offset = offsetMsOf(offsetRatioOf(id, 4), 10);
      tenths[offset] = (tenths[offset] ?? 0) + 1;
    }
    for (const count of tenths) {
      expect(count).toBeGreaterThan(430 * 0.8);
      expect(count).toBeLessThan(430 * 1.2);
    }
  });
});

describe('a period', () => {
  it('holds its start and not its end', () => {
    expect([0, 299_999, 300_000].map((at) => periodStart(at, 300_000))).toEqual([0, 0, 300_000]);
    expect(periodStart(-1, 1000)).toBe(-1000);
  });
});
