import type { ProbeRecord } from '../../src/core/words/probe-record.ts';
import { NO_PHASES, type Phases, type Sample } from '../../src/core/words/sample.ts';

/** 2026-05-13T10:00:00Z: an hour's start in the middle of a day and month. */
export const T0 = Date.UTC(2026, 4, 13, 10);
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** A successful sample of `target` in the slot `scheduledAt`, its phases summing to `totalMs`. */
export function sampleAt(
  target: string,
  scheduledAt: number,
  differs: Partial<Sample> = {},
): Sample {
  const base: Sample = {
    target,
    vantage: 'tokyo',
    family: 4,
    scheduledAt,
    attempt: 1,
    member: `${target}-member`,
    sector: 'gas',
    startedAt: scheduledAt + 12,
    outcome: 'success',
    reason: null,
    blame: null,
    failedPhase: null,
    statusCode: 200,
    protocol: 'h2',
    tlsVersion: 'TLSv1.3',
    peerAddress: '203.0.113.7',
    phases: NO_PHASES,
    totalMs: 123.456,
    ttfbMs: 100.001,
    hops: 1,
    redirectedTo: null,
    encodedBodyBytes: 34_567,
    decodedBodyBytes: null,
    bodyTruncated: false,
    certificateNotAfter: Date.UTC(2027, 0, 1),
    certificateFingerprint: 'ab'.repeat(32),
    certificateError: null,
    queueMs: 0,
    loopDelayMs: 0.217,
    validity: 'valid',
    suspectCause: null,
  };
  const sample = { ...base, ...differs };
  if (differs.phases !== undefined || sample.totalMs === null) return sample;
  return { ...sample, phases: phasesSummingTo(sample.totalMs) };
}

export function failureAt(
  target: string,
  scheduledAt: number,
  differs: Partial<Sample> = {},
): Sample {
  return sampleAt(target, scheduledAt, {
    outcome: 'failure',
    reason: 'timeout',
    blame: 'target',
    failedPhase: 'wait',
    statusCode: null,
    protocol: null,
    ttfbMs: null,
    totalMs: 10_000.5,
    phases: { ...NO_PHASES, dns: 1.25, connect: 2.5, other: 9996.75 },
    encodedBodyBytes: null,
    ...differs,
  });
}

export function missedAt(target: string, scheduledAt: number): Sample {
  return sampleAt(target, scheduledAt, {
    startedAt: null,
    outcome: 'missed',
    reason: 'overloaded',
    blame: 'prober',
    statusCode: null,
    protocol: null,
    tlsVersion: null,
    peerAddress: null,
    phases: NO_PHASES,
    totalMs: null,
    ttfbMs: null,
    hops: 0,
    encodedBodyBytes: null,
    certificateNotAfter: null,
    certificateFingerprint: null,
    queueMs: null,
    loopDelayMs: null,
  });
}

/** The full record around a sample. */
export function recordAround(sample: Sample): ProbeRecord {
  return {
    sample,
    hops: [
      {
        url: `https://${sample.target}.example/`,
        statusCode: sample.statusCode,
        protocol: sample.protocol,
        tlsVersion: sample.tlsVersion,
        peerAddress: sample.peerAddress,
        phases: sample.phases,
        totalMs: sample.totalMs ?? 0,
        interim: [103],
      },
    ],
    certificate: {
      notBefore: Date.UTC(2026, 0, 1),
      notAfter: Date.UTC(2027, 0, 1),
      issuer: 'Example CA',
      subject: `${sample.target}.example`,
      fingerprint: 'ab'.repeat(32),
      authorized: true,
      error: null,
    },
    facts: {
      network: '203.0.113.0/24',
      certificateIssuer: 'Example CA',
      certificateFingerprint: 'ab'.repeat(32),
      serverFamily: 'nginx',
      viaFamily: null,
    },
    detail: sample.outcome === 'failure' ? 'ETIMEDOUT' : null,
  };
}

function phasesSummingTo(totalMs: number): Phases {
  const totalUs = Math.round(totalMs * 1000);
  const dns = Math.floor(totalUs / 100);
  const connect = Math.floor(totalUs / 50);
  const tls = Math.floor(totalUs / 10);
  const send = Math.floor(totalUs / 500);
  const wait = Math.floor(totalUs / 2);
  const transfer = Math.floor(totalUs / 5);
  const other = totalUs - dns - connect - tls - send - wait - transfer;
  return {
    dns: dns / 1000,
    connect: connect / 1000,
    tls: tls / 1000,
    send: send / 1000,
    wait: wait / 1000,
    transfer: transfer / 1000,
    other: other / 1000,
  };
}
