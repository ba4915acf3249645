import type { Viewer } from '../../core/words/viewer.ts';
import type { SharedTarget } from './shared-target.ts';

/**
 * What a viewer may read of a target, the least first: `nothing` it is in no count for him, `bands`
 * it is one of many, `judgement` its name and judgement, `detail` everything.
 */
export const READ_RIGHTS = ['nothing', 'bands', 'judgement', 'detail'] as const;
export type ReadRight = (typeof READ_RIGHTS)[number];

/**
 * The read table: who may see what of a target. A target of consent `own` is read by its member and
 * the operator alone and is in no count for anyone else.
 */
export function readRightOf(viewer: Viewer, target: SharedTarget): ReadRight {
  switch (viewer.kind) {
    case 'operator':
      return 'detail';
    case 'member':
      if (target.member === viewer.member) return 'detail';
      return rightOfOutsider(target, viewer.sector);
    case 'secretariat':
      if (target.sector !== viewer.sector) return rightOfOutsider(target, viewer.sector);
      return target.consent === 'own' ? 'nothing' : target.secretariatSees;
    case 'council':
      return rightOfOutsider(target, null);
    case 'observer':
      return target.consent === 'own' ? 'nothing' : 'bands';
    default:
      return viewer satisfies never;
  }
}

/** Whether the viewer gets the target's name. */
export function isNamedTo(viewer: Viewer, target: SharedTarget): boolean {
  const right = readRightOf(viewer, target);
  return right === 'judgement' || right === 'detail';
}

/**
 * Whether a look at the target by name goes into the audit: whoever gets the name of what is not his
 * own. Every target is foreign to all but its member.
 */
export function isAuditedView(viewer: Viewer, target: SharedTarget): boolean {
  const isOwn = viewer.kind === 'member' && viewer.member === target.member;
  return !isOwn && isNamedTo(viewer, target);
}

/** `sector` is the one that the viewer belongs to; null = to none. */
function rightOfOutsider(target: SharedTarget, sector: string | null): ReadRight {
  switch (target.consent) {
    case 'own':
      return 'nothing';
    case 'counted':
      return 'bands';
    case 'sector':
      return target.sector === sector ? 'judgement' : 'bands';
    case 'named':
      return 'judgement';
    default:
      return target.consent satisfies never;
  }
}
