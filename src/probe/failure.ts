import type { FailureReason } from '../core/words/outcome.ts';

/** Why a step of a probe did not reach its end. */
export interface Failure {
  readonly reason: FailureReason;
  /** Code of the system, the resolver or the library, from which the blame is read; null = none. */
  readonly detail: string | null;
}

/** What a step of a probe ends in. Steps resolve with it and never reject for what a target does. */
export type Attempted<T> =
  | { readonly failure: null; readonly value: T }
  | { readonly failure: Failure };

export function succeeded<T>(value: T): Attempted<T> {
  return { failure: null, value };
}

export function failed(
  reason: FailureReason,
  detail: string | null,
): { readonly failure: Failure } {
  return { failure: { reason, detail } };
}
