import type { AppliedNote } from '../../config/applied-config.ts';
import type { FileDigests } from '../../config/file-digests.ts';
import type { MemberTouched } from '../../config/owner-of-field.ts';
import type { Removals } from '../../config/plan.ts';
import type { Sector } from '../../core/config.ts';
import type { ReloadProblem } from '../../core/ports/reload-status.ts';
import type { Text } from '../../core/words/language.ts';
import type { ToldPlan } from '../../core/words/told-plan.ts';
import type { ConfigHead } from './pinned.ts';

/** To the process that reads. */
export type ToReading =
  | {
      readonly kind: 'read';
      readonly dir: string;
      /** Where the record of the configuration in force lies. */
      readonly dataDir: string;
      readonly running: ConfigHead;
      /** What members have set themselves by now. */
      readonly touched: MemberTouched;
    }
  /** What was read is in force: record it. */
  | { readonly kind: 'taken'; readonly note: AppliedNote };

/** What would change, in numbers of targets. */
export interface PlanCounts {
  readonly added: number;
  readonly removed: number;
  readonly renamed: number;
  readonly changed: number;
  readonly removals: Removals;
}

/** From the process that reads; a valid configuration comes as head, sectors one by one, `read`. */
export type FromReading =
  | {
      readonly kind: 'invalid';
      readonly problems: readonly ReloadProblem[];
      readonly digests: FileDigests;
    }
  | { readonly kind: 'head'; readonly head: ConfigHead }
  | { readonly kind: 'sector'; readonly sector: Sector }
  | {
      readonly kind: 'read';
      readonly plan: PlanCounts;
      readonly told: ToldPlan;
      /** Of the files, as they were when the reading began. */
      readonly digests: FileDigests;
      /** See `Pinned.restart`. */
      readonly restart: readonly string[];
      readonly warnings: number;
    }
  | { readonly kind: 'recorded' }
  | { readonly kind: 'failed'; readonly text: Text };

/** Both ends are this folder's code of the same version, so a message is what the other end sent. */
export function asToReading(message: unknown): ToReading {
  return message as ToReading;
}

/** As {@link asToReading}. */
export function asFromReading(message: unknown): FromReading {
  return message as FromReading;
}
