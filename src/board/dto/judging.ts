/** What the API's `data` holds of judging; as in `../dto.ts`. */
import type { OwnNetworkDoubt } from '../../core/ports/judging.ts';
import type { SharedFact } from '../../core/words/fact.ts';
import type { Incident, IncidentTarget } from '../../core/words/incident.ts';
import type { Verdict } from '../../core/words/judgement.ts';
import type { Text } from '../../core/words/language.ts';
import type { NoticeDecision } from '../../core/words/notice.ts';
import type { Family } from '../../core/words/outcome.ts';
import type { CouncilDto, NamedDto } from '../dto.ts';

/** What is said of a series against its own normal. */
export interface VerdictDto extends Verdict {
  readonly target: string;
  /** null = of one that is not configured any more. */
  readonly sector: string | null;
  readonly family: Family;
}

/** An incident as a row of a list. */
export interface IncidentRowDto
  extends Omit<Incident, 'targets' | 'evidence' | 'timeline' | 'subject'> {
  readonly subject: IncidentSubjectDto;
  /** Targets that are or were in it. */
  readonly sites: number;
  /** Of `sites`: not normal now. */
  readonly affected: number;
  /** The heaviest of its targets so far, of equal ones the largest ratio; null where it lists none. */
  readonly worst: Pick<IncidentTarget, 'judgement' | 'ratio'> | null;
  /** Of its targets that are not normal now, of all where none is; in the order of the configuration. */
  readonly sectors: readonly NamedDto[];
  readonly fields: readonly NamedDto[];
}

/** What it is about, with its name; null = of one that is not configured any more. */
export type IncidentSubjectDto =
  | { readonly kind: 'target'; readonly target: string; readonly member: NamedDto | null }
  | { readonly kind: 'fact'; readonly fact: SharedFact }
  | { readonly kind: 'sector'; readonly sector: string; readonly name: NamedDto | null }
  | { readonly kind: 'council' }
  | { readonly kind: 'prober' };

/** An incident with all that is known of it. */
export interface IncidentDto extends IncidentRowDto {
  readonly council: CouncilDto;
  readonly targets: readonly IncidentTargetDto[];
  readonly evidence: Incident['evidence'];
  readonly timeline: Incident['timeline'];
  /** The incidents that are part of it, the newest opened first, 500 at most. */
  readonly parts: readonly IncidentRowDto[];
  /** There are older parts, which are not listed. */
  readonly moreParts: boolean;
  /** What was said of it to whom, and why not; the newest of them, the oldest first. */
  readonly told: readonly DecisionDto[];
}

export interface DecisionDto extends Pick<NoticeDecision, 'at' | 'recipient' | 'stage' | 'text'> {
  /** Kind and address of the contact; of a secret address its host alone. */
  readonly contact: Text;
  /** A notice was written. */
  readonly isTold: boolean;
}

export interface IncidentTargetDto extends Omit<IncidentTarget, 'eased'> {
  /** Name of its member; null where it is not configured any more. */
  readonly name: NamedDto | null;
}

/** Sites of a scope by whether anything can be said of them now. */
export interface CoverageDto {
  readonly sites: number;
  /** They answer; what is normal for them is not learned yet. */
  readonly learning: number;
  /** No sample yet, not measured, blocked or in planned work. */
  readonly unknown: number;
}

/** What is said now, of the whole council, a sector or a site. */
export interface JudgingDto {
  /** As `judging` of the events: another one = ask again. */
  readonly version: number;
  /** Places that are measured from: what one alone says is said so. */
  readonly vantages: number;
  readonly ownNetwork: OwnNetworkDoubt | null;
  readonly coverage: CoverageDto;
  /** Those that go on and stand for themselves: patterns first, then the severest. */
  readonly incidents: readonly IncidentRowDto[];
  /** Series that are not normal; of one site alone every series. */
  readonly verdicts: readonly VerdictDto[];
}

/** Incidents, the newest opened first. */
export interface IncidentListDto {
  readonly council: CouncilDto;
  readonly incidents: readonly IncidentRowDto[];
  /** `before` of the next page; null = there are no more. */
  readonly next: string | null;
}
