import type { OutboxDraft, OutboxEntry } from '../../core/ports/notice-store.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { Language } from '../../core/words/language.ts';
import type { NoticeMatter } from '../../core/words/notice.ts';
import { type Contact, contactIdOf, type Recipient } from '../../core/words/recipient.ts';
import { contextOf } from '../../notify/contact-step.ts';
import { type Desk, EMPTY_DESK, haltOf } from '../../notify/desk.ts';
import { decodeDesk } from '../../notify/desk-text.ts';
import type { NoticePreview } from '../control/notice-order.ts';
import { NOTHING_TO_TELL } from './desk-texts.ts';
import { entriesAbout, familyOf } from './incident-family.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import type { NoticeWriter } from './notice-writer.ts';
import { siteKey } from './site-matter.ts';

/**
 * For each contact: what would be written of an incident now, else why nothing is, and the newest that
 * was written. Waiting for what belongs with it, or for the next message of the contact, is left out.
 */
export async function previewNotices(
  incident: Incident,
  recipient: Recipient,
  parts: NoticeDeskParts,
  writer: NoticeWriter,
): Promise<readonly NoticePreview[]> {
  const family = await familyOf(incident, parts.incidents);
  const entries = await entriesAbout(family.parts, parts.store);
  const bodies = await parts.store.desks();
  const desks = new Map(bodies.map(({ contact, body }) => [contact, body]));
  return recipient.contacts.map((contact, index): NoticePreview => {
    const { kind, to } = contact;
    const place = { recipient: recipient.id, number: index + 1, kind, to };
    const id = contactIdOf(recipient, contact);
    const body = desks.get(id) ?? null;
    const desk = body === null ? EMPTY_DESK : decodeDesk(body);
    const now = previewNow({ incident, recipient, contact, desk }, parts, writer);
    const written = entries.find((entry) => entry.contact === id) ?? null;
    const entry = now.entry ?? written;
    if (entry === null) return { ...place, ...NO_PREVIEW, refusal: now.refusal };
    const of = now.entry === null ? ('written' as const) : ('now' as const);
    const said = (language: Language) => saidIn(entry, language, parts);
    return {
      ...place,
      of,
      at: entry.notice.at,
      ja: said('ja'),
      en: said('en'),
      refusal: now.refusal,
    };
  });
}

const NO_PREVIEW = { of: null, at: null, ja: null, en: null };

interface PreviewOf {
  readonly incident: Incident;
  readonly recipient: Recipient;
  readonly contact: Contact;
  readonly desk: Desk;
}

function previewNow(
  { incident, recipient, contact, desk }: PreviewOf,
  { source, standing, clock }: NoticeDeskParts,
  writer: NoticeWriter,
) {
  const offers = source
    .offers(recipient, contact, new Set())
    .filter(({ matter }) => isOf(incident, matter));
  const context = contextOf({ recipient, contact, source, standing, now: clock.now() });
  const halts = offers.map((offer) => ({ ...offer, halt: haltOf(desk, offer, context) }));
  const open = halts.filter(({ halt }) => halt === null).map(({ matter }) => matter);
  if (open.length === 0) {
    return { entry: null, refusal: halts[0]?.halt?.text ?? NOTHING_TO_TELL };
  }
  const surroundings = source.surroundings(recipient, contact);
  const asked = { recipient, contact, kind: 'trouble', matters: open, ...surroundings } as const;
  const drafted = writer.draft(asked, `${contactIdOf(recipient, contact)}#preview`);
  if (drafted.draft === null) return { entry: null, refusal: drafted.refusal };
  return { entry: entryOf(drafted.draft, clock.now()), refusal: null };
}

/** Also the sites of a pattern, which their members know by themselves. */
function isOf({ id, targets }: Incident, matter: NoticeMatter): boolean {
  if (matter.incident === id) return true;
  const keys = new Set(targets.map(({ target }) => siteKey(target)));
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
