import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nextHop, redirectOf, withoutExtras } from '../../src/probe/redirect.ts';
import { type OriginServer, startOriginServer } from '../support/origin-server.ts';
import { openProbe } from './open-probe.ts';

const ANY = { status: null, text: null };

describe('a redirect', () => {
  let server: OriginServer;
  const measure = openProbe();

  beforeAll(async () => {
    server = await startOriginServer((path) => {
      const [, kind = '', value = ''] = path.split('/');
      if (kind === 'chain') {
        const left = Number(value);
        return left === 0 ? {} : { status: 302, headers: { location: `/chain/${left - 1}` } };
      }
      if (kind === 'status') return { status: Number(value), headers: { location: '/end' } };
      if (kind === 'bare') return { status: 302 };
      return {};
    });
  });

  afterAll(() => server.close());

  it.each([301, 302, 303, 307, 308])('of status %d is followed', async (status) => {
    const before = server.requests;
    const { sample, hops } = await measure(`${server.origin}/status/${status}`);
    expect(sample).toMatchObject({
      outcome: 'success',
      statusCode: 200,
      hops: 2,
      redirectedTo: `${server.origin}/end`,
    });
    expect(hops.map((hop) => [hop.url, hop.statusCode])).toEqual([
      [`${server.origin}/status/${status}`, status],
      [`${server.origin}/end`, 200],
    ]);
    expect(server.requests - before).toBe(2);
  });

  it('without a location, or of another status, is the final answer', async () => {
    for (const path of ['/bare', '/status/300', '/status/304']) {
      const { sample } = await measure(`${server.origin}${path}`);
      expect(sample).toMatchObject({ outcome: 'success', hops: 1, redirectedTo: null });
    }
  });

  it('that the target expects is the final answer', async () => {
    const expectation = { expect: { status: [302], text: null } };
    const { sample } = await measure(`${server.origin}/status/302`, expectation);
    expect(sample).toMatchObject({ outcome: 'success', statusCode: 302, hops: 1 });
  });

  it('is followed over five requests and no more', async () => {
    const five = await measure(`${server.origin}/chain/4`);
    expect(five.sample).toMatchObject({ outcome: 'success', hops: 5 });
    const six = await measure(`${server.origin}/chain/5`);
    expect(six.sample).toMatchObject({
      outcome: 'failure',
      reason: 'redirect',
      blame: 'target',
      failedPhase: null,
      hops: 5,
      statusCode: 302,
    });
    expect(six.detail).toBe('REDIRECT_LIMIT');
  });

  it.each([
    ['a path', '/next?a=1#part', 'http://site.test/next?a=1'],
    ['a relative path', 'next', 'http://site.test/dir/next'],
    ['another host', '//other.test/x', 'http://other.test/x'],
    ['an upgrade', 'https://site.test/dir/', 'https://site.test/dir/'],
    ['credentials, which are dropped', 'http://a:b@site.test/x', 'http://site.test/x'],
    ['a path in UTF-8 bytes', Buffer.from('/山').toString('latin1'), 'http://site.test/%E5%B1%B1'],
  ])('leads to %s', (_what, location, url) => {
    const result = nextHop(location, [], new URL('http://site.test/dir/page'));
    expect(result).toMatchObject({ failure: null, value: { href: url } });
  });

  it.each([
    ['no URL', 'http://[', 'LOCATION_INVALID'],
    ['a mail address', 'mailto:a@site.test', 'LOCATION_SCHEME'],
    ['a script', 'javascript:alert(1)', 'LOCATION_SCHEME'],
    ['a file', 'file:///etc/passwd', 'LOCATION_SCHEME'],
    ['a page seen before', '/seen#again', 'REDIRECT_LOOP'],
  ])('leads nowhere with %s', (_what, location, detail) => {
    const from = new URL('http://site.test/');
    const result = nextHop(location, ['http://site.test/seen'], from);
    expect(result).toEqual({ failure: { reason: 'redirect', detail } });
  });

  it('takes the first of two locations', () => {
    expect(redirectOf(302, { location: ['/a', '/b'] }, ANY)).toBe('/a');
  });

  it('starts from a URL without fragment and credentials', () => {
    expect(withoutExtras(new URL('https://a:b@site.test/x#y')).href).toBe('https://site.test/x');
  });
});
