import type { SharedFact } from '../words/fact.ts';

/** What is known of targets that others may have in common with them. */
export interface FactsBook {
  /**
   * Of a target, in the order of the kinds; empty for one that is unknown. The same list until they
   * change, and an equal fact of two targets is the same object.
   */
  factsOf(target: string): readonly SharedFact[];
  /** Grows with each change of any target's facts. */
  readonly version: number;
}
