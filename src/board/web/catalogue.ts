import type { SharedWords } from '../../core/words/shared-words.ts';
import type { ActsWords } from './acts-words.ts';
import type { EntranceWords } from './entrance-words.ts';
import type { JudgingWords } from './judging-words.ts';
import type { MemberWords } from './member-words.ts';
import type { DayWords, PastWords } from './past-words.ts';
import type { ProberWords } from './prober-words.ts';
import type { SaidWords } from './said-words.ts';
import type { Order } from './site-order.ts';
import type { StateWords } from './state-words.ts';

/** Everything the pages say; a language without one of these does not compile. */
export interface Catalogue
  extends ProberWords,
    JudgingWords,
    SharedWords,
    EntranceWords,
    MemberWords,
    SaidWords,
    PastWords,
    DayWords {
  /** The sentences at the top of the pages. */
  readonly state: StateWords;
  /** Telling, and what is done about it. */
  readonly acts: ActsWords;
  readonly product: string;
  readonly tagline: string;
  readonly practice: string;
  readonly practiceNote: string;
  readonly oneVantage: string;
  readonly vantage: string;
  readonly switchLanguage: string;
  readonly otherLanguage: string;
  readonly loading: string;
  readonly failedToLoad: string;
  readonly noSuchPage: string;
  readonly noSuchTarget: string;
  readonly backToOverview: string;
  readonly skipToContent: string;

  readonly navigation: string;
  readonly breadcrumb: string;
  readonly navOverview: string;
  readonly navNotes: string;
  readonly navUnread: (n: number) => string;
  readonly conditionProber: string;
  readonly conditionReload: string;
  readonly seeProber: string;
  readonly aboutMeasurement: string;
  readonly noSuchSector: string;

  /** Freshness. */
  readonly live: string;
  readonly polling: string;
  readonly connecting: string;
  readonly updatedAgo: (age: string) => string;
  readonly staleBanner: (age: string, at: string) => string;
  readonly doubtBanner: {
    readonly first_probes: (series: string, since: string) => string;
    readonly own_network: (targets: string, since: string) => string;
    readonly strained: (slots: string, disturbed: string) => string;
  };
  /** Before the title of every page of a drill. */
  readonly exercise: string;
  readonly drillBanner: {
    readonly title: (title: string) => string;
    readonly replayed: (from: string, speed: string) => string;
    readonly notReal: string;
    readonly realBoard: string;
  };
  readonly asOf: (at: string) => string;
  readonly ago: (seconds: number) => string;

  /** Overview. */
  readonly overviewTitle: string;
  readonly noSites: string;
  readonly staleSites: (n: string) => string;
  readonly attention: string;
  readonly attentionAll: (n: string) => string;
  readonly attentionNew: (n: string) => string;
  readonly search: string;
  readonly foundSites: (n: string) => string;
  readonly untold: (n: string) => string;
  readonly sectorsTitle: string;
  readonly colSector: string;
  readonly colAnswering: string;
  readonly colFailing: string;
  readonly colMedian: string;
  readonly colRatio: string;
  readonly colDay: string;
  readonly ratio: (ratio: string) => string;
  readonly ratioNote: string;
  readonly since: (at: string, orEarlier: boolean) => string;
  readonly sinceEarliest: string;
  /** `suspect` failures; null where there are none. */
  readonly stripLabel: (
    success: string,
    failure: string,
    suspect: string | null,
    missed: string,
  ) => string;
  readonly planned: string;
  readonly stopped: string;
  readonly stoppedShort: string;
  readonly suspectFailure: string;
  /** `reason` as the operator wrote it. */
  readonly stoppedSince: (at: string, reason: string | null) => string;
  readonly membersTitle: string;
  readonly show: string;
  readonly showTroubled: string;
  readonly order: string;
  readonly orders: Readonly<Record<Order, string>>;
  readonly more: (n: string) => string;
  readonly fewer: string;
  readonly noMatch: string;
  readonly dayStrip: string;
  readonly cell: (hour: string, outcomes: string) => string;
  readonly waiting: string;
  readonly staleMark: string;
  readonly colSite: string;
  readonly colPhases: string;
  readonly colTotal: string;
  readonly colRecent: string;
  readonly colAnswer: string;
  readonly colAt: string;
  readonly recentLabel: (n: string) => string;
  readonly phasesLabel: string;
  readonly beyondScale: string;

  /** One site. */
  readonly lastProbe: string;
  readonly keptProbes: string;
  readonly keptNote: string;
  readonly confirmation: string;
  readonly happenedSuccess: (at: string, total: string) => string;
  readonly happenedLongest: (phase: string, ms: string, percent: string) => string;
  readonly happenedFailure: (at: string) => string;
  readonly happenedIn: (phase: string) => string;
  readonly happenedMissed: (at: string) => string;
  readonly blame: string;
  readonly phase: string;
  readonly duration: string;
  readonly notDone: string;
  readonly unfinished: string;
  readonly total: string;
  readonly hop: (n: string, of: string) => string;
  readonly noProbeYet: string;
  readonly noRecordYet: string;
  readonly facts: string;
  readonly factStatus: string;
  readonly factProtocol: string;
  readonly factTls: string;
  readonly factPeer: string;
  readonly factFamily: string;
  readonly factBody: string;
  readonly factBytes: (n: string) => string;
  readonly factTruncated: string;
  readonly factServer: string;
  readonly factTtfb: string;
  readonly factQueue: string;
  readonly factScheduled: string;
  readonly factDetail: string;
  readonly factSigns: string;
  readonly sharedFacts: string;
  readonly certificate: string;
  readonly certificateNone: string;
  readonly certificateSubject: string;
  readonly certificateIssuer: string;
  readonly certificateValid: string;
  readonly certificateDays: (n: string) => string;
  readonly certificateExpired: (n: string) => string;
  readonly certificateOk: string;
  readonly certificateBad: (code: string) => string;
  readonly certificateFingerprint: string;
  readonly settings: string;
  readonly settingUrl: string;
  readonly settingPractice: (profile: string) => string;
  readonly settingSchedule: string;
  readonly settingTimeout: string;
  readonly settingConsent: string;
  readonly settingId: string;
  readonly consent: Readonly<Record<'own' | 'counted' | 'sector' | 'named', string>>;

  /** The day. */
  readonly dayTotal: string;
  readonly dayPhases: string;
  readonly zone: (zone: string) => string;
  readonly count: string;
  readonly ofThemSuspect: string;
  readonly suspectLegend: (n: string) => string;
  readonly plannedLegend: string;
  readonly failures: string;
  readonly missed: string;
  readonly p50: string;
  readonly p95: string;
  readonly p99: string;
  readonly range: string;
  readonly chartHint: string;
  readonly ribbon: string;
  readonly hourly: string;
  readonly hour: string;
  readonly newest: (n: string) => string;
  readonly at: string;
  readonly result: string;
}
