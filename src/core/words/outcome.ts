/** The closed lists: what a probe can end in, why, and whose affair it is. */

/** Phases of a probe, in the order of time; `other` is what no phase owns. */
export const PHASES = ['dns', 'connect', 'tls', 'send', 'wait', 'transfer', 'other'] as const;
export type Phase = (typeof PHASES)[number];

export const OUTCOMES = ['success', 'failure', 'missed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why a probe failed. */
export const FAILURE_REASONS = [
  'dns',
  'connect',
  'tls',
  'certificate',
  'timeout',
  'reset',
  'protocol',
  'redirect',
  'status',
  'body',
  'too_large',
  'blocked',
  'refused',
  'internal',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/**
 * Why a slot was not used: `late` the series' previous probe still ran, `paused` our process stood
 * still, `overloaded` the cap on probes in flight or the wait for a limit was reached, `prober_down`
 * the worker died or was being replaced, or the service stopped, `clock` the wall clock stepped over it.
 */
export const MISSED_CAUSES = ['late', 'paused', 'overloaded', 'prober_down', 'clock'] as const;
export type MissedCause = (typeof MISSED_CAUSES)[number];

export type Reason = FailureReason | MissedCause;

export const BLAMES = ['target', 'resolver', 'prober'] as const;
export type Blame = (typeof BLAMES)[number];

export const VALIDITIES = ['valid', 'suspect'] as const;
export type Validity = (typeof VALIDITIES)[number];

/**
 * Why a sample is not to be trusted: `loop_delay` the worker's own ticker was late, `overloaded` the
 * cap on probes in flight was reached, `clock` the clock stepped during the probe, `own_network` the
 * prober's own network is doubted.
 */
export const SUSPECT_CAUSES = ['loop_delay', 'overloaded', 'clock', 'own_network'] as const;
export type SuspectCause = (typeof SUSPECT_CAUSES)[number];

export const PROTOCOLS = ['http/1.1', 'h2'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** IP family asked for. */
export type Family = 4 | 6;

/** 1 the slot's own probe, 2 its confirmation. */
export type Attempt = 1 | 2;
