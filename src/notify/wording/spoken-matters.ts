import type { NoticeMatter, NoticeSite } from '../../core/words/notice.ts';
import type { ViewerKind } from '../../core/words/viewer.ts';

/** Sites that a list names; the rest of it is counted. */
export const MOST_SITES = 50;
/** Sites that get a block of lines of their own each. */
const MOST_BLOCKS = 10;

/** A site's trouble with its site. */
export interface SpokenSite {
  readonly matter: NoticeMatter;
  readonly site: NoticeSite;
}

/** What a letter says of its matters: so much that it stays a letter however many there are. */
export interface SpokenMatters {
  readonly patterns: readonly NoticeMatter[];
  /** Each with all that its reader may know of it. */
  readonly blocks: readonly SpokenSite[];
  /** A line each member. */
  readonly listed: readonly SpokenSite[];
}

/**
 * A site that a pattern of the same letter names with the same judgement is said there, but where there
 * is more to tell of it and few are told so. A member reads of its own sites in full as long as it can.
 */
export function spokenMatters(matters: readonly NoticeMatter[], viewer: ViewerKind): SpokenMatters {
  const patterns = matters.filter((matter) => siteOf(matter) === null);
  const named = new Set(
    patterns
      .filter(({ ending }) => ending === null)
      .flatMap(({ sites }) => sites.slice(0, MOST_SITES).map(nameOf)),
  );
  const sites = matters.flatMap((matter) => {
    const site = siteOf(matter);
    return site === null ? [] : [{ matter, site }];
  });
  const isNamed = ({ matter, site }: SpokenSite) =>
    matter.ending === null && named.has(nameOf(site));
  const fuller = sites.filter((each) => each.site.detail !== null || !isNamed(each));
  if (fuller.length <= MOST_BLOCKS) return { patterns, blocks: fuller, listed: [] };
  const most = viewer === 'member' ? MOST_BLOCKS : 0;
  const blocks = fuller.slice(0, most);
  return { patterns, blocks, listed: fuller.slice(most).filter((each) => !isNamed(each)) };
}

/** The site of a site's trouble; null = a pattern, or a doubt of our own network. */
export function siteOf({ key, sites }: NoticeMatter): NoticeSite | null {
  return key.startsWith('site:') ? (sites[0] ?? null) : null;
}

function nameOf({ target, judgement }: NoticeSite): string {
  return `${target} ${judgement}`;
}
