import type { AccountStore } from '../../core/ports/account-store.ts';
import type { StoreClient } from './store-client.ts';

/** The main thread's side of who may come in. */
export function embeddedAccounts(client: StoreClient): AccountStore {
  return {
    async keepStep(step) {
      await client.request('keepAccounts', step);
    },
    accounts: () => client.request('accounts', null),
    keys: () => client.request('accountKeys', null),
    isBegun: () => client.request('accountsBegun', null),
  };
}
