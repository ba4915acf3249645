import type { Incident, IncidentTarget } from './incident.ts';
import type { Judgement } from './judgement.ts';

/** When what a target has in an incident began last, a slot. */
export function beginningOf({ from, again }: Pick<IncidentTarget, 'from' | 'again'>): number {
  return again ?? from;
}

/** Until when a target was said to be in an incident, epoch ms; endless while it lasts. */
export function saidUntil(
  { to, endSaidAt }: Pick<IncidentTarget, 'to' | 'endSaidAt'>,
  { endedAt }: Pick<Incident, 'endedAt'>,
): number {
  return to === null ? (endedAt ?? Infinity) : (endSaidAt ?? to);
}

/** The worst of a target's trouble from a moment of it on, epoch ms. */
export function worstSince(
  { judgement, eased = [] }: Pick<IncidentTarget, 'judgement' | 'eased'>,
  since: number,
): Judgement {
  return eased.findLast((each) => each.since <= since)?.judgement ?? judgement;
}

/**
 * What a target has in an incident, of which `until` was said last, without what was before a moment, epoch
 * ms: its newest stretch, as bad as it was from then on; null where there is none. Endless = as it is.
 */
export function partSince(
  entry: IncidentTarget,
  since: number,
  until: number,
): IncidentTarget | null {
  if (since === Number.NEGATIVE_INFINITY) return entry;
  if (until <= since) return null;
  const { again: _, ...rest } = entry;
  const begun = beginningOf(entry);
  const part = { ...rest, from: Math.max(begun, since), to: entry.to && Math.max(entry.to, since) };
  if (begun >= since) return part;
  return { ...part, judgement: worstSince(entry, since), ratio: null, phase: null };
}
