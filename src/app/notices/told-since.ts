import type { ConsentVersion } from '../../core/words/consent-version.ts';
import type { Family } from '../../core/words/outcome.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import type { ReadRight } from '../../share/rules/read-right.ts';
import { readableSince } from '../../share/rules/readable-since.ts';
import type { SharedTarget } from '../../share/rules/shared-target.ts';

/** How a target was shared, the oldest first; none = as the files have it. */
export type VersionsOf = (target: string) => readonly ConsentVersion[];

/**
 * Whether what is judged of a target, or of its series of a family, rests on answers from a moment on, epoch
 * ms; endless = always.
 */
export type AnsweredSince = (
  series: { readonly target: string; readonly family?: Family },
  since: number,
) => boolean;

/** Where nobody knows what was answered. */
export const NOT_ANSWERED: AnsweredSince = (_, since) => since === Number.NEGATIVE_INFINITY;

/** Since when what happens to a target may be told to a viewer so, epoch ms; as `readableSince`. */
export type ToldSince = (viewer: Viewer, target: SharedTarget, wanted: ReadRight) => number;

export function toldSinceBy(versionsOf: VersionsOf): ToldSince {
  return (viewer, target, wanted) =>
    readableSince(viewer, { target, versions: versionsOf(target.id) }, wanted);
}
