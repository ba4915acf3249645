import { MARKINGS, type Marking } from '../../core/words/marking.ts';
import type { ReadRight } from './read-right.ts';

/**
 * What an answer may hold: `detail` values of a target, `judgement` a target's name and judgement,
 * `band` what was released about many, `prober` how the service itself does.
 */
export type Content = 'detail' | 'judgement' | 'band' | 'prober';

const MARKING_BY_CONTENT: Readonly<Record<Content, Marking>> = {
  detail: 'TLP:AMBER+STRICT',
  judgement: 'TLP:AMBER',
  band: 'TLP:GREEN',
  prober: 'TLP:AMBER+STRICT',
};

/** What reading a target under a right adds to an answer. */
export const CONTENT_BY_RIGHT: Readonly<Record<ReadRight, Content | null>> = {
  detail: 'detail',
  judgement: 'judgement',
  bands: 'band',
  nothing: null,
};

export interface MarkingOptions {
  /** An act of the council opened these bands to the world; it opens nothing else. */
  readonly clearedByCouncil?: boolean;
}

/**
 * Marking of an answer: the strictest of what it holds. One that says nothing of what it holds is
 * marked as detail.
 */
export function markingOf(
  contents: readonly Content[],
  { clearedByCouncil = false }: MarkingOptions = {},
): Marking {
  return strictestOf(
    contents.map((content) =>
      content === 'band' && clearedByCouncil ? 'TLP:CLEAR' : MARKING_BY_CONTENT[content],
    ),
  );
}

/** The strictest of several; of none that of detail. */
export function strictestOf(markings: readonly Marking[]): Marking {
  const places = markings.map((marking) => MARKINGS.indexOf(marking));
  return MARKINGS[Math.min(...places)] ?? 'TLP:AMBER+STRICT';
}

/** Whether `marking` is stricter than `ceiling`. */
export function isStricterThan(marking: Marking, ceiling: Marking): boolean {
  return MARKINGS.indexOf(marking) < MARKINGS.indexOf(ceiling);
}
