import type { OutboxDraft } from '../core/ports/notice-store.ts';
import { Marked } from '../core/words/marked.ts';
import type { Notice } from '../core/words/notice.ts';

/** A notice that the gate closed for one contact, as the outbox takes it. */
export function openNotice(
  sealed: Marked<Notice>,
  { contact, to }: Pick<OutboxDraft, 'contact' | 'to'>,
): OutboxDraft {
  const { marking, data } = Marked.open(sealed);
  return { contact, to, marking, notice: data };
}
