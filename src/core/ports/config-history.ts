import type { ToldPlan } from '../words/told-plan.ts';
import type { RefusedReload } from './reload-status.ts';

/** Why a configuration was read: at the start of the service, or again. */
export type ReadingTrigger = 'start' | 'signal' | 'files' | 'approval';
export const READING_TRIGGERS = [
  'start',
  'signal',
  'files',
  'approval',
] as const satisfies readonly ReadingTrigger[];

/** What became of the configuration while the service runs. */
export interface ConfigHistory {
  /** Changes that were taken, the newest first; the first few alone are kept. */
  readonly applied: readonly AppliedChange[];
  /** The newest reading, where it was refused; null after one that was taken. */
  readonly waiting: WaitingChange | null;
}

/** A file that differs from the one in force, by its path below the configuration's folder. */
export interface ChangedFile {
  readonly file: string;
  readonly change: 'added' | 'removed' | 'changed';
}

export interface AppliedChange {
  /** Epoch ms since which it is in force. */
  readonly at: number;
  readonly trigger: ReadingTrigger;
  /** By path; empty where it is not known: what a start found is compared with no files of before. */
  readonly files: readonly ChangedFile[];
  readonly plan: ToldPlan;
  /** Targets whose removal somebody had to confirm; null where nobody had to. */
  readonly confirmedRemovals: number | null;
  /** Settings that have waited for the next start since then, by their names in the files. */
  readonly restart: readonly string[];
}

export interface WaitingChange {
  readonly refused: RefusedReload;
  readonly trigger: ReadingTrigger;
  /** As of an {@link AppliedChange}. */
  readonly files: readonly ChangedFile[];
  /** What it would do; null where that cannot be said: the files are wrong, or were not read. */
  readonly plan: ToldPlan | null;
}
