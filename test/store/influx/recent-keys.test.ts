import { describe, expect, it } from 'vitest';
import type { SampleKey } from '../../../src/core/words/sample.ts';
import { RecentKeys } from '../../../src/store/influx/recent-keys.ts';
import { MINUTE_MS, T0 } from '../store-sample.ts';

function key(differs: Partial<SampleKey> = {}): SampleKey {
  const first = { target: 'a', vantage: 'tokyo', family: 4, scheduledAt: T0, attempt: 1 } as const;
  return { ...first, ...differs };
}

describe('recent keys', () => {
  it.each<[string, Partial<SampleKey>]>([
    ['target', { target: 'b' }],
    ['vantage', { vantage: 'osaka' }],
    ['family', { family: 6 }],
    ['slot', { scheduledAt: T0 + 1 }],
    ['slot 49.7 days on', { scheduledAt: T0 + 2 ** 32 }],
    ['attempt', { attempt: 2 }],
  ])('differ by %s', (_, differs) => {
    const recent = new RecentKeys();
    expect([recent.add(key()), recent.add(key())]).toEqual([true, false]);
    expect([recent.add(key(differs)), recent.add(key(differs))]).toEqual([true, false]);
  });

  it('are all known while the table grows', () => {
    const recent = new RecentKeys();
    const keys = Array.from({ length: 20_000 }, (_, index) =>
      key({ target: `t${index % 50}`, scheduledAt: T0 + Math.floor(index / 50) * MINUTE_MS }),
    );
    expect(keys.every((one) => recent.add(one))).toBe(true);
    expect(keys.some((one) => recent.add(one))).toBe(false);
  });

  it('are forgotten in time: at least three quarters of the slots are kept, at most twice that', () => {
    const recent = new RecentKeys({ mostSlots: 64 });
    const keys = Array.from({ length: 200 }, (_, index) => key({ scheduledAt: T0 + index }));
    for (const one of keys) recent.add(one);
    expect(keys.slice(-48).some((one) => recent.add(one))).toBe(false);
    expect(recent.add(keys[200 - 97] ?? key())).toBe(true);
  });

  it('can be appended again once they are told not to be stored', () => {
    const recent = new RecentKeys({ mostSlots: 64 });
    const keys = Array.from({ length: 30 }, (_, index) => key({ scheduledAt: T0 + index }));
    for (const one of keys) recent.add(one);
    for (const one of keys.slice(10, 20)) recent.forget(one);
    expect(keys.map((one) => recent.add(one))).toEqual(
      keys.map((_, index) => index >= 10 && index < 20),
    );
  });
});
