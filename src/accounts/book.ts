import { background } from '../core/background.ts';
import { InTurn } from '../core/in-turn.ts';
import type { AccountStep, AccountStore } from '../core/ports/account-store.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { EntranceAnswer, EntranceRefusal } from '../core/ports/entrance.ts';
import type { Log } from '../core/ports/log.ts';
import type { Account, AccountKey } from '../core/words/account.ts';
import { isAlive } from './rules/key-life.ts';

export interface BookParts {
  readonly store: AccountStore;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

/** Every account and key, in memory and in the store. The store's owner has one book of it. */
export class AccountBook {
  readonly #parts: BookParts;
  readonly #accounts = new Map<string, Account>();
  readonly #ids = new Map<string, string>();
  readonly #keys = new Map<string, AccountKey>();
  readonly #listeners = new Set<() => void>();
  readonly #turns = new InTurn();
  #isBegun: boolean;

  private constructor(parts: BookParts, isBegun: boolean) {
    this.#parts = parts;
    this.#isBegun = isBegun;
  }

  /** Forgets keys that open nothing any more. Rejects with `store_unavailable`. */
  static async open(parts: BookParts): Promise<AccountBook> {
    const { store, clock } = parts;
    const book = new AccountBook(parts, await store.isBegun());
    book.#take({ accounts: await store.accounts(), keys: await store.keys() });
    const dead = [...book.#keys.values()].filter((key) => !isAlive(key, clock.now()));
    if (dead.length > 0) await book.commit({ endedKeys: dead.map(({ hash }) => hash) });
    return book;
  }

  get isBegun(): boolean {
    return this.#isBegun;
  }

  now(): number {
    return this.#parts.clock.now();
  }

  accounts(): readonly Account[] {
    return [...this.#accounts.values()];
  }

  account(id: string): Account | null {
    return this.#accounts.get(id) ?? null;
  }

  accountOfName(name: string): Account | null {
    return this.account(this.#ids.get(name) ?? '');
  }

  /** null = there is none, or it opens nothing any more. */
  key(hash: string): AccountKey | null {
    const key = this.#keys.get(hash);
    return key !== undefined && isAlive(key, this.now()) ? key : null;
  }

  keysOf(account: string): readonly AccountKey[] {
    const now = this.now();
    return [...this.#keys.values()].filter((key) => key.account === account && isAlive(key, now));
  }

  /** Decides and keeps, one act after the other. */
  run<T>(act: () => Promise<T>): Promise<T> {
    return this.#turns.run(act);
  }

  /**
   * Resolves after commit; only then it counts. Keys that end are void from the first moment, so that no
   * use of one that is noted meanwhile brings it back; where the store does not take the step, they are
   * there again.
   */
  async commit(step: AccountStep): Promise<void> {
    const { endedKeys = [] } = step;
    const ended = endedKeys.flatMap((hash) => this.#keys.get(hash) ?? []);
    this.#take({ endedKeys });
    try {
      await this.#parts.store.keepStep(step);
    } catch (error) {
      this.#take({ keys: ended });
      throw error;
    }
    this.#take(step);
    if (ended.length > 0) for (const listener of this.#listeners) listener();
  }

  /** Counts at once and is kept when it can be: what nobody waits for, or must not be seen to. */
  note(step: AccountStep): void {
    this.#take(step);
    background(this.#parts.store.keepStep(step), 'keep accounts', this.#parts.log);
  }

  onEnd(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #take({ accounts = [], keys = [], endedKeys = [] }: AccountStep): void {
    for (const account of accounts) {
      this.#accounts.set(account.id, account);
      this.#ids.set(account.name, account.id);
      this.#isBegun ||= account.acceptedAt !== null;
    }
    for (const key of keys) this.#keys.set(key.hash, key);
    for (const hash of endedKeys) this.#keys.delete(hash);
  }
}

/** The account with something changed. */
export function changed(account: Account, change: Partial<Account>): Account {
  return { ...account, ...change, revision: account.revision + 1 };
}

export function refused(refusal: EntranceRefusal): EntranceAnswer<never> {
  return { value: null, refusal };
}

export function done<T>(value: T): EntranceAnswer<T> {
  return { value, refusal: null };
}
