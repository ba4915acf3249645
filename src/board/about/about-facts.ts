import type { Text } from '../../core/words/language.ts';

/**
 * What the operator tells everybody about the measuring: nothing of a single site or member is in it,
 * and nothing at all of sites of consent `own`.
 * Times of day are epoch ms.
 */
export interface AboutFacts {
  readonly council: Text;
  /** null for a practice council that names none. */
  readonly operator: AboutOperator | null;
  /** Every site is a simulated one of this machine. */
  readonly practice: boolean;
  /** IANA zone of the times on the page. */
  readonly timezone: string;
  readonly request: AboutRequest;
  readonly rate: AboutRate;
  /** null where nothing was measured yet. */
  readonly measured: AboutMeasured | null;
  readonly kept: {
    readonly rawDays: number;
    readonly fiveMinuteMonths: number;
    readonly hourFiscalYears: number;
  };
}

export interface AboutOperator {
  readonly name: Text;
  readonly contactUrl: string;
  /** Empty where they are not told. */
  readonly sourceAddresses: readonly string[];
}

/** The one request, as a web server sees it. */
export interface AboutRequest {
  /** In the order in which they are sent, `Host` apart. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly mostRedirects: number;
  /** Smallest and largest of the sites; null where there are none. */
  readonly timeoutMs: Span | null;
  /** Encoded bytes of a body after which the connection is closed; null as above. */
  readonly bodyLimitBytes: Span | null;
}

export interface Span {
  readonly least: number;
  readonly most: number;
}

export interface AboutRate {
  /** Distinct schedules, the most sites first. */
  readonly schedules: readonly {
    /** Distance of two probes, ms; the smallest where they differ. */
    readonly everyMs: number;
    readonly sites: number;
  }[];
  readonly perAddressConcurrency: number;
  readonly perAddressStartsPerSecond: number;
}

export interface AboutMeasured {
  readonly from: number;
  readonly to: number;
  readonly sites: number;
  readonly requests: number;
  /** Of the bodies of answers, as transferred. */
  readonly bodyBytes: number;
  /** Mean over sites and time; null where too short a time was measured. */
  readonly perSiteAnHour: number | null;
  /** Of the site with most requests; null where that is not known. */
  readonly busiestAnHour: number | null;
}
