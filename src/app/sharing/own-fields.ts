import { type MemberTouched, NOTHING_TOUCHED, withOwners } from '../../config/owner-of-field.ts';
import type { Config } from '../../core/config.ts';
import type { SaidStore } from '../../core/ports/said-store.ts';
import type { ConsentVersion } from '../../core/words/consent-version.ts';
import type { ContactList } from '../../core/words/contact-list.ts';
import type { PlannedWork } from '../../core/words/planned-work.ts';
import { ContactLists, touchedContacts } from './contact-lists.ts';
import { type JudgedAt, MemberChoices, touchedTargets } from './member-choices.ts';
import { WorkBook } from './work-book.ts';

/** What members have set themselves, as it was kept. */
export interface KeptFields {
  /** The oldest of each target first. */
  readonly consents: readonly ConsentVersion[];
  readonly contacts: readonly ContactList[];
  readonly works: readonly PlannedWork[];
}

export interface OwnFieldsOptions {
  /** Where planned work is kept; absent = with the rest. */
  readonly planned?: SaidStore;
  /** Absent = the machine's clock is judged by. */
  readonly judgedAt?: JudgedAt | null;
}

/** All that members have set themselves, and what takes it anew. */
export class OwnFields {
  readonly choices: MemberChoices;
  readonly contacts: ContactLists;
  readonly works: WorkBook;
  #touched = NOTHING_TOUCHED;

  /** `now`: of the clock that is judged by. Rejects with `store_unavailable`. */
  static async open(
    store: SaidStore,
    now: number,
    { planned = store, judgedAt = null }: OwnFieldsOptions = {},
  ): Promise<OwnFields> {
    const choices = await MemberChoices.open(store, judgedAt);
    const contacts = await ContactLists.open(store);
    return new OwnFields(choices, contacts, await WorkBook.open(planned, now));
  }

  private constructor(choices: MemberChoices, contacts: ContactLists, works: WorkBook) {
    this.choices = choices;
    this.contacts = contacts;
    this.works = works;
  }

  /** As the owners of fields look at it; another object when it has changed. */
  get touched(): MemberTouched {
    const targets = this.choices.touched;
    const contacts = this.contacts.touched;
    const works = this.works.all;
    const before = this.#touched;
    const isSame =
      targets === before.targets && contacts === before.contacts && works === before.works;
    if (!isSame) this.#touched = { targets, contacts, works };
    return this.#touched;
  }

  /** Takes what the files have from now on, by the machine's clock. Rejects with `store_unavailable`. */
  async follow(files: Config, now: number): Promise<void> {
    await this.choices.follow(files, now);
    await this.contacts.follow(files);
  }
}

export function touchedBy({ consents, contacts, works }: KeptFields): MemberTouched {
  return { targets: touchedTargets(consents), contacts: touchedContacts(contacts), works };
}

/** What the files say, with what members have set themselves. */
export function withOwnFields(files: Config, kept: KeptFields): Config {
  return withOwners(files, touchedBy(kept)).config;
}
