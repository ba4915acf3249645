import type { MissedCause } from './outcome.ts';
import type { ProbeTarget } from './probe-record.ts';
import { NO_PHASES, type Sample, type SampleKey } from './sample.ts';

export interface MissedSlot extends Pick<SampleKey, 'vantage' | 'scheduledAt' | 'attempt'> {
  readonly target: Pick<ProbeTarget, 'id' | 'member' | 'sector' | 'family'>;
  readonly cause: MissedCause;
}

/** The sample of a slot that was not used: blame `prober`, nothing measured, nothing doubted. */
export function missedSample(slot: MissedSlot): Sample {
  return {
    target: slot.target.id,
    member: slot.target.member,
    sector: slot.target.sector,
    vantage: slot.vantage,
    family: slot.target.family,
    scheduledAt: slot.scheduledAt,
    attempt: slot.attempt,
    startedAt: null,
    outcome: 'missed',
    reason: slot.cause,
    blame: 'prober',
    failedPhase: null,
    statusCode: null,
    protocol: null,
    tlsVersion: null,
    peerAddress: null,
    phases: NO_PHASES,
    totalMs: null,
    ttfbMs: null,
    hops: 0,
    redirectedTo: null,
    encodedBodyBytes: null,
    decodedBodyBytes: null,
    bodyTruncated: false,
    certificateNotAfter: null,
    certificateFingerprint: null,
    certificateError: null,
    queueMs: null,
    loopDelayMs: null,
    validity: 'valid',
    suspectCause: null,
  };
}
