import type { NoticeMatter } from '../../core/words/notice.ts';

/**
 * What makes a matter news: the same text as told before = nothing new. Of one that ended: how. A site:
 * how it is judged; one that was well for a moment meanwhile is no news. A pattern: its kind, the bands
 * of its sectors, how many are named in it, in doublings.
 */
export function printOf(matter: NoticeMatter): string {
  const { key, pattern, ending, sites, sectors } = matter;
  if (ending !== null) return ending;
  if (key.startsWith('site:')) return sites.map(({ judgement }) => judgement).join(' ');
  const bands = sectors.flatMap(({ id, band }) => (band === null ? [] : [`${id}=${band.en}`]));
  const size = Math.floor(Math.log2(1 + sites.length));
  return [pattern, size, ...bands.sort()].join(' ');
}
