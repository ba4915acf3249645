/** What a file for a closed network holds: as `shared.ts`, of one moment and the 24 hours before it. */
import type { SharedHead, SharedIncidentDto, SharedPageDto, SharedSiteDto } from './shared.ts';
import type { SharedDayDto } from './shared-day.ts';

export interface SnapshotDto
  extends SharedHead,
    Pick<SharedPageDto, 'totals' | 'sectors'>,
    Pick<SharedDayDto, 'from' | 'to'> {
  /** The 24 hours of each sector. */
  readonly day: SharedDayDto['sectors'];
  /** Of these hours, the newest first. */
  readonly incidents: readonly SharedIncidentDto[];
  /** Of the reader's own member or sector all, and of others those that are not normal. */
  readonly sites: readonly SharedSiteDto[];
  /** Sites that were left out, because they are too many. */
  readonly left: number;
}
