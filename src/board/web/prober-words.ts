import type { RefusedReload } from '../../core/ports/reload-status.ts';
import type { StoreStatus } from '../../core/ports/sample-store.ts';
import type { SpoolBucketDto } from '../dto/spool.ts';

/** What the page about the measuring itself says. */
export interface ProberWords {
  readonly navProber: string;
  readonly probing: string;
  readonly lateness: string;
  readonly latenessNote: string;
  readonly loopDelay: string;
  readonly loopDelayNote: string;
  readonly slots: string;
  readonly sinceStartNote: string;
  readonly doneOfDue: (done: string, due: string) => string;
  readonly missedSlots: string;
  readonly suspectSamples: string;
  readonly confirmations: string;
  readonly inFlight: string;
  readonly ofMost: (n: string, most: string) => string;
  readonly workers: string;
  readonly workersReplaced: string;
  readonly store: string;
  readonly storeStatus: string;
  readonly storeStates: Readonly<Record<StoreStatus['status'], string>>;
  readonly pendingSamples: string;
  readonly droppedSamples: string;
  readonly droppedNote: string;
  readonly lostSamples: string;
  readonly lostNote: string;
  readonly dataSize: string;
  readonly inMemory: string;
  readonly diskFree: string;
  readonly outbox: string;
  readonly outboxWaiting: string;
  readonly outboxOldest: string;
  readonly outboxSent: string;
  readonly outboxDead: string;
  readonly outboxAway: string;
  readonly spool: string;
  readonly spoolBuckets: string;
  readonly spoolWaiting: string;
  readonly spoolWaitingNote: string;
  readonly spoolOldest: string;
  readonly spoolDisk: string;
  readonly spoolDropped: string;
  readonly spoolDroppedNote: string;
  readonly spoolParked: string;
  readonly spoolParkedNote: string;
  readonly spoolStates: Readonly<Record<SpoolBucketDto['state'], string>>;
  readonly process: string;
  readonly startedAt: string;
  readonly measuredSites: string;
  readonly memory: string;
  readonly cpuTime: string;
  readonly seconds: (n: string) => string;
  readonly backgroundFailures: string;
  readonly boardClients: string;
  readonly boardClientsDropped: string;
  readonly proberDay: string;
  readonly gaps: string;
  readonly noGaps: string;
  readonly gap: (from: string, to: string, slots: string) => string;
  readonly configuration: string;
  readonly configurationLoaded: (at: string) => string;
  readonly seePlan: string;
  readonly reloadRefused: Readonly<
    Record<RefusedReload['reason'], (at: string, removals: string) => string>
  >;
  /** Above the names of settings. */
  readonly restartNeeded: string;
  readonly problemPlace: string;
  readonly problem: string;
  readonly moreProblems: (n: string) => string;
}
