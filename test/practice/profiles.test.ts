import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noLog } from '../../src/core/ports/log.ts';
import { PRACTICE_PROFILES, type PracticeProfile } from '../../src/core/words/practice-profile.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { pastOf } from '../../src/practice/past.ts';
import { type Practice, startPractice } from '../../src/practice/practice.ts';
import { EXPECTED_TEXT } from '../../src/practice/practice-council.ts';
import { createProbe } from '../../src/probe/probe.ts';

/** What a probe of a site of the profile ends in; flaky ones end now in this and now in that. */
const ENDS: Readonly<Record<Exclude<PracticeProfile, 'flaky'>, Partial<Sample>>> = {
  steady: { outcome: 'success', protocol: 'http/1.1', statusCode: 200 },
  busy: { outcome: 'success' },
  slow: { outcome: 'success' },
  http2: { outcome: 'success', protocol: 'h2' },
  plain: { outcome: 'success', tlsVersion: null },
  redirecting: { outcome: 'success', hops: 2, statusCode: 200 },
  nameless: { reason: 'dns', blame: 'target', failedPhase: 'dns' },
  servfail: { reason: 'dns', blame: 'resolver', failedPhase: 'dns' },
  'lookup-hanging': { reason: 'timeout', blame: 'resolver', failedPhase: 'dns' },
  unreachable: { reason: 'connect', blame: 'target', failedPhase: 'connect' },
  'tls-refusing': { reason: 'tls', blame: 'target', failedPhase: 'tls' },
  expired: { reason: 'certificate', certificateError: 'CERT_HAS_EXPIRED' },
  untrusted: { reason: 'certificate', certificateError: 'SELF_SIGNED_CERT_IN_CHAIN' },
  hanging: { reason: 'timeout', blame: 'target', failedPhase: 'wait' },
  resetting: { reason: 'reset', blame: 'target', failedPhase: 'wait' },
  'cut-off': { reason: 'protocol', blame: 'target', failedPhase: 'transfer', statusCode: 200 },
  dripping: { reason: 'timeout', blame: 'target', failedPhase: 'transfer', statusCode: 200 },
  garbled: { reason: 'protocol', blame: 'target', failedPhase: 'transfer' },
  'huge-headers': { reason: 'too_large', blame: 'target', failedPhase: 'transfer' },
  error: { reason: 'status', statusCode: 500 },
  blocking: { reason: 'blocked', statusCode: 403 },
  'wrong-page': { reason: 'body', statusCode: 200 },
};
const TIMEOUT_MS = 2500;

/** What must be alike in a sample of the past and in one that was measured. */
function traitsOf(sample: Sample) {
  const { outcome, reason, blame, failedPhase, statusCode, protocol, tlsVersion } = sample;
  const { peerAddress, hops, redirectedTo, bodyTruncated, certificateNotAfter } = sample;
  const { certificateFingerprint, certificateError, target, member, sector, vantage } = sample;
  return {
    ...{ target, member, sector, vantage },
    ...{ outcome, reason, blame, failedPhase, statusCode, protocol, tlsVersion, peerAddress },
    ...{ hops, redirectedTo, bodyTruncated, certificateNotAfter, certificateFingerprint },
    certificateError,
    phases: Object.entries(sample.phases).map(([phase, ms]) => [phase, ms === null]),
    hasTtfb: sample.ttfbMs !== null,
    hasBody: sample.encodedBodyBytes !== null,
    hasDecodedBody: sample.decodedBodyBytes !== null,
  };
}

describe('a probe of a practice site', () => {
  const now = Date.UTC(2026, 10, 23, 3);
  const profiles = PRACTICE_PROFILES.filter((profile) => profile !== 'flaky');
  let practice: Practice;
  const measured = new Map<string, Sample>();

  function seriesOf(profile: string) {
    const ids = {
      target: profile,
      member: profile,
      sector: 'gas',
      vantage: 'practice',
      family: 4,
    } as const;
    return { ...ids, url: practice.urlOf(profile), timeoutMs: TIMEOUT_MS };
  }

  beforeAll(async () => {
    const sites = profiles.map((profile) => ({ id: profile, profile }));
    practice = await startPractice({ sites, log: noLog });
    const { probe } = createProbe({
      vantage: 'practice',
      userAgent: 'Yamabiko/test',
      resolverServers: [practice.dnsServer],
      extraCa: [practice.ca],
    });
    await Promise.all(
      profiles.map(async (profile) => {
        const target = {
          id: profile,
          member: profile,
          sector: 'gas',
          url: practice.urlOf(profile),
          family: 4,
          timeoutMs: TIMEOUT_MS,
          expect: { status: null, text: profile === 'wrong-page' ? EXPECTED_TEXT : null },
          bodyLimitBytes: 262_144,
          http: 'auto',
          allowPrivate: true,
          limitBy: 'host',
        } as const;
        const job = { target, scheduledAt: Date.now(), attempt: 1 } as const;
        measured.set(profile, (await probe(job, new AbortController().signal)).sample);
      }),
    );
  });
  afterAll(() => practice.close());

  it.each(Object.entries(ENDS))('of the profile %s ends as it must', (profile, end) => {
    const outcome = end.outcome ?? 'failure';
    expect(measured.get(profile)).toMatchObject({ ...end, outcome });
  });

  it.each(profiles)('of the past looks as one that was measured: %s', (profile) => {
    const site = { ...seriesOf(profile), facts: practice.factsOf(profile) };
    const [past] = [...pastOf([site], now)].at(-2)?.samples ?? [];
    const sample = measured.get(profile);
    expect(past && traitsOf(past)).toEqual(sample && traitsOf(sample));
  });
});
