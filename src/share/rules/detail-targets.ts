import type { Viewer } from '../../core/words/viewer.ts';
import { readRightOf } from './read-right.ts';
import type { SharedTarget } from './shared-target.ts';

/** Ids of the targets that a viewer sees in detail, in order. */
export function detailTargetsOf(viewer: Viewer, targets: readonly SharedTarget[]): string[] {
  return targets
    .filter((target) => readRightOf(viewer, target) === 'detail')
    .map(({ id }) => id)
    .sort();
}
