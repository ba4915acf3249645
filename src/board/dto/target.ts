/** What the API's `data` holds about one site; as in `../dto.ts`. */
import type { Consent } from '../../core/config.ts';
import type { SharedFact } from '../../core/words/fact.ts';
import type { ActiveMaintenance } from '../../core/words/maintenance.ts';
import type { Family, SuspectCause } from '../../core/words/outcome.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import type { CouncilDto, NamedDto, NewestDto, SeriesDto, StoppedDto } from '../dto.ts';

export interface TargetDto {
  readonly id: string;
  readonly council: CouncilDto;
  readonly url: string | null;
  /** Profile of a practice site; null for a public one. */
  readonly practice: string | null;
  readonly member: NamedDto;
  readonly sector: NamedDto;
  readonly field: NamedDto;
  readonly schedule: string;
  readonly timeoutMs: number;
  readonly consent: Consent;
  /** Told to stop: no longer measured; null = measured. */
  readonly stopped: StoppedDto | null;
  /** Planned work in the last 24 hours and now, oldest first; windows under 5 min may be left out. */
  readonly maintenance: readonly ActiveMaintenance[];
  readonly series: readonly SeriesDto[];
  /** What the site may have in common with others; empty for who may not see it. */
  readonly facts: readonly SharedFact[];
  /** The last successes and failures kept in full, newest first. */
  readonly records: readonly ProbeRecord[];
  readonly day: readonly DayDto[];
}

/** One series over the last 24 hours, first attempts only. */
export interface DayDto {
  readonly family: Family;
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly failures: number;
  readonly missed: number;
  readonly suspect: number;
  /** Of `totalMs` over valid successes; null where there is none. */
  readonly minMs: number | null;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  readonly maxMs: number | null;
}

/** What is usual for a series by the hour of the day, in the zone of the council. */
export interface UsualDto {
  readonly target: string;
  readonly family: Family;
  /** Half open [from, to): the stored hours that were looked at. */
  readonly from: number;
  readonly to: number;
  /** Days of the zone that have hours in it. */
  readonly days: number;
  /** 24, from midnight; null where nothing succeeded in that hour. */
  readonly hours: readonly (UsualHourDto | null)[];
}

/** Over the valid successes of one hour of the day, on all days; relative error ≤ 1 %. */
export interface UsualHourDto {
  readonly count: number;
  readonly p5Ms: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
}

/** One first attempt in a series of raw samples. */
export interface PointDto extends NewestDto {
  readonly family: Family;
  readonly ttfbMs: number | null;
  readonly peerAddress: string | null;
  readonly suspectCause: SuspectCause | null;
}

/** Statistics over one step, families merged. */
export interface PeriodDto {
  readonly at: number;
  readonly count: number;
  readonly failures: number;
  readonly missed: number;
  readonly suspect: number;
  /** Times over valid successes; null where there is none. */
  readonly minMs: number | null;
  readonly meanMs: number | null;
  readonly p50Ms: number | null;
  readonly p95Ms: number | null;
  readonly p99Ms: number | null;
  readonly maxMs: number | null;
}

/** Half open [from, to). */
export type SamplesDto =
  | {
      readonly kind: 'raw';
      readonly target: string;
      readonly from: number;
      readonly to: number;
      readonly points: readonly PointDto[];
      /** `from` of the next page; null = the range is complete. */
      readonly next: number | null;
    }
  | {
      readonly kind: 'periods';
      readonly target: string;
      readonly from: number;
      readonly to: number;
      readonly stepMs: number;
      readonly periods: readonly PeriodDto[];
    };
