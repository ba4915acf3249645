import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noLog } from '../../../src/core/ports/log.ts';
import type { Family } from '../../../src/core/words/outcome.ts';
import type { ProbeTarget } from '../../../src/core/words/probe-record.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import { NO_EFFECT, type SiteEffect } from '../../../src/core/words/scenario.ts';
import { sampleUnder } from '../../../src/practice/drill/sample-under.ts';
import { hasIpv6Loopback } from '../../../src/practice/ipv6-loopback.ts';
import { type Practice, startPractice } from '../../../src/practice/practice.ts';
import { createProbe } from '../../../src/probe/probe.ts';
import { getPractice } from '../../support/practice-client.ts';
import { sumOfPhases } from '../../support/sum-of-phases.ts';

const hasIpv6 = await hasIpv6Loopback();
const TIMEOUT_MS = 5000;
/** More than the sites take by themselves, and than a busy machine adds, ms. */
const LATER_MS = 2000;
const NEIGHBOUR = 'steady';
const SITES = [
  { id: 'plain', profile: 'plain', family: 'both' },
  { id: 'http2', profile: 'http2' },
  { id: NEIGHBOUR, profile: 'steady' },
] as const;

/** What a generated sample must have as a measured one has it. */
function traitsOf(sample: Sample) {
  const { outcome, reason, blame, failedPhase, statusCode, protocol, tlsVersion, hops } = sample;
  const { redirectedTo, certificateNotAfter, certificateFingerprint, certificateError } = sample;
  return {
    ...{ outcome, reason, blame, failedPhase, statusCode, protocol, tlsVersion, hops },
    ...{ redirectedTo, certificateNotAfter, certificateFingerprint, certificateError },
    phases: Object.entries(sample.phases).map(([phase, ms]) => [phase, ms === null]),
    isResolved: sample.peerAddress !== null,
    hasTtfb: sample.ttfbMs !== null,
    hasBody: sample.encodedBodyBytes !== null,
  };
}

