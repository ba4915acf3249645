import type { Viewer } from '../../core/words/viewer.ts';
import { type Band, isSomeOrMore } from './band.ts';
import { isNamedTo, readRightOf } from './read-right.ts';
import type { SharedTarget } from './shared-target.ts';

export interface PatternQuery {
  /** The targets in it. */
  readonly targets: readonly SharedTarget[];
  /** Names of others may go where it is told. */
  readonly mayName: boolean;
  /** Band of a sector as it was released to the viewer; null = nothing is. */
  readonly released: (sector: string) => Band | null;
}

/** A pattern as a viewer may know it. */
export interface PatternForm {
  /** Something of it may be told at all. */
  readonly isShown: boolean;
  /** Ids of the targets that are named. */
  readonly named: readonly string[];
  /** Others are in it. */
  readonly hasOthers: boolean;
  /** Ids of the sectors that it touches and whose released band says so. */
  readonly sectors: readonly string[];
  /** Everything of it is named: its times, too, are told as they are. */
  readonly isWhole: boolean;
}

/**
 * What a viewer may know of a pattern. Targets in no count for him are not there. It is shown by names,
 * or by the bands that were released of the sectors it touches: one that shows in neither is not told,
 * or the smallest sector's trouble would be told by it. The operator is told that there is one.
 */
export function patternFormOf(
  viewer: Viewer,
  { targets, mayName, released }: PatternQuery,
): PatternForm {
  const counted = targets.filter((target) => readRightOf(viewer, target) !== 'nothing');
  const named = mayName ? counted.filter((target) => isNamedTo(viewer, target)) : [];
  const touched = [...new Set(counted.map(({ sector }) => sector))];
  const sectors = touched.filter((sector) => isSomeOrMore(released(sector))).sort();
  const isWhole = named.length > 0 && named.length === counted.length;
  return {
    isShown: viewer.kind === 'operator' || isWhole || sectors.length > 0,
    named: named.map(({ id }) => id),
    hasOthers: named.length < counted.length,
    sectors,
    isWhole,
  };
}
