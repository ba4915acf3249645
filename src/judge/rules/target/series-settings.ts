import type { Thresholds } from '../../../core/config.ts';
import type { IncidentEnding } from '../../../core/words/incident.ts';
import type { Verdict } from '../../../core/words/judgement.ts';
import type { Sample } from '../../../core/words/sample.ts';
import type { DayClock } from './day-clock.ts';

/** What the rules of a series are told of it. */
export interface SeriesSettings {
  /** Between its slots, 10 s to 1 h. */
  readonly intervalMs: number;
  readonly thresholds: Pick<Thresholds, 'warnMs' | 'criticalMs'>;
  readonly clock: DayClock;
  /** What confirms a failed sample. */
  readonly confirmed: 'by-attempt' | 'by-next-slot';
  /** Least ms above normal that is called slow; absent = 10, 0 where values have a unit of their own. */
  readonly minExcessMs?: number;
}

/** The part of a sample that is judged. */
export type JudgedSample = Pick<
  Sample,
  | 'scheduledAt'
  | 'attempt'
  | 'outcome'
  | 'reason'
  | 'blame'
  | 'failedPhase'
  | 'phases'
  | 'totalMs'
  | 'validity'
>;

/** What holds when a sample is judged. */
export interface JudgeContext {
  readonly settings: SeriesSettings;
  /** Planned work on the target at the sample's slot. */
  readonly inMaintenance: boolean;
  /** A lasting shift may become the new normal, where the series does not fail: no pattern is open. */
  readonly mayAdopt: boolean;
}

export type Direction = 'slower' | 'faster';

/** A verdict with what only the newest sample tells. */
export interface TargetVerdict extends Verdict {
  /** How a stretch that was not normal ended with this sample; null where none did. */
  readonly ended: Extract<IncidentEnding, 'recovered' | 'adopted'> | null;
  /** How far from normal, 0 or more, finite; kept up for some samples and let go slowly. */
  readonly score: number;
  /** The same of the newest sample alone; 0 where it judged nothing. */
  readonly distance: number;
  readonly direction: Direction | null;
  /** A normal of its own is known. */
  readonly isLearned: boolean;
}

/** Least response time over normal that is called slow, and the default of `minExcessMs`. */
export const MIN_RATIO = 1.3;
export const MIN_EXCESS_MS = 10;
