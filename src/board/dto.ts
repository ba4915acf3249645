/**
 * What the API's `data` holds, camelCase. Types only: the pages import this file, and
 * `api-schema.ts` describes the same shapes for the OpenAPI document. Times of day are epoch ms,
 * durations ms; null = did not happen or is not known.
 */
import type { Text } from '../core/words/language.ts';
import type { ActiveMaintenance } from '../core/words/maintenance.ts';
import type {
  Blame,
  Family,
  Outcome,
  Phase,
  Protocol,
  Reason,
  Validity,
} from '../core/words/outcome.ts';
import type { ProberDoubt } from '../core/words/prober-doubt.ts';
import type { Phases } from '../core/words/sample.ts';
import type { DrillMark } from '../core/words/scenario.ts';

/** Targets by the outcome of their newest sample; of two families the worse one counts. */
export interface CountsDto {
  readonly targets: number;
  readonly success: number;
  /** Judged to fail: neither of the two below. */
  readonly failure: number;
  /** The site refuses the probe; visitors may well be answered. */
  readonly blocked: number;
  /** A failure that may be the prober's own. */
  readonly suspect: number;
  readonly missed: number;
  /** No sample yet. */
  readonly waiting: number;
  /** Planned work holds the newest slot, and it is no success: in none of the above. */
  readonly maintenance: number;
  /** Told to stop, in none of the above. */
  readonly stopped: number;
  /** Of `targets`: newest sample older than three of its intervals; counted in its outcome, too. */
  readonly stale: number;
  /** Of `failure`: those that began within the last hour. */
  readonly failureNew: number;
  /** The earliest beginning among `failure`; null where none is known. */
  readonly failingSince: SinceDto | null;
}

/** The newest first attempt of a series. */
export interface NewestDto {
  readonly scheduledAt: number;
  /** null when missed. */
  readonly startedAt: number | null;
  readonly outcome: Outcome;
  readonly reason: Reason | null;
  readonly blame: Blame | null;
  readonly failedPhase: Phase | null;
  readonly statusCode: number | null;
  readonly protocol: Protocol | null;
  readonly totalMs: number | null;
  readonly phases: Phases;
  readonly validity: Validity;
}

/** Since when a series answers, fails or blocks, without another of these between. */
export interface SinceDto {
  readonly at: number;
  /** What came before `at` is not known: the state may be older. */
  readonly orEarlier: boolean;
}

/** A target under one IP family. */
export interface SeriesDto {
  readonly target: string;
  readonly family: Family;
  readonly newest: NewestDto | null;
  /** null before the first sample, and while the newest was missed or is a suspect failure. */
  readonly since: SinceDto | null;
  /** Planned work that holds the newest slot. */
  readonly maintenance: ActiveMaintenance | null;
  /** Distance of the two newest slots; null before the second sample. */
  readonly intervalMs: number | null;
  /** Median of the hourly medians of the last 24 hours; null where no whole hour is stored. */
  readonly normalMs: number | null;
  /** Median of the newest five totals against `normalMs`, to 0.01. */
  readonly ratio: number | null;
  /** Totals of the newest samples, oldest first, whole ms from 10 on; null = failure or missed. */
  readonly recentMs: readonly (number | null)[];
}

export interface SiteDto {
  readonly id: string;
  readonly member: NamedDto;
  /** null for a practice site. */
  readonly url: string | null;
  /** Told to stop: no longer measured; null = measured. */
  readonly stopped: StoppedDto | null;
  readonly series: readonly SeriesDto[];
}

export interface StoppedDto {
  readonly at: number;
  readonly reason: string | null;
}

export interface NamedDto {
  readonly id: string;
  readonly name: Text;
}

/** Samples of a sector by outcome in one part of the last 24 hours; each in one count. */
export interface DayCellDto {
  readonly at: number;
  readonly success: number;
  /** Failures that are valid. */
  readonly failure: number;
  /** Failures that are suspect. */
  readonly suspect: number;
  readonly missed: number;
}

