import type { FactKind } from './fact.ts';
import type { Pattern } from './incident.ts';
import type { Text } from './language.ts';

/** What a practice site does otherwise than ever; null, 0 and 1 leave it as it is. */
export interface SiteEffect {
  /** What name servers say of its host. */
  readonly name: 'nxdomain' | 'servfail' | 'silence' | null;
  readonly connect: 'refused' | null;
  /** Of no use at a site without TLS. */
  readonly tls: 'refused' | null;
  /** In the place of its own answer. */
  readonly answer: 'silence' | 'reset' | 'unavailable' | 'blocked' | null;
  /** Times as long. */
  readonly slower: { readonly wait: number; readonly transfer: number };
  /** Added, ms. */
  readonly later: {
    readonly dns: number;
    readonly tls: number;
    readonly wait: number;
    readonly transfer: number;
  };
}

export const NO_EFFECT: SiteEffect = Object.freeze({
  name: null,
  connect: null,
  tls: null,
  answer: null,
  slower: { wait: 1, transfer: 1 },
  later: { dns: 0, tls: 0, wait: 0, transfer: 0 },
});

/** Whom an act concerns; what is given holds together. */
export type ScenarioScope =
  | { readonly kind: 'everybody' }
  /** As an earlier act of this name. */
  | { readonly kind: 'same'; readonly act: string }
  | ScenarioChoice;

export interface ScenarioChoice {
  readonly kind: 'choice';
  /** The first of these that the council has; null = all. */
  readonly sectors: readonly string[] | null;
  /** Member ids; null = any. */
  readonly members: readonly string[] | null;
  /** Zone of the provider that carries them; null = any or none. */
  readonly provider: string | null;
  /** Zone of their name servers; null = any. */
  readonly nameService: string | null;
  /** A /24 in CIDR form; null = any. */
  readonly range: string | null;
  /** Of those that all the above leaves: this share of them, 0 to 1. */
  readonly share: number;
  /** But no fewer than this many, where there are so many. */
  readonly atLeast: number;
  /** Those that share no range, provider or name server are taken first. */
  readonly unrelated: boolean;
}

/** One thing that happens in a scenario. Times are ms after its beginning. */
export interface ScenarioAct {
  /** By which a later act names its members; null = none does. */
  readonly id: string | null;
  readonly at: number;
  readonly forMs: number;
  readonly who: ScenarioScope;
  readonly what: SiteEffect;
  /** Comes for the first half of every such time, and goes; null = it stays. */
  readonly everyMs: number | null;
  /** What is slower or later grows over this time to what is said; 0 = at once. */
  readonly rampMs: number;
}

/** What the judging must find; `none` = nothing beyond single sites. */
export interface ScenarioExpectation {
  readonly pattern: Pattern | 'none';
  /** When all that makes it is under way, ms after the beginning; null where nothing is expected. */
  readonly at: number | null;
  /** What the affected share; null where they share nothing. */
  readonly fact: FactKind | null;
}

/** A drill: what happens to which practice sites, and when. */
export interface Scenario {
  readonly id: string;
  readonly title: Text;
  readonly description: Text;
  /** The incident after which it was written; null = made for exercise. */
  readonly source: { readonly on: string; readonly text: Text } | null;
  /** Epoch ms, of the day that is replayed. */
  readonly startsAt: number;
  readonly lengthMs: number;
  readonly expected: ScenarioExpectation;
  readonly acts: readonly ScenarioAct[];
}

/** A drill that runs; its times are those of the day that is replayed, epoch ms. */
export interface DrillMark {
  /** Of its directory, `drill-<id>`. */
  readonly id: string;
  readonly scenario: string;
  readonly title: Text;
  readonly from: number;
  readonly to: number;
  /** How many times faster than the day itself. */
  readonly speed: number;
}
