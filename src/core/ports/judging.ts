import type { Incident } from '../words/incident.ts';
import type { Verdict } from '../words/judgement.ts';
import type { Family } from '../words/outcome.ts';

/** A series with what is said of it. */
export interface JudgedSeries {
  readonly target: string;
  readonly family: Family;
  readonly verdict: Verdict;
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
  notable: () => [],
  openIncidents: () => [],
  ownNetwork: () => null,
};
