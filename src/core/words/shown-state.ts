import type { Outcome, Reason, Validity } from './outcome.ts';

/**
 * What a sample says of a site. `blocked`: a failure that a defence of the site made of the probe
 * alone. `suspect`: a failure that may be the prober's own, so that nothing is judged by it.
 */
export type OutcomeState = 'success' | 'failure' | 'blocked' | 'suspect' | 'missed';

/** The newest totals of a series that its small curve shows. */
export const RECENT_TOTALS = 24;

/** How a series is shown: what its newest sample says, none yet, or planned work instead. */
export type ShownState = OutcomeState | 'maintenance' | 'waiting';

/** Of two series of a site the one that comes first here is the site's. */
export const WORST_FIRST: readonly ShownState[] = [
  'failure',
  'blocked',
  'missed',
  'suspect',
  'maintenance',
  'waiting',
  'success',
];

export function outcomeStateOf(sample: {
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  readonly validity: Validity;
}): OutcomeState {
  if (sample.outcome !== 'failure') return sample.outcome;
  if (sample.validity === 'suspect') return 'suspect';
  return sample.reason === 'blocked' ? 'blocked' : 'failure';
}
