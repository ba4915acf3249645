import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createProbe } from '../../../src/probe/probe.ts';
import { type DnsServer, startDnsServer } from '../../support/dns-server.ts';
import { needs } from '../../support/needs.ts';
import { type OriginServer, startOriginServer } from '../../support/origin-server.ts';
import { runInOwnNetwork } from '../../support/own-network.ts';
import { probeJob } from '../../support/probe-job.ts';
import { completedPhases, expectSoundRecord } from '../../support/sound-record.ts';
import {
  GUARDED_ADDRESSES,
  GUARDED_MS,
  type GuardedProbe,
  PRIVATE_V4,
  PUBLIC_V4,
  REDIRECTS,
} from './guarded-network.ts';

const HOP = ['connect', 'send', 'wait', 'transfer'];

describe('a name that changes its address after the lookup', () => {
  let dns: DnsServer;
  let server: OriginServer;

  beforeAll(async () => {
    server = await startOriginServer();
    dns = await startDnsServer({ 'rebound.test': { changing: [['127.0.0.1'], ['127.0.0.2']] } });
  });

  afterAll(() => Promise.all([server.close(), dns.close()]));

  it('is asked for once and connected to at the address of the answer', async () => {
    const { probe } = createProbe({
      vantage: 'test',
      userAgent: 'Yamabiko-test',
      resolverServers: [dns.address],
      extraCa: [],
    });
    const job = probeJob(`${server.originAs('rebound.test')}/`);
    const { sample } = await probe(job, new AbortController().signal);
    expect(sample).toMatchObject({ outcome: 'success', peerAddress: '127.0.0.1' });
    expect(dns.queries()).toBe(1);
    expect(server.requests).toBe(1);
  });
});

describe.skipIf(!needs('unshare', 'ip', 'network-namespace'))(
  'a guarded probe in a network with public and private servers',
  () => {
    let probes: readonly GuardedProbe[];

    beforeAll(async () => {
      const script = join(import.meta.dirname, 'guarded-network.ts');
      probes = parsed(await runInOwnNetwork(script, GUARDED_ADDRESSES));
    });

    function probeNamed(name: string): GuardedProbe {
      const found = probes.find((candidate) => candidate.name === name);
      if (found === undefined) throw new Error(`no probe of ${name}`);
      expectSoundRecord(found.record, GUARDED_MS);
      return found;
    }

    it('reaches a public address, so that a refusal means something', () => {
      const { record } = probeNamed('public');
      expect(record.sample).toMatchObject({ outcome: 'success', peerAddress: PUBLIC_V4 });
      expect(completedPhases(record)).toEqual(['dns', ...HOP]);
    });

    it.each(REDIRECTS)('refuses a redirect to %s and connects to nothing', (name) => {
      const { record, reached } = probeNamed(name);
      expect(record.sample).toMatchObject({
        reason: 'refused',
        blame: 'prober',
        failedPhase: null,
        hops: 2,
        statusCode: null,
      });
      expect(completedPhases(record).filter((phase) => phase !== 'dns')).toEqual(HOP);
      expect(record.hops[0]).toMatchObject({ statusCode: 302, peerAddress: PUBLIC_V4 });
      expect(reached).toBe(0);
    });

    it('refuses a name that resolves to a private address', () => {
      const { record, reached, queries } = probeNamed('private');
      expect(record.sample).toMatchObject({
        reason: 'refused',
        blame: 'prober',
        peerAddress: PRIVATE_V4,
        hops: 1,
      });
      expect(completedPhases(record)).toEqual(['dns']);
      expect({ reached, queries }).toEqual({ reached: 0, queries: 1 });
    });

    it('connects to the checked address of a name that turns private after the lookup', () => {
      const { record, reached, queries } = probeNamed('rebound');
      expect(record.sample).toMatchObject({ outcome: 'success', peerAddress: PUBLIC_V4 });
      expect({ reached, queries }).toEqual({ reached: 0, queries: 1 });
    });

    it('refuses a name that would turn public at the second lookup', () => {
      const { record, reached, queries } = probeNamed('inside');
      expect(record.sample).toMatchObject({ reason: 'refused', peerAddress: '127.0.0.1' });
      expect({ reached, queries }).toEqual({ reached: 0, queries: 1 });
    });

    it('checks again a name that comes back in a redirect', () => {
      const { record, reached, queries } = probeNamed('twice');
      expect(record.sample).toMatchObject({ reason: 'refused', hops: 2, peerAddress: '127.0.0.1' });
      expect({ reached, queries }).toEqual({ reached: 0, queries: 2 });
    });

    it('ends in connect without a route over IPv6, the prober to blame', () => {
      const { record } = probeNamed('no route');
      expect(record).toMatchObject({ detail: 'ENETUNREACH' });
      expect(record.sample).toMatchObject({
        reason: 'connect',
        blame: 'prober',
        failedPhase: 'connect',
        family: 6,
        peerAddress: '2606:4700::1111',
      });
      expect(completedPhases(record)).toEqual([]);
    });

    it('ends in connect at a closed port over IPv6, the target to blame', () => {
      const { record } = probeNamed('closed over IPv6');
      expect(record).toMatchObject({ detail: 'ECONNREFUSED' });
      expect(record.sample).toMatchObject({ reason: 'connect', blame: 'target' });
    });
  },
);

/** The script prints nothing else than its results. */
function parsed(json: string): readonly GuardedProbe[] {
  return JSON.parse(json);
}
