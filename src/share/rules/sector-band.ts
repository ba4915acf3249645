import { AFFECTED_JUDGEMENTS } from '../../core/words/judgement.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { type Band, bandOf, FEWEST_FOR_BAND } from './band.ts';
import { ratioOf } from './band-ratio.ts';
import { countableMembersOf, type Roster } from './roster.ts';
import type { JudgedTarget, TargetState } from './shared-target.ts';

/** A sector as outsiders may know it. */
export interface SectorBand {
  readonly band: Band | null;
  /** Median of response time over normal, rounded to 0.1; null = not told. */
  readonly ratio: number | null;
}

export const NO_SECTOR_BAND: SectorBand = Object.freeze({ band: null, ratio: null });

/**
 * Band and ratio of a sector for a viewer at this moment, before `band-release.ts` holds them to the
 * grid. `targets` are the sector's. A member that left the roster since (withdrawn, or named to the
 * viewer now) is not affected and no longer counts towards the fewest; one that joined waits a day.
 */
export function sectorBandOf(
  viewer: Viewer,
  targets: readonly JudgedTarget[],
  roster: Roster,
): SectorBand {
  const countable = countableMembersOf(viewer, targets);
  const counted = roster.members.flatMap((member) => {
    const its = countable.get(member);
    return its ? [its.map(({ state }) => state)] : [];
  });
  if (counted.length < FEWEST_FOR_BAND) return NO_SECTOR_BAND;
  const affected = counted.filter((states) => states.some(isAffected)).length;
  return {
    band: bandOf(affected, roster.members.length),
    ratio: ratioOf(counted.map(slowestOf), roster.members.length),
  };
}

/** Suspects, blocked, maintenance and unknown never are. */
export function isAffected({ judgement, suspect }: TargetState): boolean {
  return !suspect && AFFECTED_JUDGEMENTS.has(judgement);
}

/** The largest ratio of a member's targets whose times are to be trusted; null = none. */
function slowestOf(states: readonly TargetState[]): number | null {
  const ratios = states.flatMap((state) =>
    state.ratio !== null && (isAffected(state) || isNormal(state)) ? [state.ratio] : [],
  );
  return ratios.length === 0 ? null : Math.max(...ratios);
}

function isNormal({ judgement, suspect }: TargetState): boolean {
  return !suspect && judgement === 'normal';
}
