import type { MemberRefusal } from '../../core/ports/member-acts.ts';
import type { ContactRecord } from '../../core/ports/notice-store.ts';
import { type Contact, contactIdOf, type Recipient } from '../../core/words/recipient.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MOST_AN_HOUR = 20;
const MOST_A_DAY = 60;

/** Contacts that are to be sent a code, and all that is kept of contacts. */
interface Codes {
  readonly recipient: Pick<Recipient, 'id'>;
  readonly contacts: readonly Contact[];
  readonly records: readonly ContactRecord[];
  /** Epoch ms. */
  readonly now: number;
}

/**
 * Holds the addresses that a member has codes sent to down to so many an hour and a day, and to one code an
 * hour each, also where it was removed meanwhile: nobody floods others' mailboxes by it.
 */
export class CodePace {
  /** Those allowed here, which may not be kept yet: by contact when, epoch ms. */
  readonly #allowed = new Map<string, number>();

  /** Why no code goes to them now; null = they are counted as sent one. */
  take({ recipient, contacts, records, now }: Codes): MemberRefusal | null {
    const ofRecipient = records.filter(({ contact }) => contact.startsWith(`${recipient.id}/`));
    const verified = new Set(
      ofRecipient.filter(({ verifiedAt }) => verifiedAt !== null).map(({ contact }) => contact),
    );
    const due = contacts
      .filter(({ kind }) => kind !== 'telephone')
      .map((contact) => contactIdOf(recipient, contact))
      .filter((id) => !verified.has(id));
    if (due.length === 0) return null;
    const sent = this.#sentTo(recipient, ofRecipient);
    if (due.some((id) => (sent.get(id) ?? -Infinity) > now - HOUR_MS)) return 'code_recent';
    const within = (ms: number) =>
      new Set([...[...sent].flatMap(([id, at]) => (at > now - ms ? [id] : [])), ...due]).size;
    if (within(HOUR_MS) > MOST_AN_HOUR || within(DAY_MS) > MOST_A_DAY) return 'codes_full';
    for (const [id, at] of this.#allowed) if (at <= now - DAY_MS) this.#allowed.delete(id);
    for (const id of due) this.#allowed.set(id, now);
    return null;
  }

  #sentTo({ id }: Codes['recipient'], kept: Codes['records']): ReadonlyMap<string, number> {
    const sent = new Map(kept.map(({ contact, codeSentAt }) => [contact, codeSentAt ?? -Infinity]));
    for (const [contact, at] of this.#allowed) {
      if (contact.startsWith(`${id}/`)) sent.set(contact, Math.max(at, sent.get(contact) ?? at));
    }
    return sent;
  }
}
