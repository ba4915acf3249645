import { describe, expect, it } from 'vitest';
import { RateLimit } from '../../../src/board/entrance/rate-limit.ts';

describe('RateLimit', () => {
  it('lets each key do a burst, then one as time passes, and says how long to wait', () => {
    let now = 0;
    const limit = new RateLimit({ burst: 2, perSecond: 0.5 }, () => now);
    expect([limit.take('a'), limit.take('a'), limit.take('a'), limit.take('b')]).toEqual([
      0, 0, 2, 0,
    ]);
    now = 1000;
    expect(limit.take('a')).toBe(1);
    now = 2000;
    expect([limit.take('a'), limit.take('a')]).toEqual([0, 2]);
    now = 1_000_000;
    expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([0, 0, 2]);
  });

  it('gives back what turned out well, never more than a burst', () => {
    const limit = new RateLimit({ burst: 2, perSecond: 0.5 }, () => 0);
    limit.take('a');
    limit.take('a');
    limit.giveBack('a', 1);
    expect([limit.take('a'), limit.take('a')]).toEqual([0, 2]);
    limit.giveBack('a', 7);
    expect([limit.take('a'), limit.take('a'), limit.take('a')]).toEqual([0, 0, 2]);
  });

  it('forgets of many keys those that were seen longest ago', () => {
    const limit = new RateLimit({ burst: 1, perSecond: 0.001 }, () => 0);
    limit.take('first');
    for (let n = 0; n < 9999; n += 1) limit.take(`${n}`);
    expect(limit.take('first')).toBeGreaterThan(0);
    for (let n = 0; n < 10_000; n += 1) limit.take(`more ${n}`);
    expect(limit.take('first')).toBe(0);
  });
});
