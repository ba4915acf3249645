import type { OutboxDraft, OutboxEntry } from '../../core/ports/notice-store.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Language } from '../../core/words/language.ts';
import type { NoticeMatter } from '../../core/words/notice.ts';
import { type Contact, contactIdOf, type Recipient } from '../../core/words/recipient.ts';
import type { NoticePreview } from '../control/notice-order.ts';
import { NOTHING_TO_TELL } from './desk-texts.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import type { NoticeWriter } from './notice-writer.ts';

const ALL = 1_000_000;

/** For each contact: what would be written of an incident now, else the newest that was written. */
export async function previewNotices(
  incident: Incident,
  recipient: Recipient,
  parts: NoticeDeskParts,
  writer: NoticeWriter,
): Promise<readonly NoticePreview[]> {
  const entries = await parts.store.outbox({ incident: incident.id, limit: ALL });
  return recipient.contacts.map((contact, index): NoticePreview => {
    const { kind, to } = contact;
    const place = { recipient: recipient.id, number: index + 1, kind, to };
    const id = contactIdOf(recipient, contact);
    const now = previewNow({ incident, recipient, contact }, parts, writer);
    const written = entries.find((entry) => entry.contact === id) ?? null;
    const entry = now.entry ?? written;
    if (entry === null) return { ...place, ...NO_PREVIEW, refusal: now.refusal };
    const of = now.entry === null ? ('written' as const) : ('now' as const);
    const said = (language: Language) => saidIn(entry, language, parts);
    return { ...place, of, at: entry.notice.at, ja: said('ja'), en: said('en'), refusal: null };
  });
}

const NO_PREVIEW = { of: null, at: null, ja: null, en: null };

function previewNow(
  {
    incident,
    recipient,
    contact,
  }: { readonly incident: Incident; readonly recipient: Recipient; readonly contact: Contact },
  { source, clock }: NoticeDeskParts,
  writer: NoticeWriter,
) {
  const offers = source
    .offers(recipient, contact, new Set())
    .filter(({ matter }) => isOf(incident, matter));
  const open = offers.filter(({ refusal }) => refusal === null).map(({ matter }) => matter);
  const refusal = offers.find((offer) => offer.refusal !== null)?.refusal?.text ?? null;
  if (open.length === 0) return { entry: null, refusal: refusal ?? NOTHING_TO_TELL };
  const surroundings = source.surroundings(recipient, contact);
  const asked = { recipient, contact, kind: 'trouble', matters: open, surroundings } as const;
  const drafted = writer.draft(asked, `${contactIdOf(recipient, contact)}#preview`);
  if (drafted.draft === null) return { entry: null, refusal: drafted.refusal };
  return { entry: entryOf(drafted.draft, clock.now()), refusal: null };
}

/** Also the sites of a pattern, which their members know by themselves. */
function isOf({ id, targets }: Incident, matter: NoticeMatter): boolean {
  if (matter.incident === id) return true;
  const keys = new Set(targets.map(({ target }) => `site:${target}`));
  return keys.has(matter.key);
}

/** As the outbox would have it. */
function entryOf(draft: OutboxDraft, nextAt: number): OutboxEntry {
  const untried = { failingSince: null, lastError: null, settledAt: null };
  return { ...draft, seq: 0, state: 'waiting', attempts: 0, nextAt, ...untried };
}

function saidIn(entry: OutboxEntry, language: Language, { render }: NoticeDeskParts) {
  const { subject, text, html } = render({ ...entry, to: { ...entry.to, language } });
  return { subject, text, html };
}
