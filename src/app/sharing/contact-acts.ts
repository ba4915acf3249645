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
import { type Contact, RECIPIENT_IDS, type Recipient } from '../../core/words/recipient.ts';
import { type ActsForMember, admitForMember } from './admit-member.ts';
import { type ContactLists, contactsIn, stampOf } from './contact-lists.ts';
import { contactsGiven } from './given-contacts.ts';

/** A code that somebody gave back for a member. */
export interface CodeGiven extends Pick<CodeOrder, 'code' | 'request'> {
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
  /** Whether a contact is verified by it now. */
  readonly takeCode: (given: CodeGiven) => Promise<boolean>;
  readonly isReachable: Reachability;
  readonly clock: Pick<Clock, 'now'>;
}

/** How members are reached, by the action table; each act is in the audit, without an address. */
export function contactActs(
  parts: ContactActsParts,
): Pick<MemberActs, 'setContacts' | 'verifyContact'> {
  return {
    async setContacts(actor, order) {
      const admitted = admitForMember(actor, 'contacts', { ...order, today: parts.today() });
      if (typeof admitted === 'string') return admitted;
      return await setContacts(parts, actor, { order, admitted });
    },
    async verifyContact(actor, { code, ...asked }): Promise<MemberRefusal | null> {
      const today = parts.today();
      const admitted = admitForMember(actor, 'contacts', { ...asked, today });
      if (typeof admitted === 'string') return admitted;
      const { request } = admitted;
      const recipient = RECIPIENT_IDS.member(asked.member);
      const given = { recipient, code, request, actor: actor.name };
      return (await parts.takeCode(given)) ? null : 'code_wrong';
    },
  };
}

async function setContacts(
  { lists, files, onChosen, sendCodes, isReachable, clock }: ContactActsParts,
  actor: Actor,
  { order, admitted }: { readonly order: ContactsOrder; readonly admitted: ActsForMember },
): Promise<ContactsRefusal | null> {
  const { member, seen } = order;
  const file = contactsIn(files(), member);
  if (file === null) return 'member_unknown';
  const set = await lists.set(file, () => {
    const before = lists.of(member)?.contacts.map(({ contact }) => contact) ?? file;
    if (stampOf(before) !== seen) return 'contacts_changed';
    const contacts = contactsGiven(order.contacts, before, isReachable);
    if (typeof contacts === 'string' || 'ja' in contacts) return contacts;
    const { by, request } = admitted;
    return { member, contacts, at: clock.now(), by, actor: actor.name, request };
  });
  if (set.refusal !== null) return set.refusal;
  onChosen();
  const [place] = admitted.places;
  if (place !== undefined && set.added.length > 0) sendCodes(recipientOf(place, set.added));
  return null;
}

function recipientOf({ member, sector }: PlacedTarget, contacts: readonly Contact[]): Recipient {
  const viewer = { kind: 'member', member: member.id, sector: sector.id } as const;
  return { id: RECIPIENT_IDS.member(member.id), viewer, name: member.name, contacts };
}
