import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Phase } from '../../src/core/words/outcome.ts';
import type { ProbeRecord } from '../../src/core/words/probe-record.ts';
import { createAuthority, type ServerCertificate } from '../support/certificates.ts';
import { type DnsServer, startDnsServer } from '../support/dns-server.ts';
import { type OriginServer, startOriginServer } from '../support/origin-server.ts';
import { sumOfPhases } from '../support/sum-of-phases.ts';
import { openProbe } from './open-probe.ts';

const DNS_MS = 30;
const TLS_MS = 60;
const WAIT_MS = 45;
const GAP_MS = 1_000;
/** What a busy machine may add to a commanded delay, ms. */
const SLACK_MS = 10_000;
/** A first byte that a busy machine notices late is missing from the transfer. */
const LATE_BYTE_MS = 900;
/** The answer of `/late`, which no probe of these waits for. */
const LATE_MS = 60_000;

const handler = (path = '/') => ({
  waitMs: path === '/late' ? LATE_MS : WAIT_MS,
  chunks: ['山', 'びこ'],
  gapMs: GAP_MS,
});

describe('the phases of a probe', () => {
  let dns: DnsServer;
  let certificate: ServerCertificate;
  let measure: ReturnType<typeof openProbe>;
  const servers: OriginServer[] = [];

  beforeAll(async () => {
    dns = await startDnsServer({ 'site.test': { addresses: ['127.0.0.1'], delayMs: DNS_MS } });
    const authority = await createAuthority();
    certificate = await authority.issue({ hosts: ['site.test', 'localhost', '127.0.0.1'] });
    measure = openProbe({ resolverServers: [dns.address], extraCa: [authority.ca] });
  });

  afterAll(async () => {
    await Promise.all([dns.close(), ...servers.map((server) => server.close())]);
  });

  async function serve(options: Parameters<typeof startOriginServer>[1]): Promise<OriginServer> {
    const server = await startOriginServer(handler, options);
    servers.push(server);
    return server;
  }

  it.each([
    { over: 'HTTP', secure: false, http2: false, protocol: 'http/1.1' },
    { over: 'HTTPS', secure: true, http2: false, protocol: 'http/1.1' },
    { over: 'HTTP/2', secure: true, http2: true, protocol: 'h2' },
  ])('carry the delays commanded of each part, over $over', async ({ secure, http2, protocol }) => {
    const tls = secure ? { certificate, http2, tlsDelayMs: TLS_MS } : {};
    const server = await serve(tls);
    const record = await measure(server.originAs('site.test'));
    expect(record.sample).toMatchObject({ outcome: 'success', protocol, hops: 1 });
    expectDelay(record, 'dns', DNS_MS);
    if (secure) expectDelay(record, 'tls', TLS_MS);
    else expect(record.sample.phases.tls).toBeNull();
    expectDelay(record, 'wait', WAIT_MS);
    expectDelay(record, 'transfer', GAP_MS);
    expect(record.sample.phases.connect).toBeLessThan(SLACK_MS);
    expect(record.sample.phases.send).toBeLessThan(SLACK_MS);
    expectExact(record);
  });

  it('have no dns for an address and for localhost', async () => {
    const server = await serve({});
    for (const host of ['127.0.0.1', 'localhost']) {
      const { sample } = await measure(server.originAs(host));
      expect(sample.outcome).toBe('success');
      expect(sample.phases.dns).toBeNull();
    }
  });

  it('sum over the hops of a redirect, the gap between them in other', async () => {
    const server = await startOriginServer((path) =>
      path === '/' ? { status: 302, headers: { location: '/next' }, waitMs: 20 } : handler(),
    );
    servers.push(server);
    const record = await measure(server.originAs('site.test'));
    expect(record.sample).toMatchObject({ outcome: 'success', hops: 2 });
    expectDelay(record, 'dns', 2 * DNS_MS);
    expectDelay(record, 'wait', WAIT_MS + 20);
    expectExact(record);
  });

  it('keep what was done when the time is over, and name what was not', async () => {
    const server = await serve({});
    const record = await measure(`${server.originAs('site.test')}/late`, {
      timeoutMs: 2_000,
    });
    expect(record.sample).toMatchObject({
      reason: 'timeout',
      blame: 'target',
      failedPhase: 'wait',
    });
    expectDelay(record, 'dns', DNS_MS);
    expect(record.sample.phases.connect).not.toBeNull();
    expect(record.sample.phases.wait).toBeNull();
    expectExact(record);
  });

  it('count the time to the final headers from the start of the probe', async () => {
    const server = await serve({});
    const { sample } = await measure(server.originAs('site.test'));
    expect(sample.ttfbMs).toBeGreaterThanOrEqual(DNS_MS + WAIT_MS);
    expect(sample.ttfbMs).toBeLessThanOrEqual((sample.totalMs ?? 0) - GAP_MS + LATE_BYTE_MS);
  });
});

function expectDelay({ sample }: ProbeRecord, phase: Phase, commandedMs: number): void {
  const earlyMs = phase === 'transfer' ? LATE_BYTE_MS : 0.5;
  expect(sample.phases[phase]).toBeGreaterThanOrEqual(commandedMs - earlyMs);
  expect(sample.phases[phase]).toBeLessThan(commandedMs + SLACK_MS);
}

function expectExact({ sample, hops }: ProbeRecord): void {
  expect(sumOfPhases(sample.phases)).toBe(sample.totalMs);
  for (const hop of hops) expect(sumOfPhases(hop.phases)).toBe(hop.totalMs);
}
