import type { AccountTables } from './account-tables.ts';
import { NoticeEngine } from './notice-engine.ts';
import type { StoreCalls } from './store-calls.ts';

type Ask<K extends keyof StoreCalls> = StoreCalls[K]['ask'];
type Answer<K extends keyof StoreCalls> = StoreCalls[K]['answer'];

/** The calls of the store's thread that are about accounts, beside those about telling. */
export abstract class AccountEngine extends NoticeEngine {
  protected abstract get accountTables(): AccountTables;

  keepAccounts(step: Ask<'keepAccounts'>): Answer<'keepAccounts'> {
    this.accountTables.keepStep(step);
    return this.stateChanged();
  }

  accounts(): Answer<'accounts'> {
    return this.accountTables.accounts();
  }

  accountKeys(): Answer<'accountKeys'> {
    return this.accountTables.keys();
  }

  accountsBegun(): Answer<'accountsBegun'> {
    return this.accountTables.isBegun();
  }
}
