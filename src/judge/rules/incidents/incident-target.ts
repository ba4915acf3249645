import type { EasedTo, IncidentTarget } from '../../../core/words/incident.ts';
import type { Judgement } from '../../../core/words/judgement.ts';
import type { Phase } from '../../../core/words/outcome.ts';

/** What is said of a target, the worst of its series. */
export interface TargetVerdict {
  readonly target: string;
  readonly member: string;
  readonly sector: string;
  readonly judgement: Judgement;
  /** The slot since which it is so, epoch ms. */
  readonly since: number;
  /** As `Verdict.ratio`. */
  readonly ratio: number | null;
  readonly phase: Phase | null;
  /** The judgement rests on samples that are not to be trusted; changes nothing. */
  readonly suspect: boolean;
  /** Of `normal` alone: a shift that lasted became the new normal. */
  readonly adopted: boolean;
}

/** How much a ratio must grow to be worth a change, so that not every sample is one. */
const NOTED_GROWTH = 1.25;

const RANKS: Readonly<Record<Judgement, number>> = {
  failing: 3,
  flapping: 2,
  slow: 1,
  normal: 0,
  blocked: 0,
  maintenance: 0,
  unknown: 0,
};

export function incidentTargetOf(
  { target, member, sector, judgement, ratio, phase }: TargetVerdict,
  from: number,
): IncidentTarget {
  return { target, member, sector, from, to: null, judgement, ratio, phase };
}

/**
 * With what the verdict, which was said at `at`, epoch ms, adds: the worst of both, and what it was no more
 * than since; the same object where that is nothing.
 */
export function withVerdict(
  known: IncidentTarget,
  verdict: TargetVerdict,
  at: number,
): IncidentTarget {
  const isWorse = RANKS[verdict.judgement] > RANKS[known.judgement];
  const isFarther = verdict.ratio !== null && verdict.ratio > NOTED_GROWTH * (known.ratio ?? 0);
  const saysPhase = known.phase === null && verdict.phase !== null;
  const { eased: easedBefore = [], ...before } = known;
  const eased = easedBy(known, verdict.judgement, at);
  const isEased = !isSameEase(eased, easedBefore);
  if (!isWorse && !isFarther && !saysPhase && !isEased) return known;
  return {
    ...before,
    ...(eased.length === 0 ? {} : { eased }),
    judgement: isWorse ? verdict.judgement : known.judgement,
    ratio: isFarther ? verdict.ratio : known.ratio,
    phase: isWorse ? (verdict.phase ?? known.phase) : (known.phase ?? verdict.phase),
  };
}

/** A step that it is heavier than again is one to what it is now. */
function easedBy(
  { judgement: worst, eased = [] }: IncidentTarget,
  judgement: Judgement,
  at: number,
): readonly EasedTo[] {
  if (RANKS[judgement] >= RANKS[worst]) return [];
  const heavier = eased.filter((each) => RANKS[each.judgement] > RANKS[judgement]);
  const since = eased[heavier.length]?.since ?? at;
  return [...heavier, { judgement, since }];
}

export function isSameEase(
  one: IncidentTarget['eased'] = [],
  other: IncidentTarget['eased'] = [],
): boolean {
  return (
    one.length === other.length &&
    one.every(({ judgement, since }, n) => {
      return judgement === other[n]?.judgement && since === other[n].since;
    })
  );
}
