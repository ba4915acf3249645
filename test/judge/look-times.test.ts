import { describe, expect, it } from 'vitest';
import { LookTimes } from '../../src/judge/look-times.ts';

describe('when judging looks', () => {
  it('is never before anything was observed', () => {
    expect(new LookTimes().dueAt).toBe(Number.POSITIVE_INFINITY);
  });

  it('is half a second after news, and 5 s after each look', () => {
    const looks = new LookTimes();
    looks.soon(1000);
    looks.soon(1400);
    expect(looks.dueAt).toBe(1500);
    looks.take(1500);
    expect(looks.dueAt).toBe(6500);
    looks.soon(2000);
    expect(looks.dueAt).toBe(2500);
  });

  it('takes the rules on many targets in every half minute, and not more often', () => {
    const looks = new LookTimes();
    const taken = Array.from({ length: 13 }, (_, n) => looks.take(5000 * n));
    expect(taken.flatMap((isEvaluated, n) => (isEvaluated ? [5 * n] : []))).toEqual([0, 30, 60]);
  });
});
