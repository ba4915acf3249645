import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Deadline } from '../../src/probe/deadline.ts';
import { openInstants } from '../../src/probe/instants.ts';
import { addressWithoutLookup, NameResolver } from '../../src/probe/resolver.ts';
import { type DnsServer, startDnsServer } from '../support/dns-server.ts';

const A = 1;
const AAAA = 28;

describe('the resolver', () => {
  let dns: DnsServer;

  beforeAll(async () => {
    dns = await startDnsServer({
      'both.test': { addresses: ['192.0.2.7', '192.0.2.8', '2001:db8::7'] },
      'fast.test': { addresses: ['192.0.2.1'] },
      'late.test': { addresses: ['192.0.2.2'], delayMs: 1_200 },
      'silent.test': { silent: true },
      'alias.test': { addresses: ['192.0.2.3'], alias: 'real.test' },
    });
  });

  afterAll(() => dns.close());

  function lookup(
    resolver: NameResolver,
    name: string,
    family: 4 | 6 = 4,
    { timeoutMs = 5_000, signal = new AbortController().signal } = {},
  ) {
    const deadline = new Deadline(timeoutMs, signal);
    const instants = openInstants(performance.now());
    return resolver
      .lookup(name, family, { instants, deadline })
      .finally(() => deadline.close())
      .then((result) => ({ result, instants }));
  }

  it.each([
    { family: 4 as const, type: A, address: '192.0.2.7' },
    { family: 6 as const, type: AAAA, address: '2001:db8::7' },
  ])('asks once for family $family and takes the first address', async (row) => {
    const asked = dns.questions.length;
    const { result } = await lookup(new NameResolver([dns.address]), 'both.test', row.family);
    expect(result).toEqual({
      failure: null,
      value: { address: row.address, family: row.family },
    });
    expect(dns.questions.slice(asked)).toMatchObject([{ name: 'both.test', type: row.type }]);
  });

  it('remembers nothing', async () => {
    const resolver = new NameResolver([dns.address]);
    for (let times = 1; times <= 5; times += 1) {
      await lookup(resolver, 'fast.test');
      expect(dns.queries('fast.test')).toBe(times);
    }
  });

  it('follows an alias within the one query', async () => {
    const { result } = await lookup(new NameResolver([dns.address]), 'alias.test');
    expect(result).toMatchObject({ value: { address: '192.0.2.3' } });
    expect(dns.queries('alias.test')).toBe(1);
  });

  it('waits for a late answer however fast the answers before it were', async () => {
    const resolver = new NameResolver([dns.address]);
    for (let times = 0; times < 8; times += 1) await lookup(resolver, 'fast.test');
    const { result, instants } = await lookup(resolver, 'late.test');
    expect(result).toMatchObject({ value: { address: '192.0.2.2' } });
    expect((instants.lookupEnd ?? 0) - (instants.lookupStart ?? 0)).toBeGreaterThanOrEqual(1_199);
    expect(dns.queries('late.test')).toBe(1);
  });

  it('lets a silent name hold up no other', async () => {
    const resolver = new NameResolver([dns.address]);
    const stop = new AbortController();
    const patient = { timeoutMs: 120_000, signal: stop.signal };
    let ended = 0;
    const silent = Array.from({ length: 20 }, async () => {
      await lookup(resolver, 'silent.test', 4, patient);
      ended += 1;
    });
    const { result } = await lookup(resolver, 'fast.test');
    expect(result).toMatchObject({ value: { address: '192.0.2.1' } });
    expect(ended).toBe(0);
    stop.abort();
    await Promise.all(silent);
  });

  it('gives a silent name up at the deadline', async () => {
    const resolver = new NameResolver([dns.address]);
    const { result } = await lookup(resolver, 'silent.test', 4, { timeoutMs: 400 });
    expect(result).toEqual({ failure: { reason: 'timeout', detail: null } });
  });

  it('refuses at once a server that is no address', () => {
    expect(() => new NameResolver(['dns.example'])).toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_IP_ADDRESS' }),
    );
  });

  it('leaves the end of a failed lookup open', async () => {
    const { result, instants } = await lookup(new NameResolver([dns.address]), 'unknown.test');
    expect(result).toEqual({ failure: { reason: 'dns', detail: 'ENOTFOUND' } });
    expect(instants.lookupStart).not.toBeNull();
    expect(instants.lookupEnd).toBeNull();
  });

  it.each([
    { host: '192.0.2.1', asked: 6 as const, known: { address: '192.0.2.1', family: 4 } },
    { host: '[2001:db8::1]', asked: 4 as const, known: { address: '2001:db8::1', family: 6 } },
    { host: 'localhost', asked: 4 as const, known: { address: '127.0.0.1', family: 4 } },
    { host: 'localhost.', asked: 6 as const, known: { address: '::1', family: 6 } },
    { host: 'a.localhost', asked: 4 as const, known: { address: '127.0.0.1', family: 4 } },
    { host: 'localhost.example', asked: 4 as const, known: null },
  ])('knows $host without asking, or not', ({ host, asked, known }) => {
    expect(addressWithoutLookup(host, asked)).toEqual(known);
  });
});
