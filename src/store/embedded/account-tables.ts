import type { AccountStep } from '../../core/ports/account-store.ts';
import type { Account, AccountKey } from '../../core/words/account.ts';
import type { AuditTables } from './audit-tables.ts';
import { type SqliteFile, textOf } from './sqlite-file.ts';

const FIRST_SCHEMA = 6;

/** Mark of a state in which an account was taken up once. */
export const ACCOUNTS_BEGUN = 'accounts.begun';

/**
 * Tables of accounts in `state.sqlite`, with row ids; those of accounts are the only ones of seven
 * columns, by which the salvage of a damaged file knows them. Keys are not salvaged: one that was ended
 * could come back.
 */
export const ACCOUNT_SQL = `
  CREATE TABLE accounts (
    id TEXT NOT NULL UNIQUE, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    revision INTEGER NOT NULL, accepted_at INTEGER, ended_at INTEGER, body TEXT NOT NULL);
  CREATE TABLE account_keys (hash TEXT NOT NULL UNIQUE, account TEXT NOT NULL, body TEXT NOT NULL);
  CREATE INDEX keys_of_account ON account_keys (account);`;

/** What a damaged file still held of accounts. */
export interface SalvagedAccounts {
  readonly accounts: readonly Account[];
  readonly isBegun: boolean;
}

/** Who may come in, in `state.sqlite`. */
export class AccountTables {
  readonly #file: SqliteFile;
  readonly #audit: AuditTables;

  constructor(file: SqliteFile, audit: AuditTables) {
    this.#file = file;
    this.#audit = audit;
  }

  keepStep({ accounts = [], keys = [], endedKeys = [], audit = [] }: AccountStep): void {
    this.#file.transaction(() => {
      for (const account of accounts) this.#keepAccount(account);
      for (const key of keys) this.#keepKey(key);
      for (const hash of endedKeys) {
        this.#file.run('DELETE FROM account_keys WHERE hash = ?', hash);
      }
      for (const entry of audit) this.#audit.add(entry);
    });
  }

  accounts(): Account[] {
    if (!this.#isThere) return [];
    const sql = 'SELECT body FROM accounts ORDER BY id';
    return this.#file.rows(sql).map(([body]) => accountOfText(textOf(body)));
  }

  keys(): AccountKey[] {
    if (!this.#isThere) return [];
    const sql = 'SELECT body FROM account_keys ORDER BY hash';
    return this.#file.rows(sql).map(([body]) => keyOfText(textOf(body)));
  }

  isBegun(): boolean {
    return this.#file.row('SELECT 1 FROM marks WHERE name = ?', ACCOUNTS_BEGUN) !== null;
  }

  /** Puts back what a damaged file still held, into tables that are empty. */
  restore({ accounts, isBegun }: SalvagedAccounts): void {
    this.#file.transaction(() => {
      for (const account of accounts) this.#keepAccount(account);
      if (isBegun) this.#begin();
    });
  }

  #keepAccount(account: Account): void {
    const { id, name, office, revision, acceptedAt, endedAt } = account;
    const sql = `INSERT INTO accounts VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET name = excluded.name, kind = excluded.kind,
        revision = excluded.revision, accepted_at = excluded.accepted_at,
        ended_at = excluded.ended_at, body = excluded.body`;
    const body = JSON.stringify(account);
    this.#file.run(sql, id, name, office.kind, revision, acceptedAt, endedAt, body);
    if (acceptedAt !== null) this.#begin();
  }

  #keepKey(key: AccountKey): void {
    const sql = `INSERT INTO account_keys VALUES (?, ?, ?)
      ON CONFLICT (hash) DO UPDATE SET account = excluded.account, body = excluded.body`;
    this.#file.run(sql, key.hash, key.account, JSON.stringify(key));
  }

  #begin(): void {
    this.#file.run('INSERT OR REPLACE INTO marks VALUES (?, 1)', ACCOUNTS_BEGUN);
  }

  /** Earlier schemas had none; such a file is met where it is only read. */
  get #isThere(): boolean {
    return this.#file.version >= FIRST_SCHEMA;
  }
}

/** Guarantee: only {@link AccountTables} writes such texts, whole. */
function accountOfText(text: string): Account {
  return JSON.parse(text) as Account;
}

/** Guarantee: only {@link AccountTables} writes such texts, whole. */
function keyOfText(text: string): AccountKey {
  return JSON.parse(text) as AccountKey;
}
