import type { SharedFact } from './fact.ts';
import type { Judgement } from './judgement.ts';
import type { Text } from './language.ts';
import type { Phase } from './outcome.ts';

/** How far a trouble reaches. */
export const PATTERNS = [
  'single',
  'shared-cause',
  'sector-wide',
  'cross-sector',
  'own-network',
] as const;
export type Pattern = (typeof PATTERNS)[number];

export const PATTERN_LABELS: Readonly<Record<Pattern, Text>> = {
  single: { ja: '単独', en: 'one site' },
  'shared-cause': { ja: '共通点あり', en: 'something in common' },
  'sector-wide': { ja: 'セプター内', en: 'within one sector' },
  'cross-sector': { ja: '分野横断', en: 'across fields' },
  'own-network': { ja: '計測側の障害の可能性', en: 'possibly the measuring side' },
};

/** What an incident is about. */
export type IncidentSubject =
  | { readonly kind: 'target'; readonly target: string }
  | { readonly kind: 'fact'; readonly fact: SharedFact }
  | { readonly kind: 'sector'; readonly sector: string }
  | { readonly kind: 'council' }
  | { readonly kind: 'prober' };

/** How an incident ended: `adopted` = the shift became the new normal, which is no recovery. */
export const INCIDENT_ENDINGS = ['recovered', 'adopted', 'merged', 'withdrawn'] as const;
export type IncidentEnding = (typeof INCIDENT_ENDINGS)[number];

/** What a trouble did not exceed from a moment on; `unknown`: it could not be judged. */
export interface EasedTo {
  readonly judgement: Judgement;
  /** When it was said, epoch ms. */
  readonly since: number;
}

/** A target in an incident. */
export interface IncidentTarget {
  readonly target: string;
  readonly member: string;
  readonly sector: string;
  /** The slot of its first sample that was not normal, epoch ms. */
  readonly from: number;
  /** The slot since which it is not normal once more; absent where it was not normal all the while. */
  readonly again?: number;
  /** The slot since which it is normal again; null while it is not. */
  readonly to: number | null;
  /** When that was said, epoch ms; absent while it lasts. */
  readonly endSaidAt?: number;
  /** The worst so far. */
  readonly judgement: Judgement;
  /** What it was no more than since, each lighter and later than the one before; absent = nothing less. */
  readonly eased?: readonly EasedTo[];
  /** The largest so far; null where it only failed. */
  readonly ratio: number | null;
  readonly phase: Phase | null;
}

export const TIMELINE_KINDS = [
  'opened',
  'grew',
  'changed',
  'shrank',
  'evidence',
  'merged',
  'ended',
] as const;

/** What became of an incident, in words and numbers. */
export interface TimelineEntry {
  /** Epoch ms at which it was found. */
  readonly at: number;
  readonly kind: (typeof TIMELINE_KINDS)[number];
  readonly text: Text;
}

/** Figures behind a pattern, as the rule computed them; a name is that of a figure in docs/judging.md. */
export interface Evidence {
  readonly rule: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly text: Text;
}

/** A stretch of not-normal, of a target or of a pattern. */
export interface Incident {
  /** `YYYYMMDD-n`, the day in the council's zone on which it was opened; never reused. */
  readonly id: string;
  readonly pattern: Pattern;
  readonly subject: IncidentSubject;
  /** The slot of the first sample that belongs to it, epoch ms. */
  readonly since: number;
  /** When it was said first, epoch ms. */
  readonly openedAt: number;
  /** When its end was said, epoch ms; null while it lasts. */
  readonly endedAt: number | null;
  /** null while it lasts. */
  readonly ending: IncidentEnding | null;
  /** The incident of which it is a part since; null = it stands for itself. */
  readonly mergedInto: string | null;
  /** Sites × depth × duration in minutes: the sum over its targets of depth · minutes. */
  readonly severity: number;
  readonly targets: readonly IncidentTarget[];
  readonly evidence: readonly Evidence[];
  readonly timeline: readonly TimelineEntry[];
}
