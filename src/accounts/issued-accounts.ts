import { randomBytes } from 'node:crypto';
import type { EntranceAnswer, OpenedSession, Origin } from '../core/ports/entrance.ts';
import type { Account, IssuedIdentity, Office } from '../core/words/account.ts';
import type { AuditEntry } from '../core/words/audit.ts';
import { officeText } from './administration.ts';
import { type AccountBook, changed, done, refused } from './book.ts';
import { hashesOf } from './enrolments.ts';
import { lineOf, newSession } from './logins.ts';
import type { Offices } from './offices.ts';
import { isSameOffice } from './rules/claimed-office.ts';

/** Somebody for whom the issuer vouches, and whose he is. */
export interface IssuedLogin {
  readonly identity: IssuedIdentity;
  /** Of a new account, where it is free. */
  readonly name: string;
  readonly office: Office;
  readonly sessionMs: number;
  /** What the issuer calls its login; null = nothing. */
  readonly issuerSession: string | null;
}

/** Whose logins ended at the issuer, and which; never both null. */
export interface IssuedLogout {
  readonly issuer: string;
  readonly subject: string | null;
  readonly issuerSession: string | null;
}

/** Accounts whose owners log in at the issuer: made at the first login, whose they are said at each. */
export class IssuedAccounts {
  readonly #book: AccountBook;
  readonly #offices: Offices;

  constructor(book: AccountBook, offices: Offices) {
    this.#book = book;
    this.#offices = offices;
  }

  /** Another office than before ends what is open by the account. */
  async enter(login: IssuedLogin, from: Origin): Promise<EntranceAnswer<OpenedSession>> {
    const book = this.#book;
    return await book.run(async () => {
      // Who measures would lock himself out of his own board.
      if (!book.isBegun) return refused('operator_first');
      if (this.#offices.viewerOf(login.office) === null) return refused('openid_no_office');
      const known = this.#accountOf(login.identity);
      if (known !== null && known.endedAt !== null) return refused('openid_ended');
      const now = book.now();
      const account = known ?? this.#newAccount(login, now);
      const isMoved = !isSameOffice(account.office, login.office);
      const { office, sessionMs, issuerSession } = login;
      const opened = newSession(account.id, from, now, { sessionMs, issuerSession });
      const lines: AuditEntry[] = [];
      const whose = { detail: `${account.name}, ${officeText(office)}` };
      if (known === null) lines.push(lineOf(account, now, 'account.introduced', whose));
      if (isMoved) lines.push(lineOf(account, now, 'account.moved', whose));
      const detail = `by ${hostOf(login.identity)}, from ${from.address}`;
      await book.commit({
        accounts: known !== null && !isMoved ? [] : [changed(account, { office })],
        endedKeys: isMoved ? hashesOf(book.keysOf(account.id)) : [],
        keys: [opened.key],
        audit: [...lines, lineOf(account, now, 'account.logged_in', { detail })],
      });
      return done({ secret: opened.secret, endsAt: opened.key.endsAt });
    });
  }

  /** Ends what is open by a login at the issuer, or by all of somebody's. */
  async end({ issuer, subject, issuerSession }: IssuedLogout): Promise<void> {
    const book = this.#book;
    await book.run(async () => {
      for (const account of book.accounts()) {
        const { issued = null } = account;
        if (issued === null || issued.issuer !== issuer) continue;
        if (subject !== null && issued.subject !== subject) continue;
        const keys = book.keysOf(account.id).filter((key) => {
          if (key.kind !== 'session') return false;
          // One of which the issuer named no session may be the one that it ends.
          const isUnnamed = subject !== null && (key.issuerSession ?? null) === null;
          return issuerSession === null || isUnnamed || key.issuerSession === issuerSession;
        });
        if (keys.length === 0) continue;
        const detail = `${keys.length} at the issuer`;
        const audit = [lineOf(account, book.now(), 'account.logged_out', { detail })];
        await book.commit({ endedKeys: hashesOf(keys), audit });
      }
    });
  }

  /** Somebody whom the issuer knows was not let in. */
  noteRefusal({ subject, issuer }: IssuedIdentity, why: string, from: Origin): void {
    const who = subject.replace(/[^\x21-\x7e]+/g, '-').slice(0, 100);
    const detail = `${who} of ${hostOf({ issuer, subject })}: ${why}, from ${from.address}`;
    const by = { at: this.#book.now(), actor: 'service', subject: null };
    this.#book.note({ audit: [{ ...by, action: 'openid.refused', detail }] });
  }

  #accountOf({ issuer, subject }: IssuedIdentity): Account | null {
    const is = ({ issued }: Account) => issued?.issuer === issuer && issued.subject === subject;
    return this.#book.accounts().find(is) ?? null;
  }

  #newAccount({ identity, name, office }: IssuedLogin, now: number): Account {
    const id = `a-${randomBytes(8).toString('hex')}`;
    const isTaken = this.#book.accountOfName(name) !== null;
    return {
      ...{ id, name: isTaken ? `${name}-${id.slice(2, 8)}` : name, office, issued: identity },
      ...{ invitedAt: now, invitedBy: hostOf(identity), acceptedAt: now, endedAt: null },
      ...{ credentials: null, failures: null, revision: 0 },
    };
  }
}

function hostOf({ issuer }: IssuedIdentity): string {
  return new URL(issuer).host;
}
