import type { NoticeMatter } from '../../core/words/notice.ts';

/**
 * What makes a matter news: the same text as told before = nothing new. A site: how it is judged, that
 * it ended and how. A pattern: its kind, the bands of its sectors, how many are named in it, in doublings.
 */
export function printOf(matter: NoticeMatter): string {
  const { key, pattern, since, ending } = matter;
  if (ending !== null) return `${since} ${ending}`;
  if (key.startsWith('site:')) {
    return `${since} ${matter.sites.map(({ judgement }) => judgement).join(' ')}`;
  }
  const bands = matter.sectors.flatMap(({ id, band }) =>
    band === null ? [] : [`${id}=${band.en}`],
  );
  const size = Math.floor(Math.log2(1 + matter.sites.length));
  return [since, pattern, size, ...bands.sort()].join(' ');
}
