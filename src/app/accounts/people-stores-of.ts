import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountStore } from '../../core/ports/account-store.ts';
import type { SaidStore } from '../../core/ports/said-store.ts';
import type { AccountTables } from '../../store/embedded/account-tables.ts';
import { statePath } from '../../store/embedded/file-names.ts';
import type { SaidTables } from '../../store/embedded/said-tables.ts';
import { holdStateFile } from '../control/direct-state.ts';
import { PRACTICE_DIR } from '../store-directory.ts';
import type { Stores } from '../stores.ts';

export interface AccountPlace {
  /** Directory of the samples; practice data lies below its `practice/`. */
  readonly dataDir: string;
  readonly isDrill: boolean;
}

/** What people are and chose, whatever is measured meanwhile. */
export interface PeopleStores {
  readonly accounts: AccountStore;
  /** Of it choices, contacts and notes; what is planned and said lies beside what is judged. */
  readonly said: SaidStore;
}

/**
 * Where it is kept: beside what is measured. A drill takes the place of the practice service on its
 * board, so those who come in and what they chose are the same, and whoever is ended or takes back a
 * name meanwhile stays so; what it opens for that it puts on `starting`. Throws `store_unavailable` or
 * `store_newer`.
 */
export function peopleStoresOf(
  own: Pick<Stores, 'accounts' | 'said'>,
  { dataDir, isDrill }: AccountPlace,
  starting: AsyncDisposableStack,
): PeopleStores {
  const dir = join(dataDir, PRACTICE_DIR);
  if (!isDrill || !existsSync(statePath(dir))) return own;
  const held = holdStateFile(dir);
  starting.defer(() => held.close());
  return { accounts: directAccounts(held.state.accounts), said: directSaid(held.state.said) };
}

function directSaid(tables: SaidTables): SaidStore {
  return {
    keepStep: async (step) => tables.keepStep(step),
    consents: async () => tables.consents(),
    contactLists: async () => tables.contactLists(),
    works: async (since) => tables.works(since),
    statements: async (since) => tables.statements(since),
    notes: async (since) => tables.notes(since),
    noteReadings: async (since) => tables.noteReadings(since),
    dropNotes: async (since) => tables.dropNotes(since),
  };
}

/** On a state that this process alone has open. */
export function directAccounts(tables: AccountTables): AccountStore {
  return {
    keepStep: async (step) => tables.keepStep(step),
    accounts: async () => tables.accounts(),
    keys: async () => tables.keys(),
    isBegun: async () => tables.isBegun(),
  };
}
