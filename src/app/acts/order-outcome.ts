import type { ActOutcome } from '../../board/acts/act-desk.ts';
import type { NoticeOutcome } from '../control/notice-order.ts';

/** What an order came to, for who asked on the board. */
export function outcomeOf(outcome: NoticeOutcome): ActOutcome {
  if (outcome.kind === 'notice_denied') return { kind: 'denied' };
  if (outcome.kind === 'notice_refused') return { kind: 'refused', text: outcome.text };
  return { kind: 'done' };
}
