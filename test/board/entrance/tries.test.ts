import { describe, expect, it } from 'vitest';
import { AddressTries } from '../../../src/board/entrance/tries.ts';

/** How many of `n` tries are let go on, each from the address that `addressOf` gives. */
function passed(tries: AddressTries, n: number, addressOf: (n: number) => string): number {
  return Array.from({ length: n }, (_, i) => tries.take(addressOf(i))).filter((wait) => wait === 0)
    .length;
}

describe('AddressTries', () => {
  it('lets an address try ten times at once, and another as often', () => {
    const tries = new AddressTries(() => 0);
    expect(passed(tries, 20, () => '192.0.2.7')).toBe(10);
    expect(passed(tries, 20, () => '192.0.2.8')).toBe(10);
  });

  it('lets the networks of an IPv6 site together try forty times at once', () => {
    const tries = new AddressTries(() => 0);
    expect(passed(tries, 20, () => '2001:db8:1:ffff::1')).toBe(10);
    expect(passed(tries, 200, (n) => `2001:db8:1:${n.toString(16)}::1`)).toBe(30);
    expect(passed(tries, 20, () => '2001:db8:2:1::1')).toBe(10);
  });
});
