import type { ProbeRecord } from '../../src/core/words/probe-record.ts';
import type { Measured } from './measured.ts';

/** What our own record says, in the form that all subjects share. */
export function measuredOfRecord(id: number, { sample }: ProbeRecord): Measured {
  const { dns, tls, wait, transfer } = sample.phases;
  return {
    id,
    ok: sample.outcome === 'success',
    suspect: sample.validity === 'suspect',
    dnsMs: dns,
    tlsMs: tls,
    waitMs: wait,
    transferMs: transfer,
    loopDelayMs: sample.loopDelayMs,
  };
}

/** Why a record is no success, for the report. */
export function failureOfRecord({ sample, detail }: ProbeRecord): string | null {
  if (sample.outcome === 'success') return null;
  return `${sample.outcome} ${sample.reason ?? ''} ${sample.failedPhase ?? ''} ${detail ?? ''}`.trim();
}
