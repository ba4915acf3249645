import type { Reachability } from '../../config/check-addresses.ts';
import { givenContactFault } from '../../config/given-contact.ts';
import { isOneLine } from '../../core/one-line.ts';
import type { ContactsRefusal, GivenContact } from '../../core/ports/member-acts.ts';
import type { Text } from '../../core/words/language.ts';
import { type Contact, PLAIN_CONTACT } from '../../core/words/recipient.ts';
import { isSameWay } from './contact-lists.ts';

const MOST = 20;
const ADDRESS_LENGTH = 500;
const ROLE_LENGTH = 100;

const NO_ADDRESS: Text = { ja: '宛先を入力してください。', en: 'Give the address.' };
const ROLE_WRONG: Text = {
  ja: `役割は ${ROLE_LENGTH} 文字までの 1 行で入力してください。`,
  en: `Give the role in one line of up to ${ROLE_LENGTH} characters.`,
};
const TWICE: Text = {
  ja: '同じ宛先が 2 つあります。',
  en: 'The same address stands there twice.',
};

/**
 * The contacts that somebody gives in the place of `before`. Whether an address was verified, and how
 * strict a marking about others may go there, stays with the address; a new one has neither.
 */
export function contactsGiven(
  given: readonly GivenContact[],
  before: readonly Contact[],
  isReachable: Reachability,
): readonly Contact[] | ContactsRefusal {
  if (given.length > MOST) return 'contacts_full';
  const contacts: Contact[] = [];
  for (const each of given) {
    const contact = contactGiven(each, before, isReachable);
    if (typeof contact === 'string' || !('kind' in contact)) return contact;
    if (contacts.some((other) => isSameWay(other, contact))) return TWICE;
    contacts.push(contact);
  }
  return contacts;
}

function contactGiven(
  given: GivenContact,
  before: readonly Contact[],
  isReachable: Reachability,
): Contact | ContactsRefusal {
  const { place, kind, language, floor, quietHours, escalateAfterMs } = given;
  const seen = place === null ? null : before[place];
  if (seen === undefined) return 'contacts_changed';
  const to = given.to?.trim() ?? (seen?.kind === kind ? seen.to : '');
  if (to === '' || to.length > ADDRESS_LENGTH || !isOneLine(to)) return NO_ADDRESS;
  const role = given.role?.trim() || null;
  if (role !== null && (role.length > ROLE_LENGTH || !isOneLine(role))) return ROLE_WRONG;
  const known = before.find((each) => each.kind === kind && each.to === to);
  const { verifiedOn, ceiling } = known ?? PLAIN_CONTACT;
  const wishes = { language, floor, quietHours, escalateAfterMs };
  const contact = { kind, to, role, verifiedOn, ...wishes, ceiling };
  return givenContactFault(contact, known === undefined ? isReachable : null) ?? contact;
}
