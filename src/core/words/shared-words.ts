/** What the pages say to those who share; times, counts and names are formatted. */
export interface SharedWords {
  readonly bandUntold: string;
  readonly colBand: string;
  readonly bandsNote: string;
  readonly bandReleased: string;
  readonly bandSince: string;
  /** Since when a band is so; `orEarlier`: or for longer. */
  readonly bandSinceAt: (at: string, orEarlier: boolean) => string;
  readonly sharedRatioNote: string;
  readonly noSectorAffected: string;
  readonly sectorsAffected: (sectors: string, fields: string) => string;
  /** Whether it spreads or ends: sectors that say more, and less, than a quarter of an hour before; null = none. */
  readonly trend: (rose: string | null, fell: string | null) => string;
  readonly trendNone: string;
  readonly releasedAt: (at: string) => string;
  /** `sectors` by their names; empty = they may not be known. */
  readonly sharedCrossSector: (sectors: string, since: string) => string;
  readonly sharedSectorWide: (sectors: string, since: string) => string;
  /** `fact` as it may be known; null = what it is may not. */
  readonly sharedCommon: (fact: string | null, since: string) => string;
  readonly factInCommon: (fact: string) => string;
  readonly namedSites: string;
  readonly nobodyNamed: string;
  readonly suspectSite: string;
  readonly judgementOnly: string;
  readonly judgementOnlyNote: string;
  readonly sharedIncidentsNote: string;
  readonly roughTimes: string;
  readonly touchedSectors: string;
  readonly othersIn: string;
  readonly sharedDoubt: (since: string) => string;
  /** Before what a member says of a judgement, and after it. */
  readonly saidKind: (kind: string) => string;
  readonly saidUntil: (until: string) => string;
  /** Before what the operator answered. */
  readonly answerAgreed: string;
  readonly answerDeclined: string;
}
