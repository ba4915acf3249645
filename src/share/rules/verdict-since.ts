import { JUDGEMENT_LABELS, type Judgement, type Verdict } from '../../core/words/judgement.ts';

/** Of the others the reason is in failures alone. */
const RESTS_ON_ANSWERS: ReadonlySet<Judgement> = new Set(['normal', 'slow', 'flapping']);

/**
 * What is judged now as who sees values since then, epoch ms, may read it: the judgement stands, but nothing
 * of what was before. What judging rests on is told where that is answers from then on, `isJudgedByThese`,
 * and why in words where the judgement began then, too.
 */
export function verdictSince<V extends Verdict>(
  verdict: V,
  since: number,
  isJudgedByThese: boolean,
): V {
  if (since === Number.NEGATIVE_INFINITY) return verdict;
  const isFromThen = verdict.since >= since;
  const { judgement } = verdict;
  const isOpen = isFromThen && (isJudgedByThese || !RESTS_ON_ANSWERS.has(judgement));
  const nothing = { ratio: null, normalMs: null, deviation: null } as const;
  return {
    ...{ ...verdict, ...(isJudgedByThese ? {} : nothing) },
    ...(isFromThen ? {} : { phase: null, scope: null }),
    since: Math.max(verdict.since, since),
    why: isOpen ? verdict.why : JUDGEMENT_LABELS[judgement],
  };
}
