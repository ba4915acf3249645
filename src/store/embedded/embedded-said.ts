import type { SaidStore } from '../../core/ports/said-store.ts';
import type { StoreClient } from './store-client.ts';

/** The main thread's side of what members say. */
export function embeddedSaid(client: StoreClient): SaidStore {
  return {
    async keepStep(step) {
      await client.request('keepSaid', step);
    },
    consents: () => client.request('consents', null),
    contactLists: () => client.request('contactLists', null),
    works: (since) => client.request('works', { since }),
    statements: (since) => client.request('statements', { since }),
    notes: (since) => client.request('notes', { since }),
    noteReadings: (since) => client.request('noteReadings', { since }),
    async dropNotes(since) {
      await client.request('dropNotes', { since });
    },
  };
}
