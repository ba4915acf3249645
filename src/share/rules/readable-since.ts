import type { SharingLevels } from '../../core/words/consent-version.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { READ_RIGHTS, type ReadRight, readRightOf } from './read-right.ts';
import type { SharedTarget } from './shared-target.ts';

/** How a target was shared from a moment on, epoch ms. */
export interface SharedFrom extends SharingLevels {
  readonly at: number;
}

/**
 * Since when what happened to a target may be read under `wanted`, epoch ms: widening opens nothing that
 * was before it. Endless = never closed; of one that may not be read now it is meaningless. `versions`:
 * the oldest first, the last in force; none = the files have always had it so.
 */
export function readableSince(
  viewer: Viewer,
  { target, versions }: { readonly target: SharedTarget; readonly versions: readonly SharedFrom[] },
  wanted: ReadRight,
): number {
  const isClosed = ({ consent, secretariatSees }: SharingLevels) => {
    const right = readRightOf(viewer, { ...target, consent, secretariatSees });
    return READ_RIGHTS.indexOf(right) < READ_RIGHTS.indexOf(wanted);
  };
  const closed = versions.findLastIndex(isClosed);
  return closed < 0 ? Number.NEGATIVE_INFINITY : (versions[closed + 1]?.at ?? Infinity);
}
