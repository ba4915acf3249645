import type { SharedFact } from '../../core/words/fact.ts';
import type { Evidence, IncidentSubject, Pattern } from '../../core/words/incident.ts';
import type { Judgement } from '../../core/words/judgement.ts';
import type { FailureReason } from '../../core/words/outcome.ts';

/** A measured target as the rules on many see it. */
export interface CouncilTarget {
  readonly target: string;
  readonly member: string;
  readonly sector: string;
  readonly field: string;
  /** As far as they are known; at most one of a kind but `name_servers` and `alias`. */
  readonly facts: readonly SharedFact[];
}

/** What is said of a target at this moment, the worst of its series. */
export interface TargetNow {
  readonly target: string;
  readonly judgement: Judgement;
  /** The slot since which it is so, epoch ms; 0 = since its first sample: nobody saw it begin. */
  readonly since: number;
  /** Of a failing target, its newest; null otherwise. */
  readonly reason: FailureReason | null;
  /** As `Verdict.deviation`, of its slowest series. */
  readonly deviation: number | null;
  /** The judgement rests on samples that are not to be trusted; judges nothing. */
  readonly suspect: boolean;
}

/** A pattern that holds now. `single` is never found here: that is what is left. */
export interface Finding {
  readonly pattern: Exclude<Pattern, 'single'>;
  readonly subject: IncidentSubject;
  /** Affected targets that it covers, in order of id. */
  readonly targets: readonly string[];
  readonly evidence: Evidence;
}
