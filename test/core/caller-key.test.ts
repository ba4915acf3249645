import { describe, expect, it } from 'vitest';
import { callerKey, siteKey } from '../../src/core/caller-key.ts';

describe('callerKey', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8:1:2::9', '2001:db8:1:2'],
    ['2001:db8::9', '2001:db8:0:0'],
    ['::1', '0:0:0:0'],
  ])('of %s is %s', (address, key) => {
    expect(callerKey(address)).toBe(key);
  });
});

describe('siteKey', () => {
  it.each([
    ['192.0.2.7', null],
    ['::ffff:192.0.2.7', null],
    ['2001:db8:1:2::9', '2001:db8:1'],
    ['2001:db8::9', '2001:db8:0'],
  ])('of %s is %s', (address, key) => {
    expect(siteKey(address)).toBe(key);
  });
});
