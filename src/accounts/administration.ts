import { randomBytes } from 'node:crypto';
import type { AccountFacts, Actor, EntranceAnswer, Invited } from '../core/ports/entrance.ts';
import type { Account, Office } from '../core/words/account.ts';
import type { AuditEntry } from '../core/words/audit.ts';
import type { AuditAction } from '../core/words/audit-action.ts';
import { type AccountBook, changed, done, refused } from './book.ts';
import { hashesOf, newInvitation } from './enrolments.ts';
import { isActive, isIssued, type Offices } from './offices.ts';
import { isAccountName, normalName } from './rules/account-name.ts';

/** Accounts of one office. */
const MOST_OF_OFFICE = 100;
const DAY_MS = 86_400_000;

/** Who invites whom, and ends and resets accounts. */
export class Administration {
  readonly #book: AccountBook;
  readonly #offices: Offices;

  constructor(book: AccountBook, offices: Offices) {
    this.#book = book;
    this.#offices = offices;
  }

  accounts(actor: Actor): readonly AccountFacts[] {
    return this.#book
      .accounts()
      .filter((account) => this.#reaches(actor, account))
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map((account) => this.#factsOf(account));
  }

  /**
   * Whether he administers a whole office. The observers' offices have no ids, so that none of them is
   * told from another's: each has his own account alone.
   */
  mayAdminister({ viewer }: Actor, office: Office): boolean {
    return viewer.kind !== 'observer' && this.#offices.mayAdminister(viewer, office);
  }

  async invite(
    actor: Actor,
    draft: { readonly name: string; readonly office: Office },
  ): Promise<EntranceAnswer<Invited>> {
    const { office } = draft;
    const name = normalName(draft.name);
    if (!this.mayAdminister(actor, office)) return refused('not_allowed');
    if (!isAccountName(name)) return refused('name_invalid');
    if (this.#offices.viewerOf(office) === null) return refused('office_unknown');
    return await this.#book.run(async () => {
      // Who measures would lock himself out of his own board.
      if (!this.#book.isBegun && office.kind !== 'operator') return refused('operator_first');
      if (this.#book.accountOfName(name) !== null) return refused('name_taken');
      const now = this.#book.now();
      if (this.#isFull(office, now)) return refused('too_many_accounts');
      const account: Account = {
        ...{ id: `a-${randomBytes(8).toString('hex')}`, name, office },
        ...{ invitedAt: now, invitedBy: actor.name, acceptedAt: null, endedAt: null },
        ...{ credentials: null, failures: null, revision: 1 },
      };
      return done(await this.#invited(actor, account, 'account.invited'));
    });
  }

  /** Ended accounts are kept for good, so that those of a day count too. */
  #isFull(office: Office, now: number): boolean {
    const key = officeText(office);
    const counted = this.#book.accounts().filter((account) => {
      const isNew = account.invitedAt > now - DAY_MS;
      return (isNew || account.endedAt === null) && officeText(account.office) === key;
    });
    return counted.length >= MOST_OF_OFFICE;
  }

  async end(actor: Actor, id: string): Promise<EntranceAnswer<AccountFacts>> {
    return await this.#book.run(async () => {
      const account = this.#administered(actor, id);
      if (account === null) return refused('not_found');
      const endedAt = this.#book.now();
      const ended = changed(account, { endedAt, credentials: null, failures: null });
      await this.#book.commit({
        accounts: [ended],
        endedKeys: hashesOf(this.#book.keysOf(id)),
        audit: [lineBy(actor, account, { at: endedAt, action: 'account.ended' })],
      });
      return done(this.#factsOf(ended));
    });
  }

  async reset(actor: Actor, id: string): Promise<EntranceAnswer<Invited>> {
    if (actor.account === id) return refused('own_reset');
    return await this.#book.run(async () => {
      const account = this.#administered(actor, id);
      if (account === null) return refused('not_found');
      if (isIssued(account)) return refused('issued_account');
      const emptied = changed(account, { credentials: null, failures: null });
      return done(await this.#invited(actor, emptied, 'account.reset'));
    });
  }

  /** Keeps the account with a link, the only key that it then has. */
  async #invited(actor: Actor, account: Account, action: AuditAction): Promise<Invited> {
    const at = this.#book.now();
    const { secret, key } = newInvitation(account.id, at);
    await this.#book.commit({
      accounts: [account],
      endedKeys: hashesOf(this.#book.keysOf(account.id)),
      keys: [key],
      audit: [lineBy(actor, account, { at, action })],
    });
    return { account: this.#factsOf(account), secret, endsAt: key.endsAt };
  }

  /** null = there is none that goes on, or he may not know of it. */
  #administered(actor: Actor, id: string): Account | null {
    const account = this.#book.account(id);
    if (account === null || account.endedAt !== null) return null;
    return this.#reaches(actor, account) ? account : null;
  }

  #reaches(actor: Actor, { id, office }: Account): boolean {
    if (actor.viewer.kind === 'observer') return id === actor.account;
    return this.mayAdminister(actor, office);
  }

  #factsOf(account: Account): AccountFacts {
    const { id, name, office, invitedAt, invitedBy, acceptedAt, endedAt } = account;
    const used = this.#book.keysOf(id).flatMap((key) => {
      return key.kind === 'invitation' || key.usedAt === null ? [] : key.usedAt;
    });
    return {
      ...{ id, name, office, invitedAt, invitedBy, acceptedAt, endedAt },
      state: stateOf(account),
      lastUsedAt: used.length === 0 ? null : Math.max(...used),
      issuer: account.issued?.issuer ?? null,
    };
  }
}

function stateOf(account: Account): AccountFacts['state'] {
  if (account.endedAt !== null) return 'ended';
  return isActive(account) ? 'active' : 'invited';
}

function lineBy(
  actor: Actor,
  { id, name, office }: Account,
  { at, action }: { readonly at: number; readonly action: AuditAction },
): AuditEntry {
  return { at, actor: actor.name, action, subject: id, detail: `${name}, ${officeText(office)}` };
}

/** As the audit has it. */
export function officeText(office: Office): string {
  if (office.kind === 'member') return `member ${office.member}`;
  return office.kind === 'secretariat' ? `secretariat ${office.sector}` : office.kind;
}
