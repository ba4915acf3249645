import type { IncidentTarget } from '../../../core/words/incident.ts';
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

/** The worst of both; the same object where the verdict adds nothing. */
export function worseOf(known: IncidentTarget, verdict: TargetVerdict): IncidentTarget {
  const isWorse = RANKS[verdict.judgement] > RANKS[known.judgement];
  const isFarther = verdict.ratio !== null && verdict.ratio > NOTED_GROWTH * (known.ratio ?? 0);
  const saysPhase = known.phase === null && verdict.phase !== null;
  if (!isWorse && !isFarther && !saysPhase) return known;
  return {
    ...known,
    judgement: isWorse ? verdict.judgement : known.judgement,
    ratio: isFarther ? verdict.ratio : known.ratio,
    phase: isWorse ? (verdict.phase ?? known.phase) : (known.phase ?? verdict.phase),
  };
}
