import { useContext } from 'preact/hooks';
import { STATEMENT_LABELS } from '../../core/words/statement.ts';
import type { StatementDto } from '../dto/statement.ts';
import { timesOf } from './format.ts';
import { StatementsContext, useSaid } from './statements.ts';
import { useLanguage, useWords } from './words.ts';

export interface SaidProps {
  readonly target: string;
  /** When the judgement stood beside which it is shown; absent = now. */
  readonly during?: { readonly from: number; readonly to: number | null };
  /** The board's clock, epoch ms. */
  readonly at: number;
}

/** What its member says of a judgement, wherever that is shown. */
export function Said({ target, during, at }: SaidProps) {
  const { from, to } = during ?? { from: at, to: null };
  const said = useSaid(target, { from, to, at });
  if (said.length === 0) return null;
  return (
    <ul class="said">
      {said.map((statement) => (
        <li key={statement.id}>
          <SaidText statement={statement} at={at} />
        </li>
      ))}
    </ul>
  );
}

export function SaidText({ statement, at }: { statement: StatementDto; at: number }) {
  const words = useWords();
  const language = useLanguage();
  const { timezone } = useContext(StatementsContext);
  const { kind, text, until, answer } = statement;
  const end = timesOf(language, timezone).short(until, at);
  return (
    <>
      <span class="said-kind">{words.saidKind(STATEMENT_LABELS[kind][language])}</span> {text}{' '}
      <span class="num">{words.saidUntil(end)}</span>
      {answer !== null && (
        <span class="said-answer">
          {' '}
          {answer.isAgreed ? words.answerAgreed : words.answerDeclined} {answer.text}
        </span>
      )}
    </>
  );
}
