import { once } from 'node:events';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noLog } from '../../src/core/ports/log.ts';
import type { ProbeTarget } from '../../src/core/words/probe-record.ts';
import { hasIpv6Loopback, IPV6_LOOPBACK } from '../../src/practice/ipv6-loopback.ts';
import { type Practice, startPractice } from '../../src/practice/practice.ts';
import { createProbe } from '../../src/probe/probe.ts';
import { practiceResolver } from '../support/practice-client.ts';

const isThere = await hasIpv6Loopback();

it('is found where an interface of the machine has it', () => {
  const addresses = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
  expect(isThere).toBe(addresses.some(({ address }) => address === IPV6_LOOPBACK));
});

describe.skipIf(!isThere)('practice sites of both families', () => {
  let practice: Practice;
  const sites = [
    { id: 'plain', profile: 'plain', family: 'both' },
    { id: 'secure', profile: 'http2', family: 6 },
    { id: 'closed', profile: 'unreachable', family: 'both' },
    { id: 'only-4', profile: 'plain' },
  ] as const;

  beforeAll(async () => {
    practice = await startPractice({ sites, log: noLog });
  });
  afterAll(() => practice.close());

  it('have both kinds of addresses, and the others one', async () => {
    const resolver = practiceResolver(practice);
    for (const id of ['plain', 'secure', 'closed']) {
      const { hostname } = new URL(practice.urlOf(id));
      expect(await resolver.resolve6(hostname)).toEqual([IPV6_LOOPBACK]);
      expect(await resolver.resolve4(hostname)).toEqual([practice.factsOf(id).address]);
      expect(practice.factsOf(id).address6).toBe(IPV6_LOOPBACK);
    }
    const { hostname } = new URL(practice.urlOf('only-4'));
    await expect(resolver.resolve6(hostname)).rejects.toMatchObject({ code: 'ENODATA' });
    expect(practice.factsOf('only-4').address6).toBeNull();
  });

  it.each([
    ['plain', 4],
    ['plain', 6],
    ['secure', 4],
    ['secure', 6],
  ] as const)('are measured: %s over IPv%i', async (id, family) => {
    const { probe } = createProbe({
      vantage: 'practice',
      userAgent: 'Yamabiko/test',
      resolverServers: [practice.dnsServer],
      extraCa: [practice.ca],
    });
    const target: ProbeTarget = {
      ...{ id, member: id, sector: 'gas', url: practice.urlOf(id), family, timeoutMs: 10_000 },
      ...{ expect: { status: null, text: null }, bodyLimitBytes: 262_144 },
      ...{ http: 'auto', allowPrivate: true, limitBy: 'host' },
    };
    const job = { target, scheduledAt: Date.now(), attempt: 1 } as const;
    const { sample } = await probe(job, new AbortController().signal);
    const { address, address6 } = practice.factsOf(id);
    const peerAddress = family === 4 ? address : address6;
    expect(sample).toMatchObject({ outcome: 'success', family, peerAddress });
  });

  it('refuse over both where they are closed', async () => {
    const port = Number(new URL(practice.urlOf('closed')).port);
    for (const host of [practice.factsOf('closed').address, IPV6_LOOPBACK]) {
      const late = connect({ port, host });
      await expect(once(late, 'connect')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    }
  });
});
