import { randomUUID } from 'node:crypto';
import type { Config } from '../../core/config.ts';
import { isOneLine } from '../../core/one-line.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Actor } from '../../core/ports/entrance.ts';
import type { Judging } from '../../core/ports/judging.ts';
import type { MemberActs, MemberRefusal, StatementOrder } from '../../core/ports/member-acts.ts';
import type { AuditEntry } from '../../core/words/audit.ts';
import type { AuditAction } from '../../core/words/audit-action.ts';
import { requestDetail } from '../../core/words/request-detail.ts';
import type { Statement } from '../../core/words/statement.ts';
import { actionRightOf } from '../../share/rules/action-right.ts';
import { PAST_MS } from '../past/release-history.ts';
import { admit } from './member-acts.ts';
import type { StatementBook } from './statement-book.ts';

const AHEAD_MS = 90 * 86_400_000;
const TEXT_LENGTH = 500;
const MOST_OF_TARGET = 10;

export interface StatementActsParts {
  readonly statements: StatementBook;
  readonly today: () => Config;
  readonly judging: Pick<Judging, 'stateOf'>;
  /** Tells those who were told of what was measured wrongly; resolves when that is on its way. */
  readonly correct: (statement: Statement, by: { actor: Actor; answer: string }) => Promise<void>;
  readonly clock: Pick<Clock, 'now'>;
}

type StatementActs = Pick<MemberActs, 'makeStatement' | 'endStatement' | 'answerStatement'>;

/** What members say of judgements, and others on their behalf; each act is in the audit. */
export function statementActs(parts: StatementActsParts): StatementActs {
  const { statements, today, clock } = parts;
  return {
    async makeStatement(actor, order) {
      const admitted = admit(actor, 'statement', { ...order, today: today() });
      if (typeof admitted === 'string') return admitted;
      const { target, by, request } = admitted;
      return await statements.keep(() => {
        const said = saidBy(order, parts);
        if (typeof said === 'string') return said;
        const made = { id: randomUUID(), target: target.id, member: target.member, by, request };
        const now = { at: clock.now(), actor: actor.name, endedAt: null, answer: null };
        const statement: Statement = { ...made, ...said, ...now, revision: 1 };
        const until = new Date(statement.until).toISOString();
        const asked = requestDetail(request);
        const detail = `${statement.id}: ${statement.kind} until ${until}${asked}`;
        return { statement, audit: lineOf(statement, 'statement.made', actor, detail) };
      });
    },
    async endStatement(actor, { id, request }) {
      const target = statements.byId(id)?.target ?? '';
      const admitted = admit(actor, 'statement', { target, request, today: today() });
      if (admitted === 'site_unknown') return 'statement_unknown';
      if (typeof admitted === 'string') return admitted;
      return await change(parts, id, (statement, at) => {
        if (statement.endedAt !== null) return 'statement_over';
        const asked = requestDetail(admitted.request);
        const ended = { ...statement, endedAt: at };
        return [ended, lineOf({ ...ended, at }, 'statement.ended', actor, `${id}${asked}`)];
      });
    },
    answerStatement: (actor, order) => answer(parts, actor, order),
  };
}

async function answer(
  parts: StatementActsParts,
  actor: Actor,
  { id, isAgreed, text }: Parameters<MemberActs['answerStatement']>[1],
): Promise<MemberRefusal | null> {
  const { statements, correct } = parts;
  if (actionRightOf(actor.viewer, 'correct', { kind: 'council' }) !== 'allowed')
    return 'act_denied';
  if (!isText(text)) return 'text_wrong';
  const known = statements.byId(id);
  if (known?.kind !== 'measurement_error') return 'statement_unknown';
  if (isOver(known)) return 'statement_over';
  // Sent first: what was not sent is not answered either, and asked for again it is sent once.
  if (isAgreed) await correct(known, { actor, answer: text.trim() });
  return await change(parts, id, (statement, at) => {
    if (isOver(statement)) return 'statement_over';
    const answered = { isAgreed, text: text.trim(), at, actor: actor.name };
    const detail = `${id}: ${isAgreed ? 'agreed' : 'not agreed'}; ${answered.text}`;
    const line = lineOf({ ...statement, at }, 'statement.answered', actor, detail);
    return [{ ...statement, answer: answered }, line];
  });
}

function isOver({ answer, endedAt }: Statement): boolean {
  return answer !== null || endedAt !== null;
}

/** What is said, with its times; a refusal where it cannot be said so. */
function saidBy(
  { target, kind, text, from, until }: StatementOrder,
  { statements, judging, clock }: StatementActsParts,
): Pick<Statement, 'kind' | 'text' | 'from' | 'until'> | MemberRefusal {
  const now = clock.now();
  if (!isText(text)) return 'text_wrong';
  if (until <= now || until > now + AHEAD_MS) return 'times_wrong';
  if (from !== null && (from > now || from < now - PAST_MS)) return 'times_wrong';
  const held = statements.of(target).filter((each) => holdsAt(each, now));
  if (held.length >= MOST_OF_TARGET) return 'statements_full';
  const state = judging.stateOf(target);
  const judgedSince = state === null || state.judgement === 'normal' ? now : state.since;
  return { kind, text: text.trim(), from: from ?? Math.min(judgedSince, now), until };
}

async function change(
  { statements, clock }: StatementActsParts,
  id: string,
  make: (statement: Statement, at: number) => readonly [Statement, AuditEntry] | MemberRefusal,
): Promise<MemberRefusal | null> {
  return await statements.keep(() => {
    const known = statements.byId(id);
    if (known === null) return 'statement_unknown';
    const made = make(known, clock.now());
    if (typeof made === 'string') return made;
    const [statement, audit] = made;
    return { statement: { ...statement, revision: known.revision + 1 }, audit };
  });
}

/** Whether it is shown with what is judged at a time. */
function holdsAt({ from, until, endedAt }: Statement, at: number): boolean {
  return endedAt === null && from <= at && at < until;
}

function isText(text: string): boolean {
  const trimmed = text.trim();
  return trimmed !== '' && trimmed.length <= TEXT_LENGTH && isOneLine(trimmed);
}

function lineOf(
  { at, target }: Pick<Statement, 'at' | 'target'>,
  action: AuditAction,
  { name }: Actor,
  detail: string,
): AuditEntry {
  return { at, actor: name, action, subject: target, detail };
}
