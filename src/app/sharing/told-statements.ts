import type {
  MemberStatementDto,
  StatementDto,
  StatementListDto,
  TaskDto,
  TaskListDto,
} from '../../board/dto/statement.ts';
import type { Dated } from '../../core/words/marked.ts';
import type { Statement } from '../../core/words/statement.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { PAST_MS } from '../past/release-history.ts';
import { sharedCouncilOf } from './shared-page.ts';
import type { SharedViews } from './shared-views.ts';
import type { StatementBook } from './statement-book.ts';

export interface StatementViewsParts {
  readonly shared: Pick<SharedViews, 'look'>;
  readonly statements: Pick<StatementBook, 'of' | 'all'>;
}

/**
 * What is said of the judgements that a reader sees by name, not yet sealed: nothing that was said before
 * the site came to be named to him.
 */
export function toldStatements(
  { shared, statements }: StatementViewsParts,
  viewer: Viewer,
): Dated<StatementListDto> {
  const { reader, sources } = shared.look(viewer);
  const { now } = sources;
  const told = reader.sites.all.flatMap(({ place, namedSince }) =>
    statements
      .of(place.target.id)
      .filter(({ at, until, endedAt }) => {
        // After its end it is told with what it was about.
        return endedAt === null && at >= namedSince && until > now - PAST_MS;
      })
      .map((statement) => {
        const dto = statementDtoOf(statement);
        return { ...dto, from: Math.max(dto.from, namedSince) };
      }),
  );
  const { timezone } = reader.places.config.council;
  const ordered = told.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return { asOf: now, data: { timezone, statements: ordered } };
}

/** What the operator has to answer, and what he answered. */
export function tasksOf(
  { shared, statements }: StatementViewsParts,
  viewer: Viewer,
): Dated<TaskListDto> {
  const { reader, sources } = shared.look(viewer);
  const { ofMember, config } = reader.places;
  const tasks = statements
    .all()
    .filter(({ kind, endedAt }) => kind === 'measurement_error' && endedAt === null)
    .map((statement): TaskDto => {
      const { member: id } = statement;
      const name = ofMember.get(id)?.[0]?.member.name ?? { ja: id, en: id };
      return { member: { id, name }, statement: memberStatementOf(statement) };
    })
    .sort((a, b) => waitsOf(b) - waitsOf(a) || b.statement.at - a.statement.at);
  const { now, minute, drill } = sources;
  return { asOf: now, data: { council: sharedCouncilOf(config, minute, drill), tasks } };
}

function waitsOf({ statement }: TaskDto): number {
  return statement.answer === null ? 1 : 0;
}

/** As those see it who act for its member. */
export function memberStatementOf(statement: Statement): MemberStatementDto {
  const { actor, request, endedAt } = statement;
  return { ...statementDtoOf(statement), actor, request, endedAt };
}

function statementDtoOf({ answer, ...statement }: Statement): StatementDto {
  const { id, target, kind, text, from, until, at, by } = statement;
  const answered = answer && { isAgreed: answer.isAgreed, text: answer.text, at: answer.at };
  return { id, target, kind, text, from, until, at, by, answer: answered };
}
