import type {
  AuditEntry,
  AuditFound,
  AuditLine,
  AuditSearch,
  StoppedTarget,
} from '../words/audit.ts';
import type { ProbeRecord } from '../words/probe-record.ts';

/** Small state beside the samples. Rejections carry `store_unavailable`. */
export interface StateStore {
  /** Keeps, for each series, the last 3 successes and the last 10 failures. */
  keepRecords(records: readonly ProbeRecord[]): Promise<void>;
  /** The kept records of a target, newest first. */
  records(target: string): Promise<readonly ProbeRecord[]>;
  /** A named number that survives a restart; null when never set. */
  mark(name: string): Promise<number | null>;
  setMark(name: string, value: number): Promise<void>;
  /** Adds to the hash chain; resolves after commit. */
  appendAudit(entry: AuditEntry): Promise<AuditLine>;
  /** Lines with seq > `after` (default 0), oldest first, at most `limit` (default 1000). */
  auditLines(query?: {
    readonly after?: number;
    readonly limit?: number;
  }): Promise<readonly AuditLine[]>;
  searchAudit(search: AuditSearch): Promise<AuditFound>;
  /** Stopped targets, in order of id. */
  stoppedTargets(): Promise<readonly StoppedTarget[]>;
  /** Stops it, or updates the entry, together with its line of the audit; resolves after commit. */
  stopTarget(stopped: StoppedTarget): Promise<void>;
  /** Measures it again, with a line of the audit; false where it was not stopped. */
  resumeTarget(
    target: string,
    by: Pick<StoppedTarget, 'at' | 'actor' | 'reason'>,
  ): Promise<boolean>;
  close(): Promise<void>;
}
