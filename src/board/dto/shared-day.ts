/** What the API's `data` holds of a day, for everybody: as in `shared.ts`. */
import type { NamedDto } from '../dto.ts';
import type { SharedBandDto, SharedHead, SharedIncidentDto } from './shared.ts';

/**
 * A day: bands minute by minute as they were released to the reader then, and incidents that
 * went on in some part of them, in the form that he may know now.
 */
export interface SharedDayDto extends SharedHead {
  /** Full minutes, half open. */
  readonly from: number;
  readonly to: number;
  /** As far back as may be asked. */
  readonly earliest: number;
  readonly sectors: readonly SharedDaySectorDto[];
  /** When sites were judged: the service ran, and did not doubt its own measuring. In order of time. */
  readonly judged: readonly StretchDto[];
  /** Named sites of which that is not all told: they were not measured, or not yet named to the reader. */
  readonly untold: readonly UntoldSiteDto[];
  /** The newest first. */
  readonly incidents: readonly SharedIncidentDto[];
}

/** Half open, epoch ms. */
export interface StretchDto {
  readonly from: number;
  readonly to: number;
}

/** A site with the stretches of `judged` in which nothing is told of it, in order of time; never none. */
export interface UntoldSiteDto {
  readonly target: string;
  readonly gaps: readonly StretchDto[];
}

export interface SharedDaySectorDto {
  readonly id: string;
  readonly name: NamedDto['name'];
  readonly field: NamedDto;
  /** In order of time; where there is none nothing was told. */
  readonly bands: readonly BandRunDto[];
  readonly ratios: readonly RatioRunDto[];
}

/** A stretch of full minutes, half open, in which the band was the same; `since` may be before it. */
export interface BandRunDto extends SharedBandDto {
  readonly from: number;
  readonly to: number;
}

export interface RatioRunDto {
  readonly from: number;
  readonly to: number;
  /** Response time over normal, rounded to 0.1. */
  readonly ratio: number;
}
