import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Marking } from '../../core/words/marking.ts';

/** What everything on a page bears. */
export interface PageMarks {
  /** null = nothing marked is shown yet. */
  readonly marking: Marking | null;
  readonly practice: boolean;
  readonly drill: boolean;
}

export const MarksContext = createContext<PageMarks>({
  marking: null,
  practice: false,
  drill: false,
});

export function useMarks(): PageMarks {
  return useContext(MarksContext);
}
