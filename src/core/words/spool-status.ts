/** What waits on its way to InfluxDB. */
export interface SpoolStatus {
  /** On the disk. */
  readonly bytes: number;
  /** Most that may lie on the disk; beyond it the oldest are dropped. */
  readonly capBytes: number;
  readonly buckets: readonly SpoolBucketStatus[];
}

export interface SpoolBucketStatus {
  readonly bucket: string;
  /**
   * `ok`; `waiting` to try again after a failure that passes; `parked`: it refuses everything (no such
   * bucket, no right to write), tried again now and then.
   */
  readonly state: 'ok' | 'waiting' | 'parked';
  /** Samples and points of the log that the bucket has not taken yet, those of other buckets among them. */
  readonly waiting: number;
  /** When the oldest of them was written to the log, epoch ms; null when none waits. */
  readonly oldestAt: number | null;
  /** Given up for the cap on the disk, or lost with damaged bytes; since the spool was made. */
  readonly dropped: number;
  /** Refused for good and set aside with the refusal; since the spool was made. */
  readonly parked: number;
  /** Taken, since start. */
  readonly taken: number;
  /** The newest refusal or failure; null while all goes well. */
  readonly problem: string | null;
}
