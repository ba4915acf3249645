import {
  BLAMES,
  FAILURE_REASONS,
  MISSED_CAUSES,
  OUTCOMES,
  PHASES,
  PROTOCOLS,
  SUSPECT_CAUSES,
  VALIDITIES,
} from '../../core/words/outcome.ts';
import type { Sample } from '../../core/words/sample.ts';

/**
 * What stays the same from probe to probe of a series most of the time; a day's file holds each
 * combination once and its rows point at it.
 */
export type Facts = Pick<
  Sample,
  | 'member'
  | 'sector'
  | 'outcome'
  | 'reason'
  | 'blame'
  | 'failedPhase'
  | 'statusCode'
  | 'protocol'
  | 'tlsVersion'
  | 'peerAddress'
  | 'redirectedTo'
  | 'certificateNotAfter'
  | 'certificateFingerprint'
  | 'certificateError'
  | 'hops'
  | 'bodyTruncated'
  | 'validity'
  | 'suspectCause'
>;

/** Columns of the facts table after its id, in the order of {@link factValues}. */
export const FACT_COLUMNS = [
  'member',
  'sector',
  'outcome',
  'reason',
  'blame',
  'failed_phase',
  'status_code',
  'protocol',
  'tls_version',
  'peer_address',
  'redirected_to',
  'certificate_not_after',
  'certificate_fingerprint',
  'certificate_error',
  'hops',
  'body_truncated',
  'validity',
  'suspect_cause',
] as const;

export type FactValue = string | number | null;

const REASONS = [...FAILURE_REASONS, ...MISSED_CAUSES] as const;

export function sameFacts(a: Facts, b: Facts): boolean {
  return (
    a.outcome === b.outcome &&
    a.statusCode === b.statusCode &&
    a.peerAddress === b.peerAddress &&
    a.validity === b.validity &&
    a.reason === b.reason &&
    a.blame === b.blame &&
    a.failedPhase === b.failedPhase &&
    a.hops === b.hops &&
    a.bodyTruncated === b.bodyTruncated &&
    a.protocol === b.protocol &&
    a.tlsVersion === b.tlsVersion &&
    a.suspectCause === b.suspectCause &&
    a.redirectedTo === b.redirectedTo &&
    a.certificateNotAfter === b.certificateNotAfter &&
    a.certificateFingerprint === b.certificateFingerprint &&
    a.certificateError === b.certificateError &&
    a.member === b.member &&
    a.sector === b.sector
  );
}

/** The facts alone, without keeping the sample alive. */
export function factsOf(sample: Facts): Facts {
  return factsOfValues(factValues(sample));
}

export function factValues(facts: Facts): readonly FactValue[] {
  return [
    facts.member,
    facts.sector,
    facts.outcome,
    facts.reason,
    facts.blame,
    facts.failedPhase,
    facts.statusCode,
    facts.protocol,
    facts.tlsVersion,
    facts.peerAddress,
    facts.redirectedTo,
    facts.certificateNotAfter,
    facts.certificateFingerprint,
    facts.certificateError,
    facts.hops,
    facts.bodyTruncated ? 1 : 0,
    facts.validity,
    facts.suspectCause,
  ];
}

/** Inverse of {@link factValues}; a RangeError for a value outside the closed lists. */
export function factsOfValues(values: readonly unknown[]): Facts {
  return {
    member: text(values[0]),
    sector: text(values[1]),
    outcome: oneOf(OUTCOMES, values[2]),
    reason: optional(values[3], (value) => oneOf(REASONS, value)),
    blame: optional(values[4], (value) => oneOf(BLAMES, value)),
    failedPhase: optional(values[5], (value) => oneOf(PHASES, value)),
    statusCode: optional(values[6], whole),
    protocol: optional(values[7], (value) => oneOf(PROTOCOLS, value)),
    tlsVersion: optional(values[8], text),
    peerAddress: optional(values[9], text),
    redirectedTo: optional(values[10], text),
    certificateNotAfter: optional(values[11], whole),
    certificateFingerprint: optional(values[12], text),
    certificateError: optional(values[13], text),
    hops: whole(values[14]),
    bodyTruncated: whole(values[15]) === 1,
    validity: oneOf(VALIDITIES, values[16]),
    suspectCause: optional(values[17], (value) => oneOf(SUSPECT_CAUSES, value)),
  };
}

function optional<T>(value: unknown, parse: (value: unknown) => T): T | null {
  return value === null || value === undefined ? null : parse(value);
}

function oneOf<T extends string>(list: readonly T[], value: unknown): T {
  const found = list.find((item) => item === value);
  if (found === undefined) throw new RangeError(`stored value ${String(value)} is not known`);
  return found;
}

function text(value: unknown): string {
  if (typeof value !== 'string') throw new RangeError(`stored value ${String(value)} is no text`);
  return value;
}

function whole(value: unknown): number {
  if (typeof value !== 'number') throw new RangeError(`stored value ${String(value)} is no number`);
  return value;
}
