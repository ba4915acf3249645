import type { OutboxEntry } from '../../core/ports/notice-store.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Text } from '../../core/words/language.ts';
import { contactIdOf } from '../../core/words/recipient.ts';
import type { NoticeDelivery } from '../control/notice-order.ts';
import { NO_CONTACT_NOW } from './desk-texts.ts';
import { entriesAbout, familyOf } from './incident-family.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import type { NoticeWriter } from './notice-writer.ts';

/**
 * A correction to every contact that a notice about the incident, or about what became part of it, went
 * to; null = none did. One that still
 * waits goes before its correction, as order is kept.
 */
export async function sendCorrections(
  { id, incident, text }: { readonly id: string; readonly incident: Incident; readonly text: Text },
  { store, incidents }: NoticeDeskParts,
  writer: NoticeWriter,
): Promise<readonly NoticeDelivery[] | null> {
  const { parts } = await familyOf(incident, incidents);
  const entries = await entriesAbout(parts, store);
  const newest = new Map<string, OutboxEntry>();
  for (const entry of entries) {
    if (entry.state !== 'dead' && !newest.has(entry.contact)) newest.set(entry.contact, entry);
  }
  if (newest.size === 0) return null;
  const gone: NoticeDelivery[] = [];
  const asked = [...newest.values()].flatMap((entry) => {
    const recipient = writer.recipient(entry.notice.recipient);
    const contact = recipient?.contacts.find(
      (each) => contactIdOf(recipient, each) === entry.contact,
    );
    if (recipient === null || contact === undefined) {
      gone.push(goneOf(entry));
      return [];
    }
    const remark = aboutNotice(entry.notice.reference, incident.id, text);
    return [{ recipient, contact, kind: 'correction' as const, remark }];
  });
  const written = await writer.write(id, asked, { incident: incident.id, text: WRITTEN });
  return [...written, ...gone];
}

const WRITTEN: Text = { ja: '訂正を作りました', en: 'a correction was written' };

function aboutNotice(reference: string, incident: string, text: Text): Text {
  return {
    ja: `訂正するお知らせ: 照会番号 ${reference}（事象 ${incident}）。${text.ja}`,
    en: `Corrected is the notice with reference ${reference} (incident ${incident}). ${text.en}`,
  };
}

function goneOf({ notice, to }: OutboxEntry): NoticeDelivery {
  return {
    ...{ recipient: notice.recipient, number: null, kind: to.kind, to: to.to },
    ...{ seq: null, reference: null, state: null, error: null, nextAt: null },
    refusal: NO_CONTACT_NOW,
  };
}
