import { describe, expect, it } from 'vitest';
import { familyOfUrl } from '../../src/config/family-of-url.ts';

describe('the family of a URL', () => {
  it.each([
    ['https://203.0.113.7/', 4],
    ['http://0x7f.1:8080/', 4],
    ['http://2130706433/', 4],
    ['https://[2001:db8::1]/', 6],
    ['http://[::ffff:127.0.0.1]/', 6],
    ['https://www.example.jp/', null],
    ['https://10.example.jp/', null],
  ])('of %s is %s', (url, family) => {
    expect(familyOfUrl(url)).toBe(family);
  });
});
