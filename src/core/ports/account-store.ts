import type { Account, AccountKey } from '../words/account.ts';
import type { AuditEntry } from '../words/audit.ts';

/** What is to be kept at one moment: all of it is kept, or nothing. */
export interface AccountStep {
  /** Each takes the place of the one of its id. */
  readonly accounts?: readonly Account[];
  /** Each takes the place of the one of its hash. */
  readonly keys?: readonly AccountKey[];
  /** Hashes of keys that open nothing any more. */
  readonly endedKeys?: readonly string[];
  readonly audit?: readonly AuditEntry[];
}

/** Where it is kept who may come in. Rejections carry `store_unavailable`. */
export interface AccountStore {
  /** Resolves after commit. */
  keepStep(step: AccountStep): Promise<void>;
  /** Ended ones too, in order of id. */
  accounts(): Promise<readonly Account[]>;
  /** In order of hash. */
  keys(): Promise<readonly AccountKey[]>;
  /** Whether any account was ever taken up, which is remembered also where accounts are lost. */
  isBegun(): Promise<boolean>;
}
