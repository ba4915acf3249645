import type { Incident } from '../words/incident.ts';

/** What judging has learned of one series, to be taken up after a restart. */
export interface SeriesSnapshot {
  /** As `seriesOf` names it. */
  readonly series: string;
  /** The newest slot that is in it, epoch ms. */
  readonly at: number;
  readonly state: Uint8Array;
}

/** What judging has to keep at one moment: all of it is kept, or nothing. */
export interface JudgingStep {
  /** New ones, and old ones as they are now. */
  readonly incidents: readonly Incident[];
  /** What the rules on many targets remember, as text; null = as before. */
  readonly memory: string | null;
}

export interface IncidentQuery {
  /** Of these targets alone; default all. */
  readonly target?: string;
  /** Patterns, and of the others those of these targets alone; default all. */
  readonly patternsAnd?: readonly string[];
  /** Only those that go on. */
  readonly open?: boolean;
  /** Only those that go on, or ended at this moment or later, epoch ms. */
  readonly endedSince?: number;
  /** Only parts of the incident of this id. */
  readonly mergedInto?: string;
  /** Opened before the incident of this id; default the newest first. */
  readonly before?: string;
  /** Default 100. */
  readonly limit?: number;
}

/** Where judging keeps incidents and what it has learned. Rejections carry `store_unavailable`. */
export interface JudgementStore {
  /** Resolves after commit. */
  keepStep(step: JudgingStep): Promise<void>;
  keepSeries(snapshots: readonly SeriesSnapshot[]): Promise<void>;
  /** The newest opened first. */
  incidents(query?: IncidentQuery): Promise<readonly Incident[]>;
  /** null where no such incident was kept. */
  incident(id: string): Promise<Incident | null>;
  /** null where none was kept. */
  memory(): Promise<string | null>;
  /** Of every series, in order of its name. */
  series(): Promise<readonly SeriesSnapshot[]>;
}
