import type { ChangedFile, ReadingTrigger } from '../../core/ports/config-history.ts';
import type { SectorPlan, ToldChange } from '../../core/words/told-plan.ts';

/** What the page about changes of the configuration says; numbers are formatted. */
export interface PlanWords {
  readonly plan: string;
  readonly planNote: string;
  readonly planNone: string;
  readonly planFixed: string;
  readonly planDenied: string;
  readonly planApplied: string;
  readonly planWaiting: string;
  readonly planWould: string;
  readonly planUnsaid: string;
  readonly planConfirm: string;
  readonly planUndo: string;
  readonly planFiles: string;
  readonly planSince: (at: string, trigger: string) => string;
  readonly planRead: (at: string, trigger: string) => string;
  readonly planConfirmed: (removals: string) => string;
  readonly planRemovals: (count: string, of: string) => string;
  readonly planCount: (changes: string) => string;
  readonly planMore: (n: string) => string;
  readonly planNoChange: string;
  readonly planSector: (
    sector: Readonly<Record<Exclude<keyof SectorPlan, 'change'>, string>>,
    change: SectorPlan['change'],
  ) => string;
  readonly planRestart: string;
  readonly colChange: string;
  readonly colWhat: string;
  readonly colContent: string;
  readonly triggers: Readonly<Record<ReadingTrigger, string>>;
  readonly fileChanges: Readonly<Record<ChangedFile['change'], string>>;
  readonly changes: Readonly<Record<ToldChange['change'], string>>;
}
