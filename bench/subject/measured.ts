/** What one subject says of one probe, ms; null = it says nothing of that phase. */
export interface Measured {
  /** The command's id; 0 = not recorded. */
  readonly id: number;
  readonly ok: boolean;
  readonly suspect: boolean;
  readonly dnsMs: number | null;
  readonly tlsMs: number | null;
  readonly waitMs: number | null;
  readonly transferMs: number | null;
  /** Largest lateness of its own loop that it noticed during the probe. */
  readonly loopDelayMs: number | null;
}

/** One run of one subject. */
export interface SubjectRun {
  readonly measured: readonly Measured[];
  /** User and system time of the whole process that probes, over the run, ms. */
  readonly cpuMs: number;
  readonly elapsedMs: number;
  /** What the first failed probe said; null where none failed. */
  readonly failure: string | null;
}
