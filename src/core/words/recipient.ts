import type { DayKind } from '../calendar.ts';
import type { Language, Text } from './language.ts';
import type { Marking } from './marking.ts';
import type { Viewer } from './viewer.ts';

/** By what a contact is reached; `telephone` is for people: nothing is sent to it. */
export const CONTACT_KINDS = [
  'mail',
  'webhook',
  'slack',
  'teams',
  'alertmanager',
  'telephone',
] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

/** What a contact wants to hear of at least, the lightest first. */
export const NOTICE_WEIGHTS = ['slow', 'failing', 'pattern'] as const;
export type NoticeWeight = (typeof NOTICE_WEIGHTS)[number];

/** Hours in which a contact hears nothing, in the council's zone. */
export interface QuietHours {
  /** Minutes of the day, 0 to 1439; the first of the hours. */
  readonly from: number;
  /** The first minute after them; at or before `from` = on the next day. */
  readonly to: number;
  /** Kinds of the day on which they begin. */
  readonly days: readonly DayKind[];
}

/** One way to reach a recipient. */
export interface Contact {
  readonly kind: ContactKind;
  /** Mail address, URL or number. */
  readonly to: string;
  readonly role: string | null;
  /** ISO date; null = not verified. */
  readonly verifiedOn: string | null;
  readonly language: Language;
  readonly floor: NoticeWeight;
  /** null = none. */
  readonly quietHours: QuietHours | null;
  /** It hears of a trouble that lasts so long and that nobody has acknowledged; 0 = at once. */
  readonly escalateAfterMs: number;
  /** The strictest marking of data about others that may go by it. */
  readonly ceiling: Marking;
}

/** A contact of which nothing special was said. */
export const PLAIN_CONTACT = {
  role: null,
  verifiedOn: null,
  language: 'ja',
  floor: 'slow',
  quietHours: null,
  escalateAfterMs: 0,
  ceiling: 'TLP:GREEN',
} as const satisfies Omit<Contact, 'kind' | 'to'>;

/** An office or a member that is told, with the ways to reach it. */
export interface Recipient {
  /** `member:<id>`, `sector:<id>`, `council`, `observer:<id>`, `operator`. */
  readonly id: string;
  readonly viewer: Viewer;
  readonly name: Text;
  readonly contacts: readonly Contact[];
}

/** Names one contact of one recipient, for as long as it is reached in that way. */
export function contactIdOf(
  recipient: Pick<Recipient, 'id'>,
  contact: Pick<Contact, 'kind' | 'to'>,
) {
  return `${recipient.id}/${contact.kind}:${contact.to}`;
}
