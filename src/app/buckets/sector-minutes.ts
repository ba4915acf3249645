import type { Sector } from '../../core/config.ts';
import { localDateOf } from '../../core/time/local-date.ts';
import type { StoredPoint } from '../../core/words/stored-point.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { Band } from '../../share/rules/band.ts';
import { type BandRelease, releaseAfter } from '../../share/rules/band-release.ts';
import { countableMembersOf, type Roster, rosterFor } from '../../share/rules/roster.ts';
import { sectorBandOf } from '../../share/rules/sector-band.ts';
import type { SharedTarget, TargetState } from '../../share/rules/shared-target.ts';

/** What a sector's next release needs to know. */
export interface SectorRelease {
  readonly roster: Roster;
  readonly release: BandRelease;
}

export interface ReleaseQuery {
  readonly targets: readonly SharedTarget[];
  readonly stateOf: (target: string) => TargetState;
  readonly timezone: string;
  /** Epoch ms. */
  readonly now: number;
}

/** All secretariats read what is released to the council. */
export const COUNCIL: Viewer = { kind: 'council' };

/** The release to `viewer` that follows `previous`; null = the first. */
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
  const band = sectorBandOf(viewer, judged, roster);
  return { roster, release: releaseAfter(previous?.release ?? null, band, now) };
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
