import type { EntranceAnswer, OpenedSession, Pass } from '../core/ports/entrance.ts';
import type { Account, AccountKey } from '../core/words/account.ts';
import { isInRange } from './address-range.ts';
import { type AccountBook, done, refused } from './book.ts';
import { lineOf } from './logins.ts';
import { isActive, type Offices } from './offices.ts';
import { usedKey } from './rules/key-life.ts';
import { hashOf, idOfKey } from './secrets.ts';

export interface AdmissionParts {
  readonly book: AccountBook;
  readonly offices: Offices;
  /** The issuer that is configured; null = none. Accounts of another let nobody in. */
  readonly trusted: string | null;
}

/** Who is let in by what he shows, as things are at that moment. */
export class Admissions {
  readonly #book: AccountBook;
  readonly #offices: Offices;
  readonly #trusted: string | null;

  constructor({ book, offices, trusted }: AdmissionParts) {
    this.#book = book;
    this.#offices = offices;
    this.#trusted = trusted;
  }

  admit(shown: 'cookie' | 'token', secret: string, address: string): Pass | null {
    const key = this.#book.key(hashOf(secret));
    if (key === null || (key.kind === 'token') !== (shown === 'token')) return null;
    if (key.kind === 'wall' && !isInRange(address, key.range)) return null;
    return this.#passOf(key);
  }

  openWall(secret: string, address: string): EntranceAnswer<OpenedSession> {
    const key = this.#book.key(hashOf(secret));
    const pass = key?.kind === 'wall' ? this.admit('cookie', secret, address) : null;
    if (key === null || pass === null) return refused('wall_refused');
    const owner = { id: pass.account, name: pass.name };
    const detail = `${idOfKey(key.hash)} from ${address}`;
    this.#book.note({ audit: [lineOf(owner, this.#book.now(), 'wall.opened', { detail })] });
    return done({ secret, endsAt: key.endsAt });
  }

  /** Not where he would now be let in as somebody else: his member belongs to another sector. */
  holds({ key: hash, viewer }: Pass): boolean {
    const key = this.#book.key(hash);
    const now = key === null ? null : this.#passOf(key);
    return now !== null && JSON.stringify(now.viewer) === JSON.stringify(viewer);
  }

  #passOf(key: AccountKey): Pass | null {
    if (key.kind === 'invitation') return null;
    const account = this.#book.account(key.account);
    const viewer = account === null ? null : this.#viewerOf(account);
    if (account === null || viewer === null) return null;
    const used = usedKey(key, this.#book.now());
    if (used !== null) this.#book.note({ keys: [used] });
    const scope = key.kind === 'token' ? key.scope : 'read';
    const { id, name } = account;
    return { viewer, name, account: id, by: key.kind, scope, key: key.hash };
  }

  #viewerOf(account: Account) {
    const { issued = null } = account;
    if (!isActive(account) || (issued !== null && issued.issuer !== this.#trusted)) return null;
    return this.#offices.viewerOf(account.office);
  }
}
