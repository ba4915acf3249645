import type { ContactListDto, MemberContactDto } from '../../board/dto/member.ts';
import { isSameList } from '../../config/owner-of-field.ts';
import type { Config, Member } from '../../core/config.ts';
import {
  type Contact,
  isSecretAddress,
  RECIPIENT_IDS,
  type Recipient,
} from '../../core/words/recipient.ts';
import type { NoticePlace } from '../notices/notice-places.ts';
import { hasChannel } from '../notices/reachable.ts';
import { type ContactLists, contactsIn, stampOf } from './contact-lists.ts';

export interface MemberContactsParts {
  readonly lists: Pick<ContactLists, 'of'>;
  /** The configuration as the files have it. */
  readonly files: () => Config;
  readonly isVerified: (recipient: Recipient, contact: Contact) => boolean;
}

/** How a member is reached, without addresses that are passwords. */
export function contactsOf(
  { isVerified }: Pick<MemberContactsParts, 'isVerified'>,
  { notify }: Config,
  { member, sector }: NoticePlace,
): readonly MemberContactDto[] {
  const { id, name, contacts } = member;
  const viewer = { kind: 'member', member: id, sector: sector.id } as const;
  const recipient: Recipient = { id: RECIPIENT_IDS.member(id), viewer, name, contacts };
  return contacts.map((contact) => {
    const { kind, to, role, floor, language, quietHours, escalateAfterMs } = contact;
    const verified = isVerified(recipient, contact);
    return {
      ...{ kind, role, floor, language, quietHours, escalateAfterMs },
      to: isSecretAddress(kind) ? null : to,
      isVerified: verified,
      isTold: verified && notify !== undefined && hasChannel(kind, notify),
    };
  });
}

/** Whose the contacts of a member are. */
export function contactListOf(
  { lists, files }: Omit<MemberContactsParts, 'isVerified'>,
  { id, contacts }: Member,
): ContactListDto {
  const list = lists.of(id);
  const stamp = stampOf(contacts);
  if (list === null) return { stamp, set: null, unused: null };
  const { version, at, by, actor, request } = list;
  const file = contactsIn(files(), id) ?? [];
  return {
    stamp,
    set: { version, at, by, actor, request },
    unused: isSameList(file, contacts) ? null : file.length,
  };
}
