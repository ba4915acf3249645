import type { Text } from '../words/language.ts';

/** How the configuration in force came to be, and what was refused since. */
export interface ReloadStatus {
  /** Epoch ms at which the configuration in force was taken. */
  readonly loadedAt: number;
  /** The newest attempt to change it, where it was refused; null after one that succeeded. */
  readonly refused: RefusedReload | null;
  /** Settings whose value in the files holds from the next start on, by their names there. */
  readonly restart: readonly string[];
}

export interface RefusedReload {
  /** Epoch ms. */
  readonly at: number;
  /**
   * `invalid`: problems below. `removals`: it would remove too many targets. `failed`: our own failure.
   * `unconfirmed`: no reload; the start has left out too many targets that nobody had confirmed to go.
   */
  readonly reason: 'invalid' | 'removals' | 'failed' | 'unconfirmed';
  /** With `removals` and `unconfirmed`: why an approval that was given does not hold. */
  readonly problems: readonly ReloadProblem[];
  /** Targets that it would remove, or that the start left out; null for the other reasons. */
  readonly removals: number | null;
}

export interface ReloadProblem {
  /** Below the configuration folder; null where no file is to blame. */
  readonly file: string | null;
  /** From 1; null where no line is to blame. */
  readonly line: number | null;
  readonly text: Text;
}
