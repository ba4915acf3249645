import { type Config, targetsOf } from '../../core/config.ts';
import type { Acknowledgement, ContactRecord, OutboxEntry } from '../../core/ports/notice-store.ts';
import type { Incident } from '../../core/words/incident.ts';
import type { NoticeDecision } from '../../core/words/notice.ts';
import { contactIdOf, RECIPIENT_IDS, type Recipient } from '../../core/words/recipient.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { Standing } from '../../notify/standing.ts';
import { readRightOf } from '../../share/rules/read-right.ts';
import type { ToldContact, ToldRecipient } from '../control/notice-order.ts';
import { entriesAbout, familyOf, type IncidentFamily } from './incident-family.ts';
import type { NoticeDeskParts } from './notice-desk-parts.ts';
import type { NoticeWriter } from './notice-writer.ts';
import { ownRecipientIdOf } from './own-recipient.ts';

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
 * was decided, and every member in it, also one without a contact. What was told of a part of it counts,
 * and by a member what was acknowledged of one. For the operator all of them; for everybody else himself, and
 * for a secretariat of its members those that it may see in it.
 */
export async function toldList(
  { incident, viewer }: { readonly incident: Incident; readonly viewer: Viewer },
  parts: NoticeDeskParts,
  writer: NoticeWriter,
): Promise<readonly ToldRecipient[]> {
  const kept = await keptOf(await familyOf(incident, parts.incidents), parts, writer);
  const ids = new Set([
    ...incident.targets.map(({ member }) => RECIPIENT_IDS.member(member)),
    ...kept.decisions.map(({ recipient }) => recipient),
    ...[...kept.entries.values()].map(({ notice }) => notice.recipient),
    ...kept.acknowledged.keys(),
  ]);
  const isListed = listedBy(viewer, incident, parts.config());
  return [...ids]
    .filter(isListed)
    .sort()
    .map((id) => {
      const recipient = writer.recipient(id);
      const contacts = [
        ...(recipient === null ? [] : toldContactsOf(recipient, kept, parts.standing)),
        ...formerContactsOf(id, recipient, kept),
      ];
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

/** Which recipients the viewer may read of. */
function listedBy(
  viewer: Viewer,
  { targets }: Incident,
  config: Config,
): (recipient: string) => boolean {
  if (viewer.kind === 'operator') return () => true;
  const own = ownRecipientIdOf(viewer, config);
  if (viewer.kind !== 'secretariat') return (id) => id === own;
  const inIt = new Set(targets.map(({ target }) => target));
  const seen = targetsOf(config).filter(({ target, member, sector }) => {
    const { id, consent, secretariatSees } = target;
    const shared = { id, member: member.id, sector: sector.id, consent, secretariatSees };
    return inIt.has(id) && sector.id === viewer.sector && readRightOf(viewer, shared) !== 'nothing';
  });
  const ids = new Set([own, ...seen.map(({ member }) => RECIPIENT_IDS.member(member.id))]);
  return (id) => ids.has(id);
}

async function keptOf(
  { parts, wholes }: IncidentFamily,
  { store }: NoticeDeskParts,
  writer: NoticeWriter,
): Promise<Kept> {
  const [decisions, entries, acknowledgements, records] = await Promise.all([
    store.decisions(parts),
    entriesAbout(parts, store),
    store.acknowledgements(),
    store.contacts(),
  ]);
  const own = new Set([...parts.slice(0, 1), ...wholes]);
  const all = new Set(parts);
  const isMember = (id: string) => writer.recipient(id)?.viewer.kind === 'member';
  const ours = acknowledgements.filter(
    ({ incident, recipient }) => own.has(incident) || (all.has(incident) && isMember(recipient)),
  );
  return {
    decisions,
    entries: new Map(entries.toReversed().map((entry) => [entry.contact, entry])),
    acknowledged: new Map(ours.map((each) => [each.recipient, each])),
    records: new Map(records.map((record) => [record.contact, record])),
  };
}

function toldContactsOf(
  recipient: Recipient,
  kept: Kept,
  standing: Standing,
): readonly ToldContact[] {
  return recipient.contacts.map((contact, index) => {
    const { kind, to, role } = contact;
    const isVerified = standing.isVerified(recipient, contact);
    const at = { recipient: recipient.id, number: index + 1, kind, to };
    return { ...at, role, isVerified, ...whatIsKeptOf(contactIdOf(recipient, contact), kept) };
  });
}

/** Written to, and not in the configuration any more; nothing is written where it is not verified. */
function formerContactsOf(
  id: string,
  recipient: Recipient | null,
  kept: Kept,
): readonly ToldContact[] {
  const own = recipient?.contacts.map((contact) => contactIdOf(recipient, contact));
  const configured = new Set(own);
  return [...kept.entries.values()]
    .filter(({ notice, contact }) => notice.recipient === id && !configured.has(contact))
    .map(({ contact, to: { kind, to } }) => ({
      ...{ recipient: id, number: null, kind, to, role: null, isVerified: true },
      ...whatIsKeptOf(contact, kept),
    }));
}

function whatIsKeptOf(
  contact: string,
  { decisions, entries, records }: Kept,
): Pick<ToldContact, 'bounce' | 'notice' | 'decisions'> {
  const entry = entries.get(contact);
  return {
    bounce: records.get(contact)?.bounce ?? null,
    notice:
      entry === undefined
        ? null
        : {
            ...{ reference: entry.notice.reference, at: entry.notice.at, state: entry.state },
            ...{ settledAt: entry.settledAt, error: entry.lastError },
          },
    decisions: decisions
      .filter((decision) => decision.contact === contact)
      .map(({ at, stage, text }) => ({ at, stage, text })),
  };
}

/** Of a recipient who acknowledged nothing. */
function stateOf(contacts: readonly ToldContact[]): ToldRecipient['state'] {
  const isThere = ({ bounce, notice }: ToldContact) => bounce === null && notice?.state === 'sent';
  if (contacts.some(isThere)) return 'told';
  const isOnItsWay = ({ bounce, notice }: ToldContact) =>
    bounce === null && notice?.state === 'waiting' && notice.error === null;
  if (contacts.some(isOnItsWay)) return 'on_its_way';
  const mayBeSent = contacts.some(({ kind, isVerified }) => kind !== 'telephone' && isVerified);
  if (!mayBeSent || contacts.some(({ notice }) => notice !== null)) return 'not_reached';
  return 'not_told';
}

/** Of one without a contact: its id where it is not in the configuration any more. */
function nameOf(id: string, { sectors }: Config): ToldRecipient['name'] {
  const members = sectors.flatMap((sector) => sector.members);
  const member = members.find((each) => RECIPIENT_IDS.member(each.id) === id);
  return member?.name ?? { ja: id, en: id };
}
