import type { FanOut } from '../../core/words/fan-out.ts';
import type { SpoolStatus } from '../../core/words/spool-status.ts';
import type { StoredPoint } from '../../core/words/stored-point.ts';
import type { BatchMessage } from '../embedded/batch-encoder.ts';
import type { WriteTarget } from './bucket-writer.ts';

/** What the spool's thread is asked, and what it answers. Everything is cloneable. */
export type SpoolCalls = {
  append: { ask: { batch: BatchMessage; now: number }; answer: null };
  appendPoints: { ask: { points: readonly StoredPoint[]; now: number }; answer: null };
  setFanOut: { ask: FanOut; answer: null };
  setToken: { ask: { token: string | null }; answer: null };
  drained: { ask: { bucket: string; waitMs: number }; answer: boolean };
  close: { ask: null; answer: null };
};

/** What the thread is started with. */
export interface SpoolThreadOptions {
  /** The spool's own directory. */
  readonly dir: string;
  readonly sync: 'normal' | 'full';
  /** Most that may lie on the disk, bytes. */
  readonly capBytes: number;
  /** Bytes after which a segment is closed; absent = 16 MiB. */
  readonly segmentBytes?: number;
  readonly target: WriteTarget;
  readonly fanOut: FanOut;
}

/** What the thread tells once a second and when it is ready. */
export type SpoolNotice = SpoolStatus;
