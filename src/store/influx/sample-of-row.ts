import { PROBE } from '../../core/schema.ts';
import {
  type Attempt,
  BLAMES,
  FAILURE_REASONS,
  type Family,
  MISSED_CAUSES,
  OUTCOMES,
  PHASES,
  type Phase,
  PROTOCOLS,
  SUSPECT_CAUSES,
  VALIDITIES,
} from '../../core/words/outcome.ts';
import type { Phases, Sample } from '../../core/words/sample.ts';
import type { RowReader } from './row-reader.ts';

const REASONS = [...FAILURE_REASONS, ...MISSED_CAUSES] as const;
const FAMILIES = ['4', '6'] as const;
const ATTEMPTS = ['1', '2'] as const;

/** Everything of a point that a sample is made of. */
export const SAMPLE_SELECTION: readonly string[] = [...PROBE.tags, ...PROBE.fields]
  .map(({ name }) => name)
  .filter((name) => name !== 'suppressed');

/** The row as a sample; throws `store_unavailable` where this program cannot have written it. */
export function sampleOfRow(row: RowReader): Sample {
  return {
    target: row.word('target'),
    vantage: row.word('vantage'),
    family: familyOf(row),
    scheduledAt: row.figure('time'),
    attempt: attemptOf(row),
    member: row.word('member'),
    sector: row.word('sector'),
    startedAt: row.number('started_at'),
    outcome: row.oneOf('outcome', OUTCOMES),
    reason: row.oneOrNull('reason', REASONS),
    blame: row.oneOrNull('blame', BLAMES),
    failedPhase: row.oneOrNull('failed_phase', PHASES),
    statusCode: row.number('status_code'),
    protocol: row.oneOrNull('protocol', PROTOCOLS),
    tlsVersion: row.text('tls_version'),
    peerAddress: row.text('peer_address'),
    phases: phasesOf(row),
    totalMs: row.number('total_ms'),
    ttfbMs: row.number('ttfb_ms'),
    hops: row.figure('hops'),
    redirectedTo: row.text('redirected_to'),
    encodedBodyBytes: row.number('encoded_body_bytes'),
    decodedBodyBytes: row.number('decoded_body_bytes'),
    bodyTruncated: row.number('body_truncated') === 1,
    certificateNotAfter: row.number('certificate_not_after'),
    certificateFingerprint: row.text('certificate_fingerprint'),
    certificateError: row.text('certificate_error'),
    queueMs: row.number('queue_ms'),
    loopDelayMs: row.number('loop_delay_ms'),
    validity: row.oneOf('validity', VALIDITIES),
    suspectCause: row.oneOrNull('suspect_cause', SUSPECT_CAUSES),
  };
}

export function familyOf(row: RowReader): Family {
  return row.oneOf('family', FAMILIES) === '6' ? 6 : 4;
}

function attemptOf(row: RowReader): Attempt {
  return row.oneOf('attempt', ATTEMPTS) === '2' ? 2 : 1;
}

function phasesOf(row: RowReader): Phases {
  const phase = (name: Phase) => row.number(`${name}_ms`);
  return {
    dns: phase('dns'),
    connect: phase('connect'),
    tls: phase('tls'),
    send: phase('send'),
    wait: phase('wait'),
    transfer: phase('transfer'),
    other: phase('other'),
  };
}
