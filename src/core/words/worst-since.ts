import type { IncidentTarget } from './incident.ts';
import type { Judgement } from './judgement.ts';

/** The worst of a target's trouble from a moment of it on, epoch ms. */
export function worstSince(
  { judgement, eased = [] }: Pick<IncidentTarget, 'judgement' | 'eased'>,
  since: number,
): Judgement {
  return eased.findLast((each) => each.since <= since)?.judgement ?? judgement;
}
