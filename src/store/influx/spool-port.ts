import type { Sample } from '../../core/words/sample.ts';
import type { SpoolStatus } from '../../core/words/spool-status.ts';
import type { StoredPoint } from '../../core/words/stored-point.ts';

/** What stands between the service and InfluxDB. Rejections carry `store_unavailable`. */
export interface Spool {
  /** Resolves when the samples are on the disk. */
  append(samples: readonly Sample[]): Promise<void>;
  /** Brings what was appended to the disk at once; rejects where that cannot be done now. */
  flush(): Promise<void>;
  /** Resolves when the points are on the disk. */
  appendPoints(points: readonly StoredPoint[]): Promise<void>;
  /**
   * Resolves true when `bucket` took (or refused for good) everything acknowledged before the call,
   * false after `waitMs`.
   */
  drained(bucket: string, waitMs: number): Promise<boolean>;
  status(): SpoolStatus & {
    /** Samples and points accepted and not yet on the disk. */
    readonly pending: number;
    /** Of those, given up because the queue was full, since start. */
    readonly queueDropped: number;
    /** Why the disk takes nothing; null while it does. */
    readonly diskProblem: string | null;
  };
  close(): Promise<void>;
}
