import type { Clock } from '../core/ports/clock.ts';
import type { Acknowledgement, ContactRecord, NoticeStore } from '../core/ports/notice-store.ts';
import type { Silence } from '../core/words/notice.ts';
import { type Contact, contactIdOf, type Recipient } from '../core/words/recipient.ts';

/** What people said that stands: acknowledgements, silences, and what is known of contacts. */
export class Standing {
  readonly #store: NoticeStore;
  readonly #clock: Clock;
  readonly #acknowledged = new Set<string>();
  readonly #silences = new Map<string, Silence>();
  readonly #contacts = new Map<string, ContactRecord>();

  private constructor(store: NoticeStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  /** Rejects with `store_unavailable`. */
  static async open(store: NoticeStore, clock: Clock): Promise<Standing> {
    const standing = new Standing(store, clock);
    for (const each of await store.acknowledgements()) standing.#acknowledged.add(keyOf(each));
    for (const silence of await store.silences(clock.now())) {
      standing.#silences.set(silence.id, silence);
    }
    for (const record of await store.contacts()) standing.#contacts.set(record.contact, record);
    return standing;
  }

  hasAcknowledged(recipient: string, incident: string): boolean {
    return this.#acknowledged.has(keyOf({ recipient, incident }));
  }

  /** Resolves after it is kept. */
  async acknowledge(acknowledgement: Acknowledgement): Promise<void> {
    await this.#store.acknowledge(acknowledgement);
    this.#acknowledged.add(keyOf(acknowledgement));
  }

  /** Those that are not over, the first to end first. */
  silences(): readonly Silence[] {
    const now = this.#clock.now();
    const standing = [...this.#silences.values()].filter(({ until }) => until > now);
    return standing.sort((a, b) => a.until - b.until);
  }

  /** Adds it, or puts it in the place of the one with its id. Resolves after it is kept. */
  async keepSilence(silence: Silence): Promise<void> {
    await this.#store.keepSilence(silence);
    this.#silences.set(silence.id, silence);
  }

  /** By its file or by a code that was given back. */
  isVerified(recipient: Recipient, contact: Contact): boolean {
    const record = this.#contacts.get(contactIdOf(recipient, contact));
    return contact.verifiedOn !== null || (record?.verifiedAt ?? null) !== null;
  }

  /** Resolves after it is kept. */
  async keepContact(record: ContactRecord): Promise<void> {
    await this.#store.keepContact(record);
    this.#contacts.set(record.contact, record);
  }
}

function keyOf({ recipient, incident }: Pick<Acknowledgement, 'recipient' | 'incident'>): string {
  return `${recipient} ${incident}`;
}
