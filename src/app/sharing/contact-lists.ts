import { randomUUID } from 'node:crypto';
import { isSameList, type TouchedContacts } from '../../config/owner-of-field.ts';
import type { Config } from '../../core/config.ts';
import { InTurn } from '../../core/in-turn.ts';
import type { ContactsRefusal } from '../../core/ports/member-acts.ts';
import type { SaidStore } from '../../core/ports/said-store.ts';
import {
  CONTACTS_ACTION,
  type ContactList,
  contactsDetail,
  type KeptContact,
} from '../../core/words/contact-list.ts';
import type { Contact } from '../../core/words/recipient.ts';
import { digestOf } from './reader-sites.ts';

const KEY_LENGTH = 8;

/** A list that is made of what is there when its turn comes. */
export interface ListMade extends Pick<ContactList, 'member' | 'at' | 'by' | 'actor' | 'request'> {
  readonly contacts: readonly Contact[];
}

/** What became of it. */
export type ListSet =
  | { readonly refusal: ContactsRefusal }
  /** `added`: contacts that were not there before. */
  | { readonly refusal: null; readonly added: readonly Contact[] };

/** The contacts that members have set themselves; kept in the store before they hold, and held here. */
export class ContactLists {
  readonly #store: Pick<SaidStore, 'keepStep'>;
  readonly #turn = new InTurn();
  #lists: ReadonlyMap<string, ContactList>;
  #touched: ReadonlyMap<string, TouchedContacts>;

  /** Rejects with `store_unavailable`. */
  static async open(store: SaidStore): Promise<ContactLists> {
    return new ContactLists(store, await store.contactLists());
  }

  private constructor(store: Pick<SaidStore, 'keepStep'>, kept: readonly ContactList[]) {
    this.#store = store;
    this.#lists = new Map(kept.map((list) => [list.member, list]));
    this.#touched = touchedContacts(kept);
  }

  /** As the owners of fields look at it, by member; another object when it has changed. */
  get touched(): ReadonlyMap<string, TouchedContacts> {
    return this.#touched;
  }

  /** null = they are the files'. */
  of(member: string): ContactList | null {
    return this.#lists.get(member) ?? null;
  }

  /** Notes what the files have from now on. Rejects with `store_unavailable`. */
  async follow(files: Config): Promise<void> {
    await this.#turn.run(async () => {
      const members = files.sectors.flatMap((sector) => sector.members);
      const contacts = members.flatMap(({ id, contacts: file }) => {
        const list = this.of(id);
        return list === null || isSameList(list.file, file) ? [] : [{ ...list, file }];
      });
      if (contacts.length === 0) return;
      await this.#store.keepStep({ contacts });
      this.#hold(contacts);
    });
  }

  /**
   * Keeps what `make` makes when its turn comes, of a member of whom the files have `file`. The same list
   * again is no version. Rejects with `store_unavailable`.
   */
  async set(file: readonly Contact[], make: () => ListMade | ContactsRefusal): Promise<ListSet> {
    return await this.#turn.run(async () => {
      const made = make();
      if (typeof made === 'string' || !('contacts' in made)) return { refusal: made };
      const before = this.of(made.member);
      if (before !== null && isSameList(contactsOf(before), made.contacts)) return NOTHING_ADDED;
      const known = before?.contacts ?? [];
      const contacts = made.contacts.map((contact) => keptAs(contact, known));
      const version = (before?.version ?? 0) + 1;
      const list: ContactList = { ...made, contacts, version, file };
      const { at, actor, member: subject } = list;
      const of = { action: CONTACTS_ACTION, subject, detail: contactsDetail(list) } as const;
      await this.#store.keepStep({ contacts: [list], audit: [{ at, actor, ...of }] });
      this.#hold([list]);
      const old = before === null ? file : contactsOf(before);
      const isNew = (contact: Contact) => !old.some((each) => isSameWay(each, contact));
      return { refusal: null, added: made.contacts.filter(isNew) };
    });
  }

  #hold(lists: readonly ContactList[]): void {
    this.#lists = new Map([...this.#lists, ...lists.map((list) => [list.member, list] as const)]);
    this.#touched = touchedContacts([...this.#lists.values()]);
  }
}

const NOTHING_ADDED: ListSet = { refusal: null, added: [] };

function contactsOf({ contacts }: ContactList): readonly Contact[] {
  return contacts.map(({ contact }) => contact);
}

/** Another one where a list is another. */
export function stampOf(contacts: readonly Contact[]): string {
  return digestOf(contacts);
}

/** What members have set, of lists that were kept. */
export function touchedContacts(
  kept: readonly ContactList[],
): ReadonlyMap<string, TouchedContacts> {
  return new Map(
    kept.map((list) => [list.member, { contacts: contactsOf(list), file: list.file }]),
  );
}

/** As the files have them; null = there is no such member. */
export function contactsIn({ sectors }: Config, id: string): readonly Contact[] | null {
  const members = sectors.flatMap((sector) => sector.members);
  return members.find((member) => member.id === id)?.contacts ?? null;
}

/** Whether somebody is reached by both in the same way. */
export function isSameWay(a: Contact, b: Contact): boolean {
  return a.kind === b.kind && a.to === b.to;
}

function keptAs(contact: Contact, known: readonly KeptContact[]): KeptContact {
  const same = known.find((each) => isSameWay(each.contact, contact));
  const key = same?.key ?? randomUUID().replaceAll('-', '').slice(0, KEY_LENGTH);
  return { key, contact };
}
