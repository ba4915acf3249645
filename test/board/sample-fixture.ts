import type { PlacedTarget } from '../../src/core/config.ts';
import { roundMs } from '../../src/core/time/phases.ts';
import type { Family } from '../../src/core/words/outcome.ts';
import type { ProbeRecord } from '../../src/core/words/probe-record.ts';
import { NO_PHASES, type Phases, type Sample } from '../../src/core/words/sample.ts';
import { sumOfPhases } from '../support/sum-of-phases.ts';

/** A success of the given phases at a slot; `changes` replaces any part. */
export function sampleOf(
  placed: PlacedTarget,
  scheduledAt: number,
  changes: Partial<Sample> = {},
): Sample {
  const phases = changes.phases ?? phasesOf(200);
  return {
    target: placed.target.id,
    member: placed.member.id,
    sector: placed.sector.id,
    vantage: 'tokyo-1',
    family: 4,
    attempt: 1,
    scheduledAt,
    startedAt: scheduledAt + 2,
    outcome: 'success',
    reason: null,
    blame: null,
    failedPhase: null,
    statusCode: 200,
    protocol: 'http/1.1',
    tlsVersion: 'TLSv1.3',
    peerAddress: '192.0.2.10',
    phases,
    totalMs: sumOfPhases(phases),
    ttfbMs: roundMs(sumOfPhases({ ...phases, transfer: null, other: null })),
    hops: 1,
    redirectedTo: null,
    encodedBodyBytes: 18_204,
    decodedBodyBytes: null,
    bodyTruncated: false,
    certificateNotAfter: scheduledAt + 62 * 86_400_000,
    certificateFingerprint: 'ab'.repeat(32),
    certificateError: null,
    queueMs: 0,
    loopDelayMs: 0.4,
    validity: 'valid',
    suspectCause: null,
    ...changes,
  };
}

/** A failure: timed out waiting. */
export function failureOf(placed: PlacedTarget, scheduledAt: number, family: Family = 4): Sample {
  return sampleOf(placed, scheduledAt, {
    family,
    outcome: 'failure',
    reason: 'timeout',
    blame: 'target',
    failedPhase: 'wait',
    statusCode: null,
    phases: {
      dns: 8.2,
      connect: 11.4,
      tls: 24.9,
      send: 0.1,
      wait: null,
      transfer: null,
      other: 9955.4,
    },
    ttfbMs: null,
    encodedBodyBytes: null,
  });
}

/** A slot that was not used. */
export function missedOf(placed: PlacedTarget, scheduledAt: number, family: Family = 4): Sample {
  return sampleOf(placed, scheduledAt, {
    family,
    outcome: 'missed',
    reason: 'overloaded',
    blame: 'prober',
    startedAt: null,
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

/** Phases whose wait is `waitMs`, multiples of 0.001. */
export function phasesOf(waitMs: number): Phases {
  return {
    dns: 8.214,
    connect: 11.402,
    tls: 24.901,
    send: 0.094,
    wait: roundMs(waitMs),
    transfer: roundMs(waitMs / 7),
    other: 0.431,
  };
}

/** The full record of a sample of one hop, with its certificate where there was TLS. */
export function recordOf(sample: Sample): ProbeRecord {
  return {
    sample,
    hops:
      sample.totalMs === null
        ? []
        : [
            {
              url: `https://${sample.target}.example.jp/`,
              statusCode: sample.statusCode,
              protocol: sample.protocol,
              tlsVersion: sample.tlsVersion,
              peerAddress: sample.peerAddress,
              phases: sample.phases,
              totalMs: sample.totalMs,
              interim: [],
            },
          ],
    certificate:
      sample.certificateNotAfter === null
        ? null
        : {
            notBefore: sample.certificateNotAfter - 90 * 86_400_000,
            notAfter: sample.certificateNotAfter,
            issuer: 'Kakū Issuing CA 1',
            subject: `${sample.target}.example.jp`,
            fingerprint: 'ab'.repeat(32),
            authorized: sample.certificateError === null,
            error: sample.certificateError,
          },
    facts: {
      network: '192.0.2.0/24',
      certificateIssuer: 'Kakū Issuing CA 1',
      certificateFingerprint: 'ab'.repeat(32),
      serverFamily: 'nginx',
      viaFamily: null,
    },
    detail: sample.reason === 'connect' ? 'ECONNREFUSED' : null,
  };
}
