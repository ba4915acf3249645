import type { Family } from '../words/outcome.ts';
import type { Period, Rollup } from '../words/rollup.ts';
import type { Gap, Sample } from '../words/sample.ts';

/** Ranges of time are half open, epoch ms. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

export interface SampleQuery extends TimeRange {
  readonly target: string;
  readonly family?: Family;
  /** Confirmations too; default first attempts only. */
  readonly attempts?: 'first' | 'all';
  /** Default no limit. */
  readonly limit?: number;
}

export interface ScanQuery extends TimeRange {
  /** Default all. */
  readonly target?: string;
  readonly attempts?: 'first' | 'all';
}

export interface RollupQuery extends TimeRange {
  readonly period: Period;
  /** Default all. */
  readonly targets?: readonly string[];
}

/**
 * Where samples live. Every variant passes the same contract suite. Rejections carry
 * `store_unavailable`.
 */
export interface SampleStore {
  /**
   * Resolves after commit: then the samples survive the death of the process at any moment.
   * A key that is already there is left as it is.
   */
  append(samples: readonly Sample[]): Promise<void>;
  /** Commits at once what was appended; rejects where that cannot be done now, and all of it still waits. */
  flush(): Promise<void>;
  appendGap(gap: Gap): Promise<void>;
  /**
   * Writes finished roll-ups of a time whose samples are not kept; resolves after commit. A period
   * that is there already stays where it counts more samples.
   */
  importRollups(rollups: readonly Rollup[]): Promise<void>;
  /** Samples of one target in order of (scheduledAt, family, attempt). */
  samples(query: SampleQuery): Promise<readonly Sample[]>;
  /** All samples, in order of target, then as {@link samples}; in blocks. */
  scan(query: ScanQuery): AsyncIterable<readonly Sample[]>;
  /** In order of (target, family, at); the newest period is as new as the last roll-up run. */
  rollups(query: RollupQuery): Promise<readonly Rollup[]>;
  /** The newest first attempt of every series at or after `since`, in no order. */
  latest(since: number): Promise<readonly Sample[]>;
  gaps(range: TimeRange): Promise<readonly Gap[]>;
  status(): StoreStatus;
  /** Commits what is pending, then closes. */
  close(): Promise<void>;
}

/** A store in trouble is its own condition, never a site's. */
export interface StoreStatus {
  /** `ok`, `waiting` (appends are queued because writing fails), `closed`. */
  readonly status: 'ok' | 'waiting' | 'closed';
  /** Samples accepted and not yet committed. */
  readonly pending: number;
  /** Samples given up because the queue was full, since start. */
  readonly dropped: number;
  /** Samples lost with a damaged file and not salvaged, since the store was made. */
  readonly lost: number;
  /** The last failure's text while `waiting`, else null. */
  readonly problem: string | null;
}
