import type { Incident } from '../words/incident.ts';
import type { Judgement, Verdict } from '../words/judgement.ts';
import type { Family } from '../words/outcome.ts';

/** A series with what is said of it. */
export interface JudgedSeries {
  readonly target: string;
  readonly family: Family;
  readonly verdict: Verdict;
}

/** What is said of a target: the worst of its series. */
export interface JudgedTargetState {
  readonly judgement: Judgement;
  /** The slot since which it is so, epoch ms. */
  readonly since: number;
  /** Response time over normal; null = not known. */
  readonly ratio: number | null;
  /** Our own network is doubted, and the judgement may rest on that. */
  readonly suspect: boolean;
}

/** The prober's own network is in doubt: nothing is said of sites meanwhile. */
export interface OwnNetworkDoubt {
  /** The first failure of it, epoch ms. */
  readonly since: number;
  /** Targets that failed together. */
  readonly targets: number;
}

/** What judging says now. */
export interface Judging {
  /** Grows with every change of a judgement or an incident. */
  readonly version: number;
  /** null before the first sample of the series. */
  verdictOf(target: string, family: Family): Verdict | null;
  /** null before the first sample of the target. */
  stateOf(target: string): JudgedTargetState | null;
  /** Every series that is not normal, in no order. */
  notable(): readonly JudgedSeries[];
  /** The newest opened first; those that are part of another one too. */
  openIncidents(): readonly Incident[];
  /** null = no doubt. */
  ownNetwork(): OwnNetworkDoubt | null;
}

/** Before anything was judged. */
export const NOTHING_JUDGED: Judging = {
  version: 0,
  verdictOf: () => null,
  stateOf: () => null,
  notable: () => [],
  openIncidents: () => [],
  ownNetwork: () => null,
};
