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
  close(): Promise<void>;
}
