import { createHash } from 'node:crypto';
import { DAY_KINDS } from '../../core/calendar.ts';
import type { NotifyConfig } from '../../core/notify-config.ts';
import { type Contact, isSecretAddress, PLAIN_CONTACT } from '../../core/words/recipient.ts';

/** `notify` with its contacts as text; nothing in it lets anybody send in our name or to them. */
export function notifyTree({ council, operator, observers, heartbeat, ...rest }: NotifyConfig) {
  return {
    ...rest,
    council: contactsText(council),
    operator: contactsText(operator),
    observers: observers.map(({ id, name, contacts }) =>
      [`${id} ${name.ja} / ${name.en}`, contactsText(contacts)].filter((line) => line).join('\n'),
    ),
    heartbeat: heartbeat && { ...heartbeat, url: hiddenPath(heartbeat.url) },
  };
}

/** Contacts as one text a line; null = none. */
export function contactsText(contacts: readonly Contact[]): string | null {
  return contacts.length === 0 ? null : contacts.map(contactText).join('\n');
}

function contactText(contact: Contact): string {
  const { kind, to, role, verifiedOn } = contact;
  return [
    `${kind}:${isSecretAddress(kind) ? hiddenPath(to) : to}`,
    role,
    verifiedOn,
    ...said(contact),
  ]
    .filter((word) => word !== null)
    .join(' ');
}

/** What differs from a contact of which nothing special was said. */
function said({ language, floor, quietHours, escalateAfterMs, ceiling }: Contact) {
  const plain = PLAIN_CONTACT;
  return [
    language === plain.language ? null : language,
    floor === plain.floor ? null : `floor ${floor}`,
    quietHours === null ? null : quietText(quietHours),
    escalateAfterMs === plain.escalateAfterMs ? null : `after ${escalateAfterMs} ms`,
    ceiling === plain.ceiling ? null : ceiling,
  ];
}

function quietText({ from, to, days }: NonNullable<Contact['quietHours']>): string {
  const text = `quiet ${minuteText(from)}-${minuteText(to)}`;
  const isEveryDay = DAY_KINDS.every((kind) => days.includes(kind));
  return isEveryDay ? text : `${text} ${days.join('+')}`;
}

function minuteText(minute: number): string {
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** The path of a webhook is its password; a digest in its place still tells one from another. */
function hiddenPath(url: string): string {
  return `${new URL(url).origin}/…${digestOf(url)}`;
}

/** Tells a text from another: 8 hex digits. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
