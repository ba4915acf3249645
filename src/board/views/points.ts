import type { Sample } from '../../core/words/sample.ts';
import type { PointDto } from '../dto/target.ts';

/** A first attempt as the API tells it. */
export function pointOf(sample: Sample): PointDto {
  return {
    scheduledAt: sample.scheduledAt,
    startedAt: sample.startedAt,
    family: sample.family,
    outcome: sample.outcome,
    reason: sample.reason,
    blame: sample.blame,
    failedPhase: sample.failedPhase,
    statusCode: sample.statusCode,
    protocol: sample.protocol,
    totalMs: sample.totalMs,
    ttfbMs: sample.ttfbMs,
    phases: sample.phases,
    peerAddress: sample.peerAddress,
    validity: sample.validity,
    suspectCause: sample.suspectCause,
  };
}
