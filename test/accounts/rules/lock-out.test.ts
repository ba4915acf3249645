import { describe, expect, it } from 'vitest';
import {
  accountLockedUntil,
  callerLockedUntil,
  failuresAfter,
} from '../../../src/accounts/rules/lock-out.ts';

const NOW = 1_795_000_000_000;

describe('the lock after failed logins', () => {
  it('begins with the fifth and doubles to a quarter of an hour', () => {
    const waits = Array.from({ length: 12 }, (_, n) => {
      return (callerLockedUntil({ count: n + 1, lastAt: NOW }) - NOW) / 1000;
    });
    expect(waits.slice(0, 4).every((wait) => wait < 0)).toBe(true);
    expect(waits.slice(4)).toEqual([30, 60, 120, 240, 480, 900, 900, 900]);
    expect(callerLockedUntil(null)).toBe(0);
  });

  it('forgets failures of the day before', () => {
    expect(failuresAfter({ count: 7, lastAt: NOW - 86_400_001 }, NOW)).toEqual({
      ...{ count: 1, lastAt: NOW },
    });
    expect(failuresAfter({ count: 7, lastAt: NOW - 1000 }, NOW)).toEqual({ count: 8, lastAt: NOW });
  });

  it('is everybody’s with the fiftieth of all callers, and as long', () => {
    expect(accountLockedUntil({ count: 49, lastAt: NOW })).toBe(0);
    for (const n of [1, 2, 10]) {
      const ofAll = accountLockedUntil({ count: 49 + n, lastAt: NOW });
      expect(ofAll).toBe(callerLockedUntil({ count: 4 + n, lastAt: NOW }));
    }
  });
});
