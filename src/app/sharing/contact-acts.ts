import type { Reachability } from '../../config/check-addresses.ts';
import type { Config, PlacedTarget } from '../../core/config.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Actor } from '../../core/ports/entrance.ts';
import type {
  CodeOrder,
  ContactsOrder,
  ContactsRefusal,
  MemberActs,
  MemberRefusal,
} from '../../core/ports/member-acts.ts';
import type { ContactRecord } from '../../core/ports/notice-store.ts';
import { type Contact, RECIPIENT_IDS, type Recipient } from '../../core/words/recipient.ts';
import { type ActsForMember, admitForMember } from './admit-member.ts';
import { CodePace } from './code-pace.ts';
import { type ContactLists, contactsIn, isSameWay, stampOf } from './contact-lists.ts';
import { contactsGiven } from './given-contacts.ts';

/** A code that somebody gave back for a member. */
export interface CodeGiven extends Pick<CodeOrder, 'code' | 'place' | 'request'> {
  readonly recipient: string;
  readonly actor: string;
}

export interface ContactActsParts {
  readonly lists: ContactLists;
  /** The council that holds at the moment of the call. */
  readonly today: () => Config;
  /** As the files have it. */
  readonly files: () => Config;
  /** Told when a list is kept: it is in force when this returns. */
  readonly onChosen: () => void;
  /** Sends a code to each of the contacts, in its own time. */
  readonly sendCodes: (recipient: Recipient) => void;
  /** What is kept of contacts. Rejects with `store_unavailable`. */
  readonly records: () => Promise<readonly ContactRecord[]>;
  /** null = the contact is verified by it now. */
  readonly takeCode: (given: CodeGiven) => Promise<'code_wrong' | 'code_void' | null>;
  readonly isReachable: Reachability;
  readonly clock: Pick<Clock, 'now'>;
}

/** How members are reached, by the action table; each act is in the audit, without an address. */
export function contactActs(
  parts: ContactActsParts,
): Pick<MemberActs, 'setContacts' | 'verifyContact'> {
  const pace = new CodePace();
  return {
    async setContacts(actor, order) {
      const admitted = admitForMember(actor, 'contacts', { ...order, today: parts.today() });
      if (typeof admitted === 'string') return admitted;
      return await setContacts({ ...parts, pace }, actor, { order, admitted });
    },
    async verifyContact(actor, { code, seen, place, ...asked }): Promise<MemberRefusal | null> {
      const today = parts.today();
      const admitted = admitForMember(actor, 'contacts', { ...asked, today });
      if (typeof admitted === 'string') return admitted;
      const { request } = admitted;
      const recipient = RECIPIENT_IDS.member(asked.member);
      const contacts = contactsNow(parts, asked.member);
      if (stampOf(contacts) !== seen || place >= contacts.length) return 'contacts_changed';
      return await parts.takeCode({ recipient, place, code, request, actor: actor.name });
    },
  };
}

async function setContacts(
  parts: ContactActsParts & { readonly pace: CodePace },
  actor: Actor,
  { order, admitted }: { readonly order: ContactsOrder; readonly admitted: ActsForMember },
): Promise<ContactsRefusal | null> {
  const { lists, files, onChosen, sendCodes, isReachable, clock, pace } = parts;
  const { member, seen } = order;
  const file = contactsIn(files(), member);
  if (file === null) return 'member_unknown';
  const records = await parts.records();
  const set = await lists.set(file, () => {
    const before = contactsNow(parts, member);
    if (stampOf(before) !== seen) return 'contacts_changed';
    const contacts = contactsGiven(order.contacts, before, isReachable);
    if (typeof contacts === 'string' || 'ja' in contacts) return contacts;
    const { by, request } = admitted;
    const at = clock.now();
    const added = contacts.filter((each) => !before.some((other) => isSameWay(other, each)));
    const recipient = { id: RECIPIENT_IDS.member(member) };
    const refusal = pace.take({ recipient, contacts: added, records, now: at });
    return refusal ?? { member, contacts, at, by, actor: actor.name, request };
  });
  if (set.refusal !== null) return set.refusal;
  onChosen();
  const [place] = admitted.places;
  if (place !== undefined && set.added.length > 0) sendCodes(recipientOf(place, set.added));
  return null;
}

function contactsNow(
  { lists, files }: Pick<ContactActsParts, 'lists' | 'files'>,
  member: string,
): readonly Contact[] {
  const own = lists.of(member)?.contacts.map(({ contact }) => contact);
  return own ?? contactsIn(files(), member) ?? [];
}

function recipientOf({ member, sector }: PlacedTarget, contacts: readonly Contact[]): Recipient {
  const viewer = { kind: 'member', member: member.id, sector: sector.id } as const;
  return { id: RECIPIENT_IDS.member(member.id), viewer, name: member.name, contacts };
}
