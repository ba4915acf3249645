import { AppError } from '../../core/errors.ts';
import type { AccountStep, AccountStore } from '../../core/ports/account-store.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type { Account, AccountKey } from '../../core/words/account.ts';

export class MemoryAccounts implements AccountStore {
  readonly #state: Pick<StateStore, 'appendAudit'>;
  readonly #accounts = new Map<string, Account>();
  /** By hash. */
  readonly #keys = new Map<string, AccountKey>();
  #isClosed = false;

  constructor(state: Pick<StateStore, 'appendAudit'>) {
    this.#state = state;
  }

  async keepStep(step: AccountStep): Promise<void> {
    this.#check();
    const { accounts = [], keys = [], endedKeys = [], audit = [] } = step;
    for (const account of accounts) this.#requireOwnName(account);
    for (const account of accounts) this.#accounts.set(account.id, account);
    for (const key of keys) this.#keys.set(key.hash, key);
    for (const hash of endedKeys) this.#keys.delete(hash);
    for (const entry of audit) await this.#state.appendAudit(entry);
  }

  async accounts(): Promise<readonly Account[]> {
    this.#check();
    return [...this.#accounts.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  async keys(): Promise<readonly AccountKey[]> {
    this.#check();
    return [...this.#keys.values()].sort((a, b) => (a.hash < b.hash ? -1 : 1));
  }

  async isBegun(): Promise<boolean> {
    this.#check();
    return [...this.#accounts.values()].some(({ acceptedAt }) => acceptedAt !== null);
  }

  close(): void {
    this.#isClosed = true;
  }

  #requireOwnName({ id, name }: Account): void {
    const other = [...this.#accounts.values()].find((each) => each.name === name);
    if (other !== undefined && other.id !== id) {
      throw new AppError('store_unavailable', `two accounts of the name ${name}`);
    }
  }

  #check(): void {
    if (this.#isClosed) throw new AppError('store_unavailable', 'the store is closed');
  }
}
