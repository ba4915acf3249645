import { AFFECTED_JUDGEMENTS, type Judgement } from '../core/words/judgement.ts';
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
const RANK_OF_NORMAL = WORST_FIRST.indexOf('normal');

/**
 * The series whose judgement is the target's; null where none was judged in this run. Of several that say
 * the same the one that says it for longest, but of normal ones the last to become so: until then the
 * target was not normal.
 */
export function worstOf(series: readonly JudgedState[]): JudgedState | null {
  let worst: JudgedState | null = null;
  for (const one of series) {
    if (one.verdict !== null && (worst === null || isWorse(one, worst))) worst = one;
  }
  return worst;
}

function isWorse(one: JudgedState, other: JudgedState): boolean {
  const [rank, otherRank] = [rankOf(one), rankOf(other)];
  if (rank !== otherRank) return rank < otherRank;
  const isLater = sinceOf(one) > sinceOf(other);
  return rank === RANK_OF_NORMAL ? isLater : sinceOf(one) < sinceOf(other);
}

function rankOf({ verdict }: JudgedState): number {
  return WORST_FIRST.indexOf(verdict?.judgement ?? 'normal');
}

function sinceOf({ verdict }: JudgedState): number {
  return verdict?.since ?? 0;
}

/** As the rules on many targets see it; null where nothing was said of it yet. */
export function targetNowOf(series: readonly JudgedState[], suspectFrom: number): TargetNow | null {
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
    suspect: since >= suspectFrom,
  };
}

/**
 * As incidents are made of; null as above. `since` of a target that is not affected is the slot since which
 * none of its series is, so that one blocked for days does not hide that the other recovered.
 */
export function targetVerdictOf(
  series: readonly JudgedState[],
  { target, member, sector }: JudgedPlace,
  suspectFrom: number,
): TargetVerdict | null {
  const worst = worstOf(series);
  if (worst?.verdict == null) return null;
  const { judgement, ratio, phase } = worst.verdict;
  const since = AFFECTED_JUDGEMENTS.has(judgement)
    ? worst.verdict.since
    : Math.max(...series.map(sinceOf));
  const suspect = since >= suspectFrom;
  const adopted = judgement === 'normal' && worst.isAdopted;
  return { target, member, sector, judgement, since, ratio, phase, suspect, adopted };
}

function reasonOf({ newest }: JudgedState): FailureReason | null {
  return FAILURE_REASONS.find((reason) => reason === newest?.reason) ?? null;
}
