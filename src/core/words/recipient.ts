import type { DayKind } from '../calendar.ts';
import type { Language, Text } from './language.ts';
import type { Marking } from './marking.ts';
import type { Viewer, ViewerKind } from './viewer.ts';

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

/** Kinds of contacts as people read them. */
export const CONTACT_LABELS: Readonly<Record<ContactKind, Text>> = {
  mail: { ja: 'メール', en: 'mail' },
  webhook: { ja: 'Webhook', en: 'webhook' },
  slack: { ja: 'Slack', en: 'Slack' },
  teams: { ja: 'Teams', en: 'Teams' },
  alertmanager: { ja: 'Alertmanager', en: 'Alertmanager' },
  telephone: { ja: '電話', en: 'telephone' },
};

/** Whose address is known to nobody else, its path being a password. */
const SECRET_ADDRESSES: ReadonlySet<ContactKind> = new Set(['webhook', 'slack', 'teams']);

export function isSecretAddress(kind: ContactKind): boolean {
  return SECRET_ADDRESSES.has(kind);
}

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

/**
 * The strictest marking of data about others that each may read at all, so that no contact of his has
 * a wider ceiling.
 */
export const WIDEST_CEILINGS: Readonly<Record<ViewerKind, Marking>> = {
  member: 'TLP:AMBER',
  secretariat: 'TLP:AMBER+STRICT',
  council: 'TLP:AMBER',
  observer: 'TLP:GREEN',
  operator: 'TLP:AMBER+STRICT',
};

/** An office or a member that is told, with the ways to reach it. */
export interface Recipient {
  /** As {@link RECIPIENT_IDS} makes it. */
  readonly id: string;
  readonly viewer: Viewer;
  readonly name: Text;
  readonly contacts: readonly Contact[];
}

/** Ids of recipients, the same as long as the member, sector or observer has its id. */
export const RECIPIENT_IDS = {
  member: (id: string) => `member:${id}`,
  sector: (id: string) => `sector:${id}`,
  observer: (id: string) => `observer:${id}`,
  council: 'council',
  operator: 'operator',
} as const;

/** Names one contact of one recipient, for as long as it is reached in that way. */
export function contactIdOf(
  recipient: Pick<Recipient, 'id'>,
  contact: Pick<Contact, 'kind' | 'to'>,
) {
  return `${recipient.id}/${contact.kind}:${contact.to}`;
}
