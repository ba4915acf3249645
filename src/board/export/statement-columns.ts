import type { CsvCell } from '../../core/csv-cell.ts';
import type { StatementDto, StatementListDto } from '../dto/statement.ts';

/** What its member says of the judgement in a row: of several each column has all, in the same order. */
export const STATEMENT_COLUMNS = [
  'statement_kinds',
  'statements',
  'statement_until',
  'statement_answers',
] as const;

/** A judgement beside which it stands; times are epoch ms, `to` null = it lasts. */
export interface SaidOf {
  readonly target: string;
  readonly from: number;
  readonly to: number | null;
}

/** All that is among the pages of a file. */
export function statementsIn(
  pages: readonly (object | StatementListDto)[],
): readonly StatementDto[] {
  return pages.flatMap((page) => ('statements' in page ? page.statements : []));
}

/** Cells for {@link STATEMENT_COLUMNS}; all null where nothing is said. */
export function statementCells(
  statements: readonly StatementDto[],
  { target, from, to }: SaidOf,
): readonly CsvCell[] {
  const said = statements.filter(
    (each) => each.target === target && each.from <= (to ?? Infinity) && each.until > from,
  );
  if (said.length === 0) return STATEMENT_COLUMNS.map(() => null);
  return [
    said.map(({ kind }) => kind).join(' '),
    said.map(({ text }) => text).join(' / '),
    said.map(({ until }) => new Date(until).toISOString()).join(' '),
    said.map(answerOf).join(' '),
  ];
}

function answerOf({ answer }: StatementDto): string {
  if (answer === null) return 'none';
  return answer.isAgreed ? 'agreed' : 'declined';
}
