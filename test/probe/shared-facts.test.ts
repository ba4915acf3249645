import { describe, expect, it } from 'vitest';
import { networkOf, sharedFactsOf } from '../../src/probe/shared-facts.ts';

describe('the network of an address', () => {
  it.each([
    ['192.0.2.77', '192.0.2.0/24'],
    ['2001:db8:12:34::1', '2001:db8:12::/48'],
    ['2001:db8::1', '2001:db8::/48'],
    ['2001:0db8:0012:ffff:1:2:3:4', '2001:db8:12::/48'],
    ['::1', '::/48'],
    ['2001::', '2001::/48'],
    ['2001:0:5::9', '2001:0:5::/48'],
  ])('of %s is %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});

describe('the product behind a header', () => {
  it.each([
    [{ server: 'nginx/1.24.0 (Ubuntu)' }, 'nginx', null],
    [{ server: 'Apache' }, 'apache', null],
    [{ server: 'Microsoft-IIS/10.0' }, 'microsoft-iis', null],
    [{ server: '  ' }, null, null],
    [{}, null, null],
    [{ via: '1.1 edge.example (CloudFront)' }, null, 'cloudfront'],
    [{ via: '1.1 varnish, 1.1 varnish (Varnish/7.1)' }, null, 'varnish'],
    [{ via: ['1.1 google', '1.1 proxy.example:8080'] }, null, 'proxy.example:8080'],
    [{ via: '1.1 google' }, null, 'google'],
  ])('of %j is %s and %s', (headers, serverFamily, viaFamily) => {
    const facts = sharedFactsOf({ peerAddress: null, certificate: null, headers });
    expect(facts).toEqual({
      network: null,
      certificateIssuer: null,
      certificateFingerprint: null,
      serverFamily,
      viaFamily,
    });
  });
});