export interface SectorSummaryDto {
  readonly id: string;
  readonly counts: CountsDto;
  /** Median of the newest totals of its successes; null where there is none. */
  readonly medianMs: number | null;
  /** Median of the ratios of its series; null where none is known. */
  readonly ratio: number | null;
  /** The part of the day that is running; it replaces or follows the last of `day`. */
  readonly cell: DayCellDto;
}

/** A series among many or in an event, without what only a closer look needs. */
export type BriefSeriesDto = Omit<SeriesDto, 'recentMs' | 'normalMs'>;

export interface BriefSiteDto extends Omit<SiteDto, 'series'> {
  readonly series: readonly BriefSeriesDto[];
}

/** A sector as a row of the council's page. */
export interface SectorRowDto {
  readonly id: string;
  readonly name: Text;
  readonly field: NamedDto;
  readonly counts: CountsDto;
  readonly medianMs: number | null;
  readonly ratio: number | null;
  /** Hours, oldest first, the running one last: 24 and the running one. */
  readonly day: readonly DayCellDto[];
}

export interface SectorDto extends SectorRowDto {
  readonly sites: readonly BriefSiteDto[];
}

/** The council at a glance: its sectors, and the sites that do not answer as expected. */
export interface CouncilPageDto {
  readonly version: number;
  readonly council: CouncilDto;
  readonly counts: CountsDto;
  readonly sectors: readonly SectorRowDto[];
  readonly troubled: FoundSitesDto;
}

/** Sites of a kind, or found by a text. */
export interface FoundSitesDto {
  /** All there are. */
  readonly total: number;
  /** The first of them: what a text found as configured, troubles with the newest failure first. */
  readonly sites: readonly SiteDto[];
}

/** A site's samples by the hour, families merged: the hours of the sector's `day`. */
export interface SiteHoursDto {
  readonly success: readonly number[];
  readonly failure: readonly number[];
  readonly suspect: readonly number[];
  readonly missed: readonly number[];
}

export interface SectorSiteDto extends SiteDto {
  readonly hours: SiteHoursDto;
}

/** One sector with its day, and the day of each of its sites. */
export interface SectorPageDto extends SectorRowDto {
  readonly version: number;
  readonly council: CouncilDto;
  readonly sites: readonly SectorSiteDto[];
}

export interface OverviewDto {
  /** Grows with every sample; hand it to `stream` as `since`. */
  readonly version: number;
  readonly council: CouncilDto;
  readonly counts: CountsDto;
  readonly sectors: readonly SectorDto[];
}

export interface CouncilDto {
  readonly name: Text;
  readonly timezone: string;
  readonly vantage: string;
  /** Every site is a practice site: nothing here was measured on a real one. */
  readonly practice: boolean;
  readonly condition: ConditionDto;
}

/** What about the measuring itself needs a look; every page says it. */
export interface ConditionDto {
  /** `degraded`: the store does not write, no worker probes, or the prober is in doubt. */
  readonly prober: 'ok' | 'degraded';
  /** The newest change of the configuration was refused; the one before is in force. */
  readonly reloadRefused: boolean;
  /** The prober itself may be to blame for what is shown; null = no doubt. */
  readonly doubt: ProberDoubt | null;
  /** All that is shown belongs to this drill; null = it is none. */
  readonly drill: DrillMark | null;
}

/** What changed after `since`; with nothing in `series` it is the heartbeat. */
export interface ChangesDto {
  readonly version: number;
  /**
   * `since` was not handed out by this run, or a series in scope has had more than one sample after it:
   * fetch the page again.
   */
  readonly reset: boolean;
  readonly condition: ConditionDto;
  /** Version of what `/api/judging` answers. */
  readonly judging: number;
  readonly counts: CountsDto;
  readonly sectors: readonly SectorSummaryDto[];
  readonly series: readonly BriefSeriesDto[];
}

export interface ErrorDto {
  readonly code: ErrorDtoCode;
  readonly message: string;
}

/** `unauthorized`: nobody is known who asks. */
export type ErrorDtoCode =
  | 'invalid'
  | 'unauthorized'
  | 'forbidden'
  | 'not_found'
  | 'too_many'
  | 'unavailable'
  | 'internal';
