import type { Contact } from './recipient.ts';
import { requestDetail } from './request-detail.ts';
import type { ViewerKind } from './viewer.ts';

/** A contact that a member has set itself, by a name that tells nothing of its address. */
export interface KeptContact {
  /** Of letters and digits; it stays as long as the member is reached in that way. */
  readonly key: string;
  readonly contact: Contact;
}

/** The contacts that a member has set itself, all of them; the newest version alone is kept. */
export interface ContactList {
  readonly member: string;
  /** From 1; grows with every change. */
  readonly version: number;
  readonly contacts: readonly KeptContact[];
  /** Epoch ms. */
  readonly at: number;
  /** Who set it: the member, or somebody at its recorded request. */
  readonly by: Extract<ViewerKind, 'member' | 'secretariat' | 'operator'>;
  /** As the audit names him. */
  readonly actor: string;
  /** Reference of the member's request; null = the member itself. */
  readonly request: string | null;
  /** What the files had when they were looked at last: the same again is no wish of theirs. */
  readonly file: readonly Contact[];
}

/** Of the audit's lines about it. */
export const CONTACTS_ACTION = 'contacts.changed';

/**
 * What the line of the audit says: kinds and names of the contacts, no address, so that those that are
 * still known can be told from those that were removed where the list itself is lost.
 */
export function contactsDetail({ version, contacts, request }: ContactList): string {
  const each = contacts.map(({ key, contact }) => `${contact.kind} ${key}`);
  const all = each.length === 0 ? 'none' : each.join(', ');
  return `version ${version}: ${all}${requestDetail(request)}`;
}

/** null = it is no such text. */
export function keysOfDetail(
  detail: string,
): { readonly version: number; readonly keys: readonly string[] } | null {
  const [, version, all] =
    /^version (\d+): (none|[a-z]+ \w+(?:, [a-z]+ \w+)*)(?:; request .*)?$/.exec(detail) ?? [];
  if (version === undefined || all === undefined) return null;
  const keys = all === 'none' ? [] : all.split(', ').map((each) => each.split(' ')[1] ?? '');
  return { version: Number(version), keys };
}
