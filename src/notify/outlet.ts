import type { OutboxDraft } from '../core/ports/notice-store.ts';
import { Marked } from '../core/words/marked.ts';
import type { Notice } from '../core/words/notice.ts';
import { type Contact, contactIdOf, type Recipient } from '../core/words/recipient.ts';
import type { NoticeSource } from './notice-source.ts';
import { referenceOf } from './reference.ts';

/** What a notice says and when; what is absent is empty. */
export type Said = Pick<Notice, 'kind' | 'at'> &
  Partial<Pick<Notice, 'matters' | 'around' | 'sectors' | 'remark' | 'names' | 'code'>>;

const NOTHING_ELSE = { matters: [], around: [], sectors: [], remark: null, code: null };

/**
 * A notice to one contact, closed by the gate and as the outbox takes it; null = the gate does not let
 * it go by this contact. `key` names it for good: of two with the same one the outbox takes the first.
 */
export function draftNotice(
  source: Pick<NoticeSource, 'telling' | 'clockOf' | 'seal'>,
  { recipient, contact }: { readonly recipient: Recipient; readonly contact: Contact },
  key: string,
  said: Said,
): OutboxDraft | null {
  const clock = source.clockOf(recipient);
  const sealed = source.seal(recipient, contact, {
    ...NOTHING_ELSE,
    ...said,
    key,
    reference: referenceOf(key, clock.dateOf(said.at), clock.minuteText(said.at)),
    recipient: recipient.id,
    recipientName: recipient.name,
    viewer: recipient.viewer.kind,
    exercise: source.telling().exercise,
  });
  if (sealed === null) return null;
  const { marking, data: notice } = Marked.open(sealed);
  const { kind, to, language } = contact;
  return { contact: contactIdOf(recipient, contact), to: { kind, to, language }, marking, notice };
}
