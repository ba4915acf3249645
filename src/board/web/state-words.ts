import type { ProberDoubt } from '../../core/words/prober-doubt.ts';
import type { OutcomeState } from '../../core/words/shown-state.ts';
import type { CountsDto } from '../dto.ts';
import type { Beside, PatternState } from './pattern-state.ts';

/** A piece of the sentence at the top of a page; numbers are set large. */
export interface StatePart {
  readonly text: string;
  readonly kind: 'words' | 'number' | 'failure' | 'slow' | 'missed';
}

/** How many sites do how, in the council or in a sector; texts are formatted. */
export interface CountsState {
  readonly counts: CountsDto;
  /** Sectors that have a failing site; null on the page of one sector. */
  readonly sectors: number | null;
  /** The earliest beginning among the failures. */
  readonly since: SinceState | null;
}

export interface SinceState {
  readonly at: string;
  /** What came before `at` is not known. */
  readonly orEarlier: boolean;
}

/** How one site does; texts are formatted. */
export interface SiteState {
  /** null = not yet measured. */
  readonly state: OutcomeState | null;
  readonly since: SinceState | null;
  readonly reason: string | null;
  readonly total: string | null;
  /** Against the normal; null where it is not known. */
  readonly ratio: string | null;
  /** End of the planned work that is going on. */
  readonly maintenanceUntil: string | null;
}

/** How the measuring itself does; texts are formatted. */
export interface ProberState {
  readonly workers: number;
  readonly store: 'ok' | 'waiting' | 'closed';
  readonly pending: string;
  readonly late: string | null;
  /** null = no doubt. */
  readonly doubt: ProberDoubt['kind'] | null;
  readonly reloadRefused: boolean;
}

/** The sentences at the top of the pages, in one language. */
export interface StateWords {
  /** What differs from normal, and how far it reaches. */
  readonly pattern: (state: PatternState) => readonly StatePart[];
  /** What goes on beside that; nothing where there is nothing. */
  readonly beside: (beside: Beside) => readonly StatePart[];
  readonly counts: (state: CountsState) => readonly StatePart[];
  readonly site: (state: SiteState) => readonly StatePart[];
  readonly prober: (state: ProberState) => readonly StatePart[];
}
