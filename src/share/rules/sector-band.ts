import { AFFECTED_JUDGEMENTS } from '../../core/words/judgement.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { type Band, bandOf, FEWEST_FOR_BAND } from './band.ts';
import { ratioOf, ratiosWithoutOne } from './band-ratio.ts';
import { countableMembersOf, type Roster } from './roster.ts';
import type { JudgedTarget, TargetState } from './shared-target.ts';

/** A sector as outsiders may know it. */
export interface SectorBand {
  readonly band: Band | null;
  /** Median of response time over normal, rounded to 0.1; null = not told. */
  readonly ratio: number | null;
}

export const NO_SECTOR_BAND: SectorBand = Object.freeze({ band: null, ratio: null });

/** Of a sector at a moment, before `band-release.ts` holds it to the grid. */
export interface SectorBands {
  readonly all: SectorBand;
  /** To a member, which knows itself: of the others; the same object for the same band and ratio. */
  readonly without: (member: string) => SectorBand;
}

/** What a member adds to its sector's band. */
interface Part {
  readonly affected: boolean;
  readonly ratio: number | null;
}

/** {@link sectorBandsOf} for a viewer who is no member of the roster. */
export function sectorBandOf(
  viewer: Viewer,
  targets: readonly JudgedTarget[],
  roster: Roster,
): SectorBand {
  return sectorBandsOf(viewer, targets, roster).all;
}

/**
 * Band and ratio of a sector for a viewer at this moment. `targets` are the sector's. A member that left
 * the roster since (withdrawn, or named to the viewer now) is not affected and no longer counts towards
 * the fewest; one that joined waits a day.
 */
export function sectorBandsOf(
  viewer: Viewer,
  targets: readonly JudgedTarget[],
  { members }: Roster,
): SectorBands {
  const countable = countableMembersOf(viewer, targets);
  const counted = new Map<string, Part>();
  for (const member of members) {
    const states = countable.get(member)?.map(({ state }) => state);
    if (states === undefined) continue;
    counted.set(member, { affected: states.some(isAffected), ratio: slowestOf(states) });
  }
  const parts = [...counted.values()];
  const ratios = parts.map(({ ratio }) => ratio);
  const affected = parts.filter((part) => part.affected).length;
  const all =
    parts.length < FEWEST_FOR_BAND
      ? NO_SECTOR_BAND
      : { band: bandOf(affected, members.length), ratio: ratioOf(ratios, members.length) };
  const inRoster = new Set(members);
  const ratioWithout = ratiosWithoutOne(ratios, members.length);
  const known = new Map<string, SectorBand>();
  return {
    all,
    without: (member) => {
      if (!inRoster.has(member)) return all;
      const own = counted.get(member) ?? null;
      const others = { affected, counted: parts.length };
      if (own !== null) others.counted -= 1;
      if (own?.affected === true) others.affected -= 1;
      if (others.counted < FEWEST_FOR_BAND) return NO_SECTOR_BAND;
      const ratio = ratioWithout(own?.ratio ?? null);
      const key = `${others.affected} ${ratio}`;
      const band = known.get(key) ?? { band: bandOf(others.affected, members.length - 1), ratio };
      known.set(key, band);
      return band;
    },
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
