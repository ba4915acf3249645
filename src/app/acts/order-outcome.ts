import type { ActOutcome } from '../../board/acts/act-desk.ts';
import type { NoticeOutcome } from '../control/notice-order.ts';
import { NOT_ALLOWED } from '../notices/desk-texts.ts';

/** What an order came to, for who asked on the board. */
export function outcomeOf(outcome: NoticeOutcome): ActOutcome {
  if (outcome.kind !== 'notice_refused') return { kind: 'done' };
  const { text } = outcome;
  const isDenied = text.en === NOT_ALLOWED.en;
  return isDenied ? { kind: 'denied' } : { kind: 'refused', text };
}
