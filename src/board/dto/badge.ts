/** What a badge says, as in `shared.ts`: of a sector its released band, of a site its judgement. */

import type { SharedHead, SharedSectorDto, SharedTargetDto } from './shared.ts';
import type { StatementDto } from './statement.ts';

export interface SectorBadgeDto extends SharedHead {
  /** The one sector. */
  readonly sectors: readonly [SharedSectorDto];
}

export interface TargetBadgeDto extends SharedTargetDto {
  /** What its member says of the judgement that stands, in the order in which it was said. */
  readonly statements: readonly StatementDto[];
}

export type BadgeDto = SectorBadgeDto | TargetBadgeDto;
