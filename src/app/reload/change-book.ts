import { changedFiles, type FileDigests } from '../../config/file-digests.ts';
import type {
  AppliedChange,
  ChangedFile,
  ConfigHistory,
  ReadingTrigger,
  WaitingChange,
} from '../../core/ports/config-history.ts';
import type { RefusedReload } from '../../core/ports/reload-status.ts';
import type { ToldPlan } from '../../core/words/told-plan.ts';

/** Changes that are kept; what was before is in the log and under version control. */
export const KEPT_CHANGES = 10;

/** What a reading of the files found. */
export interface ReadChange {
  readonly trigger: ReadingTrigger;
  /** Of the files as they were read; null where they were not. */
  readonly digests: FileDigests | null;
}

/** What the start took over from the run before, and what it left out. */
export interface StartChange {
  readonly at: number;
  /** null where nothing was in force before, or the files are not compared. */
  readonly plan: ToldPlan | null;
  readonly refused: RefusedReload | null;
  /** Of the files that are in force. */
  readonly digests: FileDigests;
}

/** What became of each reading of the configuration in this run of the service. */
export class ChangeBook {
  #digests: FileDigests;
  #applied: readonly AppliedChange[] = [];
  #waiting: WaitingChange | null = null;
  #restart: readonly string[] = [];

  constructor({ at, plan, refused, digests }: StartChange) {
    this.#digests = digests;
    if (plan !== null && !isNothing(plan)) {
      const rest = { files: [], confirmedRemovals: null, restart: [] };
      this.#applied = [{ at, trigger: 'start', plan, ...rest }];
    }
    if (refused !== null) this.#waiting = { refused, trigger: 'start', files: [], plan: null };
  }

  history(): ConfigHistory {
    return { applied: this.#applied, waiting: this.#waiting };
  }

  /** A reading is in force; one that changes nothing is no change. */
  took(read: ReadChange, taken: Omit<AppliedChange, 'trigger' | 'files'>): void {
    const files = this.#filesOf(read);
    const isNews = !isNothing(taken.plan) || taken.restart.join('\n') !== this.#restart.join('\n');
    if (isNews) {
      const restart = taken.restart.filter((name) => !this.#restart.includes(name));
      const change = { ...taken, trigger: read.trigger, files, restart };
      this.#applied = [change, ...this.#applied].slice(0, KEPT_CHANGES);
    }
    this.#restart = taken.restart;
    this.#digests = read.digests ?? this.#digests;
    this.#waiting = null;
  }

  refused(read: ReadChange, refused: RefusedReload, plan: ToldPlan | null): void {
    const files = this.#filesOf(read);
    this.#waiting = { refused, trigger: read.trigger, files, plan };
  }

  #filesOf({ digests }: ReadChange): readonly ChangedFile[] {
    return digests === null ? [] : changedFiles(this.#digests, digests);
  }
}

function isNothing({ changes }: ToldPlan): boolean {
  return changes.every(({ change }) => change === 'kept');
}
