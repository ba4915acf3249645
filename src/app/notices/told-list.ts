import type { Config } from '../../core/config.ts';
import type { Acknowledgement, ContactRecord, OutboxEntry } from '../../core/ports/notice-store.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { NoticeDecision } from '../../core/words/notice.ts';
import { type Contact, contactIdOf, type Recipient } from '../../core/words/recipient.ts';
import type { ToldContact, ToldRecipient } from '../control/notice-order.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import type { NoticeWriter } from './notice-writer.ts';

const ALL = 1_000_000;

/** All that is kept about telling one incident. */
interface Kept {
  readonly decisions: readonly NoticeDecision[];
  /** By contact the newest. */
  readonly entries: ReadonlyMap<string, OutboxEntry>;
  readonly acknowledged: ReadonlyMap<string, Acknowledgement>;
  readonly records: ReadonlyMap<string, ContactRecord>;
}

/**
 * Who was told of an incident, who acknowledged it and who was not reached: everybody of whom something
 * was decided, and every member in it, also one without a contact.
 */
export async function toldList(
  incident: Incident,
  parts: NoticeDeskParts,
  writer: NoticeWriter,
): Promise<readonly ToldRecipient[]> {
  const kept = await keptOf(incident.id, parts);
  const ids = new Set([
    ...incident.targets.map(({ member }) => `member:${member}`),
    ...kept.decisions.map(({ recipient }) => recipient),
    ...[...kept.entries.values()].map(({ notice }) => notice.recipient),
    ...kept.acknowledged.keys(),
  ]);
  return [...ids].sort().map((id) => {
    const recipient = writer.recipient(id);
    const contacts = recipient === null ? [] : toldContactsOf(recipient, kept, writer);
    const acknowledged = kept.acknowledged.get(id) ?? null;
    return {
      recipient: id,
      name: recipient?.name ?? nameOf(id, parts.config()),
      state: acknowledged === null ? stateOf(contacts) : 'acknowledged',
      acknowledged: acknowledged && { at: acknowledged.at, by: acknowledged.by },
      contacts,
    };
  });
}

async function keptOf(incident: string, { store }: NoticeDeskParts): Promise<Kept> {
  const [decisions, entries, acknowledgements, records] = await Promise.all([
    store.decisions(incident),
    store.outbox({ incident, limit: ALL }),
    store.acknowledgements(),
    store.contacts(),
  ]);
  const ours = acknowledgements.filter((each) => each.incident === incident);
  return {
    decisions,
    entries: new Map(entries.toReversed().map((entry) => [entry.contact, entry])),
    acknowledged: new Map(ours.map((each) => [each.recipient, each])),
    records: new Map(records.map((record) => [record.contact, record])),
  };
}

function toldContactsOf(recipient: Recipient, kept: Kept, writer: NoticeWriter) {
  return recipient.contacts.map((contact, index) => ({
    ...{ recipient: recipient.id, number: index + 1 },
    ...toldContactOf(recipient, contact, kept, writer),
  }));
}

function toldContactOf(
  recipient: Recipient,
  contact: Contact,
  { decisions, entries, records }: Kept,
  writer: NoticeWriter,
): Omit<ToldContact, 'recipient' | 'number'> {
  const id = contactIdOf(recipient, contact);
  const { kind, to, role } = contact;
  const entry = entries.get(id);
  return {
    ...{ kind, to, role },
    isVerified: writer.isVerified(recipient, contact),
    bounce: records.get(id)?.bounce ?? null,
    notice:
      entry === undefined
        ? null
        : {
            ...{ reference: entry.notice.reference, at: entry.notice.at, state: entry.state },
            ...{ settledAt: entry.settledAt, error: entry.lastError },
          },
    decisions: decisions
      .filter((decision) => decision.contact === id)
      .map(({ at, stage, text }) => ({ at, stage, text })),
  };
}

/** Of a recipient who acknowledged nothing. */
function stateOf(contacts: readonly ToldContact[]): ToldRecipient['state'] {
  const isThere = ({ bounce, notice }: ToldContact) => bounce === null && notice?.state === 'sent';
  if (contacts.some(isThere)) return 'told';
  const mayBeSent = contacts.some(({ kind, isVerified }) => kind !== 'telephone' && isVerified);
  if (!mayBeSent || contacts.some(({ notice }) => notice !== null)) return 'not_reached';
  return 'not_told';
}

/** Of one without a contact: its id where it is not in the configuration any more. */
function nameOf(id: string, { sectors }: Config): ToldRecipient['name'] {
  const members = sectors.flatMap((sector) => sector.members);
  const member = members.find((each) => `member:${each.id}` === id);
  return member?.name ?? { ja: id, en: id };
}
