import type { Sector } from '../../core/config.ts';
import { localDateOf } from '../../core/time/local-date.ts';
import type { StoredPoint } from '../../core/words/stored-point.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { Band } from '../../share/rules/band.ts';
import { type BandRelease, releaseAfter } from '../../share/rules/band-release.ts';
import { countableMembersOf, type Roster, rosterFor } from '../../share/rules/roster.ts';
import { sectorBandsOf } from '../../share/rules/sector-band.ts';
import type { SharedTarget, TargetState } from '../../share/rules/shared-target.ts';
import { NO_OWN_RELEASES, nextOwnReleases, type OwnReleases } from './own-releases.ts';

/** What a sector's next release needs to know. */
export interface SectorRelease {
  readonly roster: Roster;
  readonly release: BandRelease;
  /** To members of the sector that are told another one than that. */
  readonly own: OwnReleases;
}

export interface ReleaseQuery {
  readonly targets: readonly SharedTarget[];
  readonly stateOf: (target: string) => TargetState;
  readonly timezone: string;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * The release to `viewer` that follows `previous`; null = the first. To a member without a site: what is
 * released to all of its sector, to those in the count each without itself.
 */
export function nextRelease(
  viewer: Viewer,
  previous: SectorRelease | null,
  query: ReleaseQuery,
): SectorRelease {
  const { targets, stateOf, timezone, now } = query;
  const countable = countableMembersOf(viewer, targets);
  const date = localDateOf(now, timezone);
  const roster = rosterFor(date, countable.keys(), previous?.roster ?? null);
  const judged = targets.map((target) => ({ ...target, state: stateOf(target.id) }));
  const bands = sectorBandsOf(viewer, judged, roster);
  const release = releaseAfter(previous?.release ?? null, bands.all, now);
  if (viewer.kind !== 'member') return { roster, release, own: NO_OWN_RELEASES };
  const before = { common: previous?.release ?? null, own: previous?.own ?? NO_OWN_RELEASES };
  const { members } = roster;
  return {
    roster,
    release,
    own: nextOwnReleases(before, { bands, members, common: release, now }),
  };
}

/** The point of a release; null where nothing may be told of the sector. */
export function sectorMinuteOf(
  { release }: SectorRelease,
  place: { readonly bucket: string; readonly sector: Sector; readonly suppressed: boolean },
): StoredPoint | null {
  if (release.band === null) return null;
  return {
    bucket: place.bucket,
    measurement: 'sector_minute',
    tags: { sector: place.sector.id, field: place.sector.field },
    fields: {
      band: bandCode(release.band),
      ratio: release.ratio,
      suppressed: place.suppressed,
    },
    at: release.tickAt,
  };
}

/** `none`, `some`, `some_1`, `some_5`, `some_10` …, `half`. */
export function bandCode({ level, atLeast }: Band): string {
  return level === 'some' && atLeast !== null ? `some_${atLeast}` : level;
}
