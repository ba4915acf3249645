import type { ProbeJob } from '../../core/ports/prober.ts';
import type { MissedCause } from '../../core/words/outcome.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import type { ProbeSettings } from '../probe.ts';

/** A job on its way to a worker. */
export interface JobMessage {
  readonly id: number;
  readonly job: ProbeJob;
  /** What the limits count by: a resolved address, or a host before its first probe. */
  readonly limitKey: string;
}

export type ToWorker =
  | { readonly kind: 'jobs'; readonly jobs: readonly JobMessage[] }
  | { readonly kind: 'ping' }
  /** Cancels what runs, forgets what waits, ends the thread. */
  | { readonly kind: 'stop' };

/** How a job ended: the record, or why there is none. */
export type JobEnd =
  | { readonly id: number; readonly record: ProbeRecord }
  | { readonly id: number; readonly cause: MissedCause; readonly detail: string | null };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'ends'; readonly ends: readonly JobEnd[] }
  | { readonly kind: 'pong' };

export interface Limits {
  /** Probes in flight per resolved address. */
  readonly perAddressConcurrency: number;
  /** Probe starts per second per resolved address; may be below 1. */
  readonly perAddressStartsPerSecond: number;
}

/** What a worker is started with. */
export interface WorkerSetup {
  readonly reportEveryMs: number;
  readonly settings: ProbeSettings;
  readonly limits: Limits;
}

/** Both ends are this folder's code of the same version, so a message is what the other end sent. */
export function fromWorker(message: unknown): FromWorker {
  return message as FromWorker;
}

/** As {@link fromWorker}. */
export function toWorker(message: unknown): ToWorker {
  return message as ToWorker;
}

/** As {@link fromWorker}, for `workerData`. */
export function workerSetup(data: unknown): WorkerSetup {
  return data as WorkerSetup;
}
