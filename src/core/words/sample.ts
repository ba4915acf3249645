import type {
  Attempt,
  Blame,
  Family,
  Outcome,
  Phase,
  Protocol,
  Reason,
  SuspectCause,
  Validity,
} from './outcome.ts';

/**
 * Duration of each phase, ms, multiples of 0.001. null = did not happen or was in progress at the
 * failure; 0 = a measured zero. The non-null phases sum to the probe's `totalMs`.
 */
export type Phases = Readonly<Record<Phase, number | null>>;

/** Phases of a probe that never started. */
export const NO_PHASES: Phases = Object.freeze({
  dns: null,
  connect: null,
  tls: null,
  send: null,
  wait: null,
  transfer: null,
  other: null,
});

/** What identifies a sample; appending the same key again replaces nothing and is no error. */
export interface SampleKey {
  readonly target: string;
  readonly vantage: string;
  /** Family asked for, never null; an IP literal decides its own. */
  readonly family: Family;
  /** The slot, epoch ms; a confirmation keeps its slot's. */
  readonly scheduledAt: number;
  readonly attempt: Attempt;
}

/**
 * The immutable record of one probe, or of a slot that was not used (`missed`). Times of day are
 * epoch ms integers, durations ms in multiples of 0.001.
 */
export interface Sample extends SampleKey {
  readonly member: string;
  readonly sector: string;
  /** Epoch ms; null when missed. */
  readonly startedAt: number | null;
  readonly outcome: Outcome;
  /** null on success. */
  readonly reason: Reason | null;
  /** null on success. */
  readonly blame: Blame | null;
  /** Phase in progress when the probe failed; null on success, when missed, or between phases. */
  readonly failedPhase: Phase | null;
  /** Of the last hop; null when no final headers arrived. */
  readonly statusCode: number | null;
  readonly protocol: Protocol | null;
  /** As OpenSSL names it (`TLSv1.3`); null without TLS. */
  readonly tlsVersion: string | null;
  /** Of the last hop; null when nothing was resolved. */
  readonly peerAddress: string | null;
  readonly phases: Phases;
  /** Probe start to last byte read; null when missed. */
  readonly totalMs: number | null;
  /** Probe start to the final headers of the last hop; null when none arrived. */
  readonly ttfbMs: number | null;
  /** Requests made, redirects included; 0 when missed. */
  readonly hops: number;
  /** URL of the last hop when there was a redirect, else null. */
  readonly redirectedTo: string | null;
  readonly encodedBodyBytes: number | null;
  /** null where nothing was decoded. */
  readonly decodedBodyBytes: number | null;
  /** The body was longer than the limit and reading stopped there. */
  readonly bodyTruncated: boolean;
  /** Of the last TLS hop, epoch ms; stored also when verification fails. */
  readonly certificateNotAfter: number | null;
  /** SHA-256 of the leaf, lower-case hex without colons. */
  readonly certificateFingerprint: string | null;
  /** Verification error code (`CERT_HAS_EXPIRED`); null when verified or without TLS. */
  readonly certificateError: string | null;
  /** Wait for a limit before the start, outside `totalMs`; null when missed. */
  readonly queueMs: number | null;
  /** Largest lateness of the worker's ticker during the probe; null when missed. */
  readonly loopDelayMs: number | null;
  readonly validity: Validity;
  readonly suspectCause: SuspectCause | null;
}

/**
 * A stoppage of a whole vantage, half open [from, to), epoch ms. After a crash it begins at the first
 * slot not known to be recorded, so slots in its first seconds may have samples.
 */
export interface Gap {
  readonly vantage: string;
  readonly from: number;
  readonly to: number;
  /** Slots that were due and have no sample, over all targets. */
  readonly slots: number;
}

/** `target/family`, the name of one series of one vantage. */
export function seriesOf(key: { readonly target: string; readonly family: Family }): string {
  return `${key.target}/${key.family}`;
}
