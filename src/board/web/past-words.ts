/** What is said of 24 hours of one site: the last, or those up to a moment of the past. */
export interface DayWords {
  readonly day: string;
  readonly dayEmpty: string;
  readonly dayChart: (count: string, failures: string, p50: string) => string;
  readonly usual: (days: string) => string;
  readonly usualUnknown: string;
  readonly siteIncidents: string;
  readonly failureList: string;
  readonly noFailures: string;
}

/** What the pages say of the past, and of keys; times, counts and names are formatted. */
export interface PastWords {
  /** `to` is empty while it lasts. */
  readonly fromTo: (from: string, to: string) => string;
  /** `most` null = none was told to be affected; `total` is how long it was other than none. */
  readonly bandStrip: (most: string | null, since: string, total: string) => string;
  readonly toldThen: (when: string, what: string) => string;
  readonly noTrouble: string;
  /** The same, of a day that is known in part. */
  readonly noTroubleKnown: string;
  /** Of a day no part of which is known. */
  readonly nothingKnown: string;
  /** Why nothing is known of a stretch. */
  readonly notKnown: string;
  readonly inAll: (total: string) => string;
  readonly nobodyTroubled: string;
  readonly colThatDay: string;
  readonly timeBar: string;
  readonly dayBack: string;
  readonly weekBack: string;
  readonly monthBack: string;
  readonly dayOn: string;
  /** Stops the picture at this moment. */
  readonly hold: string;
  readonly backToNow: string;
  readonly stepBack: string;
  readonly stepOn: string;
  readonly play: string;
  readonly pause: string;
  readonly momentOfDay: string;
  readonly pastTitle: (at: string) => string;
  readonly pastNote: string;
  readonly untoldPast: string;
  readonly nothingTold: string;
  /** The moment of the address is not understood; what it is local to without an offset. */
  readonly momentUnread: (timezone: string) => string;
  /** The page shows no other moment than now. */
  readonly momentNotHere: string;
  /** Of the 24 hours up to the moment shown. */
  readonly thatDay: DayWords;
  readonly pastDetailNote: string;
  /** `at`: since when its values are shared with the reader. */
  readonly detailToldFrom: (at: string) => string;
  readonly detailUntold: string;
  readonly incidentsUnread: string;
  /** Of a part of the 24 hours no incident is told. */
  readonly untoldIncidents: string;
  /** Of a site whose judgement is all that the reader may know. */
  readonly judgementOnlyPast: string;
  readonly copyLink: string;
  readonly linkCopied: string;
  readonly save: string;
  readonly saveChart: string;
  readonly saveLastDay: string;
  readonly saveThatDay: string;
  readonly saveBands: string;
  readonly saveRatios: string;
  readonly saveIncidents: string;
  readonly saveAllIncidents: string;
  readonly saveSites: string;
  /** The screen for a room. */
  readonly display: string;
  readonly displayControls: string;
  readonly sound: { readonly on: string; readonly off: string; readonly waiting: string };
  readonly soundNote: string;
  readonly soundWaits: string;
  readonly fullScreen: string;
  readonly keys: string;
  readonly keysOn: string;
  readonly keysList: readonly (readonly [string, string])[];
}
