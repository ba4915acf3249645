import type { Text } from '../words/language.ts';

/** How the configuration in force came to be, and what was refused since. */
export interface ReloadStatus {
  /** Epoch ms at which the configuration in force was taken. */
  readonly loadedAt: number;
  /** The newest attempt to change it, where it was refused; null after one that succeeded. */
  readonly refused: RefusedReload | null;
}

export interface RefusedReload {
  /** Epoch ms. */
  readonly at: number;
  /** `invalid`: problems below. `removals`: it would remove too many targets. `failed`: our own failure. */
  readonly reason: 'invalid' | 'removals' | 'failed';
  readonly problems: readonly ReloadProblem[];
  /** Targets that it would remove; null but for `removals`. */
  readonly removals: number | null;
}

export interface ReloadProblem {
  /** Below the configuration folder; null where no file is to blame. */
  readonly file: string | null;
  /** From 1; null where no line is to blame. */
  readonly line: number | null;
  readonly text: Text;
}
