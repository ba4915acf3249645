import type { Consent, Target } from '../../core/config.ts';
import type { Judgement } from '../../core/words/judgement.ts';

/** What the rules need to know of a target: whose it is and how it is shared now. */
export interface SharedTarget {
  readonly id: string;
  /** Member ids are unique in the council. */
  readonly member: string;
  readonly sector: string;
  readonly consent: Consent;
  readonly secretariatSees: Target['secretariatSees'];
}

/** How a target does, as far as bands take it in. */
export interface TargetState {
  readonly judgement: Judgement;
  /** The judgement rests on samples that are not to be trusted. */
  readonly suspect: boolean;
  /** Response time over the target's normal; null = not known. */
  readonly ratio: number | null;
}

export interface JudgedTarget extends SharedTarget {
  readonly state: TargetState;
}
