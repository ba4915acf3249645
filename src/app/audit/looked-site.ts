import type { LookedSite } from '../../core/words/look.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { readRightOf } from '../../share/rules/read-right.ts';
import type { SharedTarget } from '../../share/rules/shared-target.ts';

/** What of a site is shown to a viewer who may know it by name. */
export function lookedSiteOf(viewer: Viewer, target: SharedTarget): LookedSite {
  const right = readRightOf(viewer, target) === 'detail' ? 'detail' : 'judgement';
  return { target: target.id, right, consent: target.consent };
}
