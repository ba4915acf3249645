/** What a file for a closed network holds: as `shared.ts`, of one moment and the 24 hours before it. */
import type { SharedHead, SharedIncidentDto, SharedPageDto, SharedSiteDto } from './shared.ts';
import type { SharedDayDto } from './shared-day.ts';
import type { StatementDto } from './statement.ts';

export interface SnapshotDto
  extends SharedHead,
    Pick<SharedPageDto, 'totals' | 'sectors'>,
    Pick<SharedDayDto, 'from' | 'to'> {
  /** The 24 hours of each sector. */
  readonly day: SharedDayDto['sectors'];
  /** Of these hours, the newest first. */
  readonly incidents: readonly SharedIncidentDto[];
  /** Those that the reader knows by name: of his own sector all, then of others the heaviest judged. */
  readonly sites: readonly SharedSiteDto[];
  /** How many of others were left out, because they are too many, and how many of these are not normal. */
  readonly left: { readonly sites: number; readonly notNormal: number };
  /** What members say of these sites, in the order in which they said it. */
  readonly statements: readonly StatementDto[];
}
