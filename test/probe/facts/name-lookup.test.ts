import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createNameLookup } from '../../../src/probe/facts/name-lookup.ts';
import { type DnsServer, startDnsServer } from '../../support/dns-server.ts';

const NS = 2;
const CNAME = 5;

describe('the lookup of a host', () => {
  let dns: DnsServer;

  beforeAll(async () => {
    dns = await startDnsServer({
      'city.test': { nameServers: ['ns2.city.test', 'NS1.city.test'] },
      'www.city.test': { addresses: ['192.0.2.1'] },
      'shop.city.test': { alias: 'shop.edge.carrier.test' },
      'shop.edge.carrier.test': { alias: 'a7.pool.carrier.test' },
      'a7.pool.carrier.test': { addresses: ['192.0.2.2'] },
      'carrier.test': { nameServers: ['ns1.names.test'] },
      'inside.city.test': { alias: 'www.city.test' },
      'ring.test': { nameServers: ['ns1.ring.test'] },
      'a.ring.test': { alias: 'b.ring.test' },
      'b.ring.test': { alias: 'a.ring.test' },
      test: { nameServers: ['ns1.registry.test'] },
      'broken.test': { code: 'SERVFAIL' },
      '*.broken.test': { code: 'SERVFAIL' },
      'silent.test': { silent: true },
    });
  });

  afterAll(() => dns.close());

  const lookup = (host: string, signal = new AbortController().signal) =>
    createNameLookup([dns.address])(host, signal);

  it('finds the name servers of the zone above it, in order, in lower case', async () => {
    expect(await lookup('www.city.test')).toEqual({
      aliases: [],
      aliasZones: [],
      nameServers: ['ns1.city.test', 'ns2.city.test'],
    });
    expect(await lookup('city.test')).toMatchObject({
      nameServers: ['ns1.city.test', 'ns2.city.test'],
    });
  });

  it('follows its aliases to the end, and tells the zone they lead to', async () => {
    expect(await lookup('shop.city.test')).toEqual({
      aliases: ['shop.edge.carrier.test', 'a7.pool.carrier.test'],
      aliasZones: ['carrier.test'],
      nameServers: ['ns1.city.test', 'ns2.city.test'],
    });
  });

  it('tells no zone of an alias within its own', async () => {
    expect(await lookup('inside.city.test')).toMatchObject({
      aliases: ['www.city.test'],
      aliasZones: [],
    });
  });

  it('never asks an alias for name servers, which a resolver would answer for another name', async () => {
    await lookup('shop.city.test');
    const asked = dns.questions.filter(({ type }) => type === NS).map(({ name }) => name);
    expect(asked).not.toContain('shop.city.test');
    expect(asked).not.toContain('shop.edge.carrier.test');
  });

  it('ends where aliases lead back to themselves', async () => {
    expect(await lookup('a.ring.test')).toMatchObject({ aliases: ['b.ring.test'] });
  });

  it('asks a registry for nothing', async () => {
    expect(await lookup('unknown.test')).toEqual({ aliases: [], aliasZones: [], nameServers: [] });
    expect(dns.queries('test')).toBe(0);
  });

  it('asks for aliases and name servers alone', async () => {
    await lookup('www.city.test');
    expect(new Set(dns.questions.map(({ type }) => type))).toEqual(new Set([CNAME, NS]));
  });

  it('rejects where a resolver fails, so that nothing is taken for known', async () => {
    await expect(lookup('www.broken.test')).rejects.toMatchObject({ code: 'ESERVFAIL' });
  });

  it('ends at once when it is cancelled', async () => {
    const cancel = new AbortController();
    const asked = lookup('silent.test', cancel.signal);
    cancel.abort();
    await expect(asked).rejects.toMatchObject({ code: 'ECANCELLED' });
  });
});
