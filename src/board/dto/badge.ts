/** What a badge says, as in `shared.ts`: of a sector its released band, of a site its judgement. */
import type { SharedHead, SharedSectorDto, SharedTargetDto } from './shared.ts';

export interface SectorBadgeDto extends SharedHead {
  /** The one sector. */
  readonly sectors: readonly [SharedSectorDto];
}

export type TargetBadgeDto = SharedTargetDto;

export type BadgeDto = SectorBadgeDto | TargetBadgeDto;
