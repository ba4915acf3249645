/** What the API says of samples on their way to InfluxDB; as in `../dto.ts`. */
export interface SpoolDto {
  readonly bytes: number;
  readonly capBytes: number;
  readonly buckets: readonly SpoolBucketDto[];
}

export interface SpoolBucketDto {
  readonly bucket: string;
  readonly state: 'ok' | 'waiting' | 'parked';
  readonly waiting: number;
  /** Age of the oldest that waits, ms; null where none does. */
  readonly oldestMs: number | null;
  readonly dropped: number;
  readonly parked: number;
  /** Since start. */
  readonly taken: number;
  readonly problem: string | null;
}

export interface SpoolSumDto {
  readonly bytes: number;
  /** Of the bucket that is last. */
  readonly waiting: number;
  /** 0 where none waits. */
  readonly oldestMs: number;
  readonly dropped: number;
  readonly parked: number;
  /** Buckets that wait or are parked. */
  readonly troubled: number;
}
