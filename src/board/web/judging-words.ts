import type { IncidentEnding, Pattern } from '../../core/words/incident.ts';

/** What the pages say of judgements and incidents; times, counts and names are formatted. */
export interface JudgingWords {
  readonly navIncidents: string;
  readonly incidentsTitle: string;
  readonly incidentsNow: string;
  readonly incidentsPast: string;
  readonly incidentsAll: string;
  readonly incidentsNone: string;
  readonly incidentsNoneYet: string;
  readonly incidentsOlder: string;
  readonly incidentsNote: string;
  readonly siteIncidents: string;
  readonly noSuchIncident: string;
  readonly colIncident: string;
  readonly colPattern: string;
  readonly colBegan: string;
  readonly colLasts: string;
  readonly colEnding: string;
  readonly colSites: string;
  readonly colSeverity: string;
  readonly severityNote: string;
  /** Sites that are not normal now, of all that are or were. */
  readonly affectedOf: (affected: string, sites: string) => string;
  readonly goesOn: string;
  readonly endings: Readonly<Record<IncidentEnding, string>>;
  readonly endingNotes: Readonly<Record<IncidentEnding, string>>;
  readonly partOf: string;
  readonly councilSubject: string;
  readonly proberSubject: string;
  readonly factSubject: (name: string, text: string) => string;
  readonly began: (at: string) => string;
  readonly beganUntil: (from: string, to: string) => string;
  readonly lasts: (duration: string) => string;
  readonly lasted: (duration: string) => string;
  readonly toldAt: (at: string) => string;
  readonly reference: (id: string) => string;

  /** Of an incident. */
  readonly incidentSites: string;
  readonly evidence: string;
  readonly noEvidence: string;
  readonly timeline: string;
  readonly parts: string;
  readonly onlyNewestParts: (listed: number) => string;
  readonly told: string;
  readonly toldNobody: string;
  readonly colWorst: string;
  readonly colMoved: string;
  readonly colFromTo: string;
  readonly whatHappens: Readonly<Record<Pattern, string>>;
  /** Of a figure by the name that its rule gives it. */
  readonly figures: Readonly<Record<string, string>>;

  /** Of a site. */
  readonly colJudgement: string;
  readonly colDiffering: string;
  readonly judgedSince: (at: string, duration: string) => string;
  readonly notJudgedYet: string;
  readonly normalMark: (ms: string) => string;
  readonly filterJudgement: string;
  readonly filterAll: string;
  readonly filterNotNormal: (n: string) => string;
  readonly filterOf: (judgement: string, n: string) => string;
  /** How long, in its two largest units. */
  readonly spans: {
    readonly days: (days: number, hours: number) => string;
    readonly hours: (hours: number, minutes: number) => string;
    readonly minutes: (minutes: number) => string;
    readonly seconds: (seconds: number) => string;
  };
}
