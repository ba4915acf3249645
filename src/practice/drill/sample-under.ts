import { roundMs } from '../../core/time/phases.ts';
import { PHASES, type Phase } from '../../core/words/outcome.ts';
import type { Sample } from '../../core/words/sample.ts';
import type { SiteEffect } from '../../core/words/scenario.ts';

type Ending = Pick<Sample, 'reason' | 'blame' | 'failedPhase' | 'statusCode'>;

/** Of a page that says that something is wrong, as practice sites send it. */
const NOTICE_BYTES = 700;

/**
 * A generated success as the probe would record it under an effect; durations are those of the sample,
 * lengthened or broken off. A sample that is no success stays as it is.
 */
export function sampleUnder(sample: Sample, effect: SiteEffect, timeoutMs: number): Sample {
  if (sample.outcome !== 'success') return sample;
  const phases = lengthened(sample, effect);
  const end = endOf(sample, effect);
  if (end !== null) return failed(sample, phases, { end, timeoutMs });
  const totalMs = sumOf(phases);
  if (totalMs > timeoutMs) {
    const failedPhase = phaseAt(phases, timeoutMs);
    const late = { ...TIMEOUT, failedPhase, blame: blameOf(failedPhase) } as const;
    return failed(sample, phases, { end: late, timeoutMs });
  }
  return { ...sample, phases, totalMs, ttfbMs: roundMs(totalMs - (phases.transfer ?? 0)) };
}

const TIMEOUT = { reason: 'timeout', statusCode: null } as const;

function blameOf(phase: Phase | null): Sample['blame'] {
  return phase === 'dns' ? 'resolver' : 'target';
}

function lengthened({ phases }: Sample, { slower, later }: SiteEffect): Sample['phases'] {
  const longer = (phase: Phase, times: number, addedMs: number) => {
    const ms = phases[phase];
    return ms === null ? null : roundMs(ms * times + addedMs);
  };
  return {
    ...phases,
    dns: longer('dns', 1, later.dns),
    tls: longer('tls', 1, later.tls),
    wait: longer('wait', slower.wait, later.wait),
    transfer: longer('transfer', slower.transfer, later.transfer),
  };
}

/** What stops the probe first; null = nothing. */
function endOf({ phases }: Sample, { name, connect, tls, answer }: SiteEffect): Ending | null {
  const none = { statusCode: null };
  const target = { ...none, blame: 'target' } as const;
  if (name === 'nxdomain') return { ...target, reason: 'dns', failedPhase: 'dns' };
  if (name === 'servfail') {
    return { ...none, blame: 'resolver', reason: 'dns', failedPhase: 'dns' };
  }
  if (name === 'silence') return { ...TIMEOUT, blame: 'resolver', failedPhase: 'dns' };
  if (connect !== null) return { ...target, reason: 'connect', failedPhase: 'connect' };
  if (tls !== null && phases.tls !== null) {
    return { ...target, reason: 'tls', failedPhase: 'tls' };
  }
  switch (answer) {
    case null:
      return null;
    case 'silence':
      return { ...TIMEOUT, blame: 'target', failedPhase: 'wait' };
    case 'reset':
      return { ...target, reason: 'reset', failedPhase: 'wait' };
    case 'unavailable':
      return { ...target, statusCode: 503, reason: 'status', failedPhase: null };
    case 'blocked':
      return { ...target, statusCode: 403, reason: 'blocked', failedPhase: null };
    default:
      return answer satisfies never;
  }
}

function failed(
  sample: Sample,
  whole: Sample['phases'],
  { end, timeoutMs }: { readonly end: Ending; readonly timeoutMs: number },
): Sample {
  const phases = end.failedPhase === null ? whole : brokenOff(whole, end, timeoutMs);
  const totalMs = sumOf(phases);
  const isAnswered = end.failedPhase === null;
  return {
    ...sample,
    ...end,
    outcome: 'failure',
    ...{ phases, totalMs, ttfbMs: isAnswered ? roundMs(totalMs - (phases.transfer ?? 0)) : null },
    ...{ hops: 1, redirectedTo: null, decodedBodyBytes: null },
    encodedBodyBytes: isAnswered ? NOTICE_BYTES : null,
    peerAddress: phases.dns === null ? null : sample.peerAddress,
    protocol: end.failedPhase === 'wait' || isAnswered ? sample.protocol : null,
    tlsVersion: phases.tls === null ? null : sample.tlsVersion,
    certificateNotAfter: phases.tls === null ? null : sample.certificateNotAfter,
    certificateFingerprint: phases.tls === null ? null : sample.certificateFingerprint,
  };
}

/** Without the phase in progress at the failure and those after it; its time is in `other`. */
function brokenOff(
  whole: Sample['phases'],
  { reason, failedPhase }: Ending,
  timeoutMs: number,
): Sample['phases'] {
  const at = failedPhase === null ? PHASES.length : PHASES.indexOf(failedPhase);
  const phases = { ...whole };
  for (const phase of PHASES.slice(at)) if (phase !== 'other') phases[phase] = null;
  const openMs = failedPhase === null ? 0 : (whole[failedPhase] ?? 0);
  const spentMs = sumOf({ ...phases, other: 0 });
  const other = reason === 'timeout' ? timeoutMs - spentMs : (whole.other ?? 0) + openMs;
  return { ...phases, other: roundMs(Math.max(0, other)) };
}

/** The phase in which the time runs out. */
function phaseAt(phases: Sample['phases'], timeoutMs: number): Phase | null {
  let endMs = 0;
  for (const phase of PHASES) {
    endMs += phases[phase] ?? 0;
    if (endMs > timeoutMs && phase !== 'other') return phase;
  }
  return null;
}

function sumOf(phases: Sample['phases']): number {
  return roundMs(Object.values(phases).reduce<number>((sum, ms) => sum + (ms ?? 0), 0));
}
