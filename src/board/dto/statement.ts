/** What the API's `data` holds of what members say of judgements. */
import type { Judgement } from '../../core/words/judgement.ts';
import type { Statement, StatementAnswer } from '../../core/words/statement.ts';
import type { NamedDto } from '../dto.ts';
import type { SharedCouncilDto } from './shared.ts';

/** A statement as everybody sees it who sees the judgement. */
export interface StatementDto
  extends Pick<Statement, 'id' | 'target' | 'kind' | 'text' | 'from' | 'until' | 'at' | 'by'> {
  /** Of the operator; null = none yet, or none is due. */
  readonly answer: Omit<StatementAnswer, 'actor'> | null;
}

export interface StatementListDto {
  /** IANA name of the council's zone. */
  readonly timezone: string;
  /** On the sites that are named to the reader, in the order in which they were made. */
  readonly statements: readonly StatementDto[];
}

/** A statement as those see it who act for its member. */
export interface MemberStatementDto extends StatementDto {
  /** Who made it, and the reference of the request; null = the member itself. */
  readonly actor: string;
  readonly request: string | null;
  /** When it was taken back; null = it was not. */
  readonly endedAt: number | null;
}

/** A judgement that a statement may be about. */
export interface MemberTroubleDto {
  readonly from: number;
  /** null while it lasts. */
  readonly to: number | null;
  readonly judgement: Judgement;
}

/** What members say was measured wrongly. */
export interface TaskListDto {
  readonly council: SharedCouncilDto;
  /** What waits for an answer first, then the newest. */
  readonly tasks: readonly TaskDto[];
}

export interface TaskDto {
  readonly member: NamedDto;
  readonly statement: MemberStatementDto;
}