describe('a practice site', () => {
  let practice: Practice;

  beforeAll(async () => {
    practice = await startPractice({ sites: SITES, log: noLog });
  });
  afterAll(() => practice.close());

  async function probe(id: string, family: Family = 4): Promise<Sample> {
    const probing = createProbe({
      ...{ vantage: 'drill', userAgent: 'Yamabiko/test' },
      resolverServers: [practice.dnsServer],
      extraCa: [practice.ca],
    });
    const target: ProbeTarget = {
      ...{ id, member: id, sector: 'gas', url: practice.urlOf(id), family, timeoutMs: TIMEOUT_MS },
      ...{ expect: { status: null, text: null }, bodyLimitBytes: 262_144 },
      ...{ http: 'auto', allowPrivate: true, limitBy: 'host' },
    };
    const job = { target, scheduledAt: Date.now(), attempt: 1 } as const;
    return (await probing.probe(job, new AbortController().signal)).sample;
  }

  function under(id: string, effect: Partial<SiteEffect>): Promise<void> {
    return practice.change({ effects: new Map([[id, { ...NO_EFFECT, ...effect }]]), time: null });
  }

  const failures: readonly [string, string, Partial<SiteEffect>, Partial<Sample>][] = [
    ['has no name', 'plain', { name: 'nxdomain' }, { reason: 'dns', blame: 'target' }],
    [
      'has broken name servers',
      'plain',
      { name: 'servfail' },
      { reason: 'dns', blame: 'resolver' },
    ],
    [
      'has silent name servers',
      'http2',
      { name: 'silence' },
      { reason: 'timeout', failedPhase: 'dns' },
    ],
    [
      'refuses connections',
      'plain',
      { connect: 'refused' },
      { reason: 'connect', failedPhase: 'connect' },
    ],
    ['refuses handshakes', 'http2', { tls: 'refused' }, { reason: 'tls', failedPhase: 'tls' }],
    ['does not answer', 'plain', { answer: 'silence' }, { reason: 'timeout', failedPhase: 'wait' }],
    [
      'does not answer over HTTP/2',
      'http2',
      { answer: 'silence' },
      { reason: 'timeout', failedPhase: 'wait' },
    ],
    ['resets', 'http2', { answer: 'reset' }, { reason: 'reset' }],
    ['is unavailable', 'plain', { answer: 'unavailable' }, { reason: 'status', statusCode: 503 }],
    ['blocks', 'http2', { answer: 'blocked' }, { reason: 'blocked' }],
  ];

  it.each(failures)('%s while it is told to, and no longer', async (_, id, effect, end) => {
    const well = await probe(id);
    await under(id, effect);
    const [failed, neighbour] = await Promise.all([probe(id), probe(NEIGHBOUR)]);
    expect(failed).toMatchObject({ outcome: 'failure', ...end });
    expect(neighbour.outcome).toBe('success');
    const made = sampleUnder(well, { ...NO_EFFECT, ...effect }, TIMEOUT_MS);
    expect(traitsOf(made)).toEqual(traitsOf(failed));
    expect(sumOfPhases(made.phases)).toBe(made.totalMs);
    await practice.change({ effects: new Map(), time: null });
    expect((await probe(id)).outcome).toBe('success');
  });

  const lateness: readonly [string, Partial<SiteEffect>, keyof Sample['phases'], number][] = [
    ['dns', { later: { ...NO_EFFECT.later, dns: LATER_MS } }, 'dns', LATER_MS],
    ['tls', { later: { ...NO_EFFECT.later, tls: LATER_MS } }, 'tls', LATER_MS],
    ['wait', { later: { ...NO_EFFECT.later, wait: LATER_MS } }, 'wait', LATER_MS],
    ['wait, by a factor', { slower: { wait: 10, transfer: 1 } }, 'wait', 150],
    ['transfer', { later: { ...NO_EFFECT.later, transfer: LATER_MS } }, 'transfer', LATER_MS],
  ];

  it.each(lateness)('is later in %s', async (_, effect, phase, leastMs) => {
    await under('http2', effect);
    const { outcome, phases } = await probe('http2');
    expect(outcome).toBe('success');
    // A first byte that a busy machine notices late shortens what follows it.
    expect(phases[phase]).toBeGreaterThan(0.8 * leastMs);
    for (const other of ['dns', 'connect', 'tls'] as const) {
      if (other !== phase) expect(phases[other]).toBeLessThan(phases[phase] ?? 0);
    }
  });

  it('refuses in its own range', async () => {
    await under('plain', { connect: 'refused' });
    const range = /^\d+\.\d+\.\d+\./.exec(practice.factsOf('plain').address)?.[0] ?? '';
    expect((await probe('plain')).peerAddress).toBe(`${range}254`);
  });

  it.skipIf(!hasIpv6)('refuses over IPv6 too', async () => {
    await under('plain', { connect: 'refused' });
    expect(await probe('plain', 6)).toMatchObject({ reason: 'connect', failedPhase: 'connect' });
    await practice.change({ effects: new Map(), time: null });
    expect((await probe('plain', 6)).outcome).toBe('success');
  });

  it('does the same when its process is replaced', async () => {
    const down = Promise.withResolvers<void>();
    let pid = 0;
    const log = {
      ...noLog,
      info: (event: string, details: Record<string, unknown> = {}) => {
        if (event === 'practice.started') pid = Number(details['pid']);
      },
    };
    const other = await startPractice({ sites: SITES, log, onDown: () => down.resolve() });
    try {
      const first = pid;
      await other.change({
        effects: new Map([['plain', { ...NO_EFFECT, answer: 'unavailable' }]]),
        time: null,
      });
      process.kill(first, 'SIGKILL');
      await down.promise;
      await expect.poll(() => pid).not.toBe(first);
      expect((await getPractice(other, 'plain')).status).toBe(503);
    } finally {
      await other.close();
    }
  });
});
