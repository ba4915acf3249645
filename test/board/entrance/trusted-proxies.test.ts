import { describe, expect, it } from 'vitest';
import { proxiesAmong } from '../../../src/board/entrance/trusted-proxies.ts';
import { addressOf } from '../../../src/board/guard.ts';

const OWN = { exposure: 'loopback', publicUrl: 'https://board.example.jp' } as const;
const LISTED = {
  ...OWN,
  isTrustedProxy: proxiesAmong(['192.0.2.1', '10.0.0.0/8', '2001:db8::/64']),
};

function from(options: Parameters<typeof addressOf>[1], peer: string, forwarded?: string): string {
  const header = (name: string) => (name === 'x-forwarded-for' ? forwarded : undefined);
  return addressOf({ peerAddress: peer, header }, options);
}

describe('where a request comes from', () => {
  it.each([
    ['a listed proxy is believed', '192.0.2.1', '203.0.113.7', '203.0.113.7'],
    ['one of a listed range, too', '10.1.2.3', '203.0.113.7', '203.0.113.7'],
    ['and in the form of IPv6', '::ffff:10.1.2.3', '203.0.113.7', '203.0.113.7'],
    ['one of IPv6', '2001:db8::5', '2001:db8:9::1', '2001:db8:9::1'],
    [
      'a chain of listed ones is followed back',
      '192.0.2.1',
      '203.0.113.7, 10.0.0.9',
      '203.0.113.7',
    ],
    ['and no further', '192.0.2.1', '198.51.100.1, 203.0.113.7, 10.0.0.9', '203.0.113.7'],
    ['what is no address ends it', '192.0.2.1', 'unknown, 10.0.0.9', '10.0.0.9'],
    ['nothing is said', '192.0.2.1', undefined, '192.0.2.1'],
    ['nothing but commas is said', '192.0.2.1', ', ,', '192.0.2.1'],
    ['whoever is not listed is not believed', '198.51.100.1', '203.0.113.7', '198.51.100.1'],
    ['nor is loopback, once others are listed', '127.0.0.1', '203.0.113.7', '127.0.0.1'],
  ])('%s', (_, peer, forwarded, expected) => {
    expect(from(LISTED, peer, forwarded)).toBe(expected);
  });

  it('is what a proxy at this machine says, where none is listed', () => {
    expect(from(OWN, '127.0.0.1', '203.0.113.7')).toBe('203.0.113.7');
    expect(from(OWN, '10.0.0.1', '203.0.113.7')).toBe('10.0.0.1');
  });

  it('is believed of nobody without https', () => {
    expect(from({ ...LISTED, publicUrl: null }, '192.0.2.1', '203.0.113.7')).toBe('192.0.2.1');
  });

  it('holds for a board that speaks TLS itself', () => {
    const options = { ...LISTED, publicUrl: null, isTls: true };
    expect(from(options, '192.0.2.1', '203.0.113.7')).toBe('203.0.113.7');
  });
});
