import type { AuditEntry } from '../words/audit.ts';
import type { ConsentVersion } from '../words/consent-version.ts';
import type { Statement } from '../words/statement.ts';

/** What is to be kept at one moment: all of it is kept, or nothing. */
export interface SaidStep {
  /** Each takes the place of the one of its target and version. */
  readonly consents?: readonly ConsentVersion[];
  /** Each takes the place of the one of its id. */
  readonly statements?: readonly Statement[];
  readonly audit?: readonly AuditEntry[];
}

/** Where it is kept what members say and choose themselves. Rejections carry `store_unavailable`. */
export interface SaidStore {
  /** Resolves after commit. */
  keepStep(step: SaidStep): Promise<void>;
  /** In order of target and version. */
  consents(): Promise<readonly ConsentVersion[]>;
  /** Those that hold at `since`, epoch ms, or later, in the order in which they were made. */
  statements(since: number): Promise<readonly Statement[]>;
}
