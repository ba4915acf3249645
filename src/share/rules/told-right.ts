import type { Viewer } from '../../core/words/viewer.ts';
import { type Concern, concernOf } from './action-right.ts';
import { readRightOf } from './read-right.ts';
import type { SharedTarget } from './shared-target.ts';

/** Somebody of whom it is said whether he was told of an incident. */
export interface ToldOf {
  readonly concern: Concern;
  /** Sites of a member that are in it. */
  readonly targets: readonly SharedTarget[];
}

/**
 * Whether a viewer may know who was told and who acknowledged: the operator everybody; everybody
 * himself; a secretariat those members of which it may see a site in the incident.
 */
export function mayKnowTold(viewer: Viewer, { concern, targets }: ToldOf): boolean {
  if (viewer.kind === 'operator' || isSame(concernOf(viewer), concern)) return true;
  if (viewer.kind !== 'secretariat' || concern.kind !== 'member') return false;
  return (
    concern.sector === viewer.sector &&
    targets.some(
      (target) =>
        target.member === concern.member &&
        target.sector === viewer.sector &&
        readRightOf(viewer, target) !== 'nothing',
    )
  );
}

function isSame(a: Concern, b: Concern): boolean {
  if (a.kind === 'member') return b.kind === 'member' && a.member === b.member;
  if (a.kind === 'sector') return b.kind === 'sector' && a.sector === b.sector;
  return a.kind === b.kind;
}
