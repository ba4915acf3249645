import type { TimeRange } from '../ports/sample-store.ts';

/** Which samples go into which bucket, as the sharing rules have it now. */
export interface FanOut {
  /** Takes every sample. */
  readonly operators: string;
  /** Take points only: released aggregates, roll-ups. */
  readonly others: readonly string[];
  /** Each takes what its readers may know of their targets. */
  readonly sectors: readonly SectorBucket[];
  /** Samples of practice sites: every point is suppressed. */
  readonly practice: boolean;
  /** Planned work: points of the target with their slot in the range are suppressed. */
  readonly planned: readonly PlannedRange[];
}

export interface SectorBucket {
  readonly bucket: string;
  /** Samples measured in another sector are none of it. */
  readonly sector: string;
  /** The targets that the sector's secretariat knows by name: nothing that names another is taken. */
  readonly targets: readonly AdmittedTarget[];
}

export interface AdmittedTarget {
  readonly id: string;
  /**
   * From when on its samples are shared, by their slot, epoch ms: what was measured before is not.
   * null = none of them: only what is judged of it is.
   */
  readonly since: number | null;
}

/** What a bucket has to forget of a target: everything that names it, or what holds values alone. */
export type Forgotten = 'all' | 'samples';

export interface PlannedRange extends TimeRange {
  readonly target: string;
}
