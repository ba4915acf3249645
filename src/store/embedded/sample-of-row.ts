import type { Sample, SampleKey } from '../../core/words/sample.ts';
import type { Facts } from './facts.ts';
import type { SampleRow } from './sample-row.ts';

/** The sample of a key, its facts and its row; key and facts of the row itself are not looked at. */
export function sampleOfRow(key: SampleKey, facts: Facts, row: SampleRow): Sample {
  const { target, vantage, family, scheduledAt, attempt } = key;
  const startedDelta = row[2] ?? null;
  return {
    target,
    vantage,
    family,
    scheduledAt,
    attempt,
    member: facts.member,
    sector: facts.sector,
    startedAt: startedDelta === null ? null : scheduledAt + startedDelta,
    outcome: facts.outcome,
    reason: facts.reason,
    blame: facts.blame,
    failedPhase: facts.failedPhase,
    statusCode: facts.statusCode,
    protocol: facts.protocol,
    tlsVersion: facts.tlsVersion,
    peerAddress: facts.peerAddress,
    phases: {
      dns: msOf(row[5]),
      connect: msOf(row[6]),
      tls: msOf(row[7]),
      send: msOf(row[8]),
      wait: msOf(row[9]),
      transfer: msOf(row[10]),
      other: msOf(row[11]),
    },
    totalMs: msOf(row[3]),
    ttfbMs: msOf(row[4]),
    hops: facts.hops,
    redirectedTo: facts.redirectedTo,
    encodedBodyBytes: row[14] ?? null,
    decodedBodyBytes: row[15] ?? null,
    bodyTruncated: facts.bodyTruncated,
    certificateNotAfter: facts.certificateNotAfter,
    certificateFingerprint: facts.certificateFingerprint,
    certificateError: facts.certificateError,
    queueMs: msOf(row[12]),
    loopDelayMs: msOf(row[13]),
    validity: facts.validity,
    suspectCause: facts.suspectCause,
  };
}

function msOf(us: number | null | undefined): number | null {
  return us === null || us === undefined ? null : us / 1000;
}
