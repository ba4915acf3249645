import type { Attempt } from '../words/outcome.ts';
import type { ProbeRecord, ProbeTarget } from '../words/probe-record.ts';

export interface ProbeJob {
  readonly target: ProbeTarget;
  /** The slot, epoch ms; a job handed to a prober up to a second before starts at this time. */
  readonly scheduledAt: number;
  readonly attempt: Attempt;
}

/** One probe. Rejects only for our own defects, never for what a target does. */
export type Probe = (job: ProbeJob, signal: AbortSignal) => Promise<ProbeRecord>;

/** Runs probes somewhere. */
export interface Prober {
  /**
   * Resolves with the record; when the worker died under the probe, with a `missed` sample whose
   * reason is `prober_down`. Never rejects.
   */
  probe(job: ProbeJob): Promise<ProbeRecord>;
  status(): ProberStatus;
  /** Lets probes in flight end until `graceMs`, then cancels them and stops. */
  close(graceMs: number): Promise<void>;
}

export interface ProberStatus {
  readonly workers: number;
  /** Workers that died and were replaced since start. */
  readonly replaced: number;
  readonly inFlight: number;
  /** 99th percentile of the workers' loop delay over the last 5 min, ms; null before the first. */
  readonly loopDelayP99Ms: number | null;
}
