import { STATEMENT_LABELS } from '../../core/words/statement.ts';
import type { SnapshotDto } from '../dto/snapshot.ts';
import type { StatementDto } from '../dto/statement.ts';
import { type Markup, markup } from '../markup.ts';
import type { SnapshotContext } from './snapshot-context.ts';

/** When a judgement stood, epoch ms; `to` null = it stands. */
interface Standing {
  readonly from: number;
  readonly to: number | null;
}

/** What its member says of a site's judgement, in its own words; null where it says nothing. */
export function saidOf(
  { statements }: Pick<SnapshotDto, 'statements'>,
  { target, from, to }: Standing & { readonly target: string },
  context: SnapshotContext,
): Markup | null {
  const end = to ?? context.asOf;
  const said = statements.filter(
    (each) => each.target === target && each.from <= end && each.until > from,
  );
  if (said.length === 0) return null;
  return markup`<ul class="said">${said.map((each) => saidItem(each, context))}</ul>`;
}

function saidItem(
  { kind, text, until, answer }: StatementDto,
  { language, shared, short }: SnapshotContext,
): Markup {
  const answered =
    answer === null
      ? null
      : markup` <span>${answer.isAgreed ? shared.answerAgreed : shared.answerDeclined} ${answer.text}</span>`;
  return markup`<li><b>${shared.saidKind(STATEMENT_LABELS[kind][language])}</b> ${text} <span class="until">${shared.saidUntil(short(until))}</span>${answered}</li>`;
}
