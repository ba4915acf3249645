import type { Marking } from '../../core/words/marking.ts';
import type { Notice, NoticeMatter, NoticeSite } from '../../core/words/notice.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { mayGoBy } from './channel-ceiling.ts';
import { type Content, markingOf } from './marking-of.ts';
import { isNamedTo, readRightOf } from './read-right.ts';
import type { SharedTarget } from './shared-target.ts';

/** A contact, as far as the rules look at it. */
export interface NoticeWay {
  readonly ceiling: Marking;
  readonly isVerified: boolean;
}

export interface NoticeContent {
  /** Of the recipient's own targets, for the operator of the prober. */
  readonly own: readonly Content[];
  readonly others: readonly Content[];
}

/** null: something in it is not for the viewer, or about a target that is not in the council. */
export function contentOfNotice(
  viewer: Viewer,
  notice: Pick<Notice, 'matters' | 'around' | 'sectors' | 'names'>,
  targetOf: (id: string) => SharedTarget | null,
): NoticeContent | null {
  const own: Content[] = [];
  const others: Content[] = notice.sectors.length > 0 ? ['band'] : [];
  for (const matter of [...notice.matters, ...notice.around]) {
    if (matter.key === 'prober') {
      if (viewer.kind !== 'operator') return null;
      own.push('prober');
    } else if (isPattern(matter)) others.push('band');
  }
  for (const site of sitesOf(notice)) {
    const target = targetOf(site.target);
    const content = target === null ? null : contentOfSite(viewer, site, target);
    if (content === null || target === null) return null;
    if (viewer.kind === 'member' && target.member === viewer.member) own.push(content);
    else others.push(content);
  }
  return { own: [...new Set(own)], others: [...new Set(others)] };
}

/** All that a notice names, its remark too. */
function sitesOf({
  matters,
  around,
  names = [],
}: Pick<Notice, 'matters' | 'around' | 'names'>): readonly NoticeSite[] {
  return [...[...matters, ...around].flatMap(({ sites }) => sites), ...names];
}

function isPattern({ key, sectors, fact }: NoticeMatter): boolean {
  return !key.startsWith('site:') || sectors.length > 0 || fact !== null;
}

function contentOfSite(viewer: Viewer, site: NoticeSite, target: SharedTarget): Content | null {
  if (target.member !== site.member || target.sector !== site.sector) return null;
  if (!isNamedTo(viewer, target)) return null;
  if (site.detail === null) return 'judgement';
  return readRightOf(viewer, target) === 'detail' ? 'detail' : null;
}

/**
 * Whether a notice that was written before holds what the viewer may know no longer. A target that is in
 * the council no more was shared until then.
 */
export function isWithdrawnFor(
  viewer: Viewer,
  notice: Pick<Notice, 'matters' | 'around' | 'names'>,
  targetOf: (id: string) => SharedTarget | null,
): boolean {
  return sitesOf(notice).some((site) => {
    const target = targetOf(site.target);
    return target !== null && contentOfSite(viewer, site, target) === null;
  });
}

/**
 * Marking of a notice that may go to the viewer by a way; null = it may not. What is his own goes by
 * any verified one; what is about others is held to the ceiling by itself. One with nothing of anybody in
 * it is marked as bands are; a verification is that, and goes to a contact that is not verified.
 */
export function markingOfNotice(
  { own, others }: NoticeContent,
  kind: Notice['kind'],
  { ceiling, isVerified }: NoticeWay,
): Marking | null {
  const all = [...own, ...others];
  const verified = isVerified || (kind === 'verification' && all.length === 0);
  const goes = (contents: readonly Content[], about: 'own' | 'others') =>
    contents.length === 0 || mayGoBy({ marking: markingOf(contents), about, verified }, ceiling);
  if (!verified || !goes(own, 'own') || !goes(others, 'others')) return null;
  return markingOf(all.length === 0 ? ['band'] : all);
}
