import type { Judgement } from '../core/words/judgement.ts';
import { FAILURE_REASONS, type FailureReason } from '../core/words/outcome.ts';
import type { JudgedPlace } from './judged-council.ts';
import type { TargetNow } from './rules/council-view.ts';
import type { TargetVerdict } from './rules/incidents/incident-target.ts';
import type { JudgedState } from './series-states.ts';

/** Of several series of a target the first of these is what is said of it. */
const WORST_FIRST: readonly Judgement[] = [
  'failing',
  'flapping',
  'slow',
  'blocked',
  'maintenance',
  'unknown',
  'normal',
];

/** The series whose judgement is the target's; null where none was judged in this run. */
export function worstOf(series: readonly JudgedState[]): JudgedState | null {
  let worst: JudgedState | null = null;
  for (const one of series) {
    if (one.verdict !== null && (worst === null || rankOf(one) < rankOf(worst))) worst = one;
  }
  return worst;
}

function rankOf({ verdict }: JudgedState): number {
  return WORST_FIRST.indexOf(verdict?.judgement ?? 'normal');
}

/** As the rules on many targets see it; null where nothing was said of it yet. */
export function targetNowOf(series: readonly JudgedState[], suspect: boolean): TargetNow | null {
  const worst = worstOf(series);
  if (worst?.verdict == null) return null;
  const { judgement, since } = worst.verdict;
  const deviations = series.flatMap(({ verdict }) => verdict?.deviation ?? []);
  return {
    target: worst.target,
    judgement,
    since: since === worst.beganAt ? 0 : since,
    reason: judgement === 'failing' ? reasonOf(worst) : null,
    deviation: deviations.length === 0 ? null : Math.max(...deviations),
    suspect,
  };
}

/** As incidents are made of; null as above. */
export function targetVerdictOf(
  series: readonly JudgedState[],
  { target, member, sector }: JudgedPlace,
  suspect: boolean,
): TargetVerdict | null {
  const worst = worstOf(series);
  if (worst?.verdict == null) return null;
  const { judgement, since, ratio, phase } = worst.verdict;
  const adopted = judgement === 'normal' && series.some(({ isAdopted }) => isAdopted);
  return { target, member, sector, judgement, since, ratio, phase, suspect, adopted };
}

function reasonOf({ newest }: JudgedState): FailureReason | null {
  return FAILURE_REASONS.find((reason) => reason === newest?.reason) ?? null;
}
