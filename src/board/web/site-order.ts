import type { Language } from '../../core/words/language.ts';
import type { SiteDto } from '../dto.ts';

export const ORDERS = ['attention', 'listed', 'name', 'slowest', 'ratio'] as const;
export type Order = (typeof ORDERS)[number];

/** The newest sample of one of its series is a failure or was missed, outside planned work. */
export function isTroubled(site: SiteDto): boolean {
  return site.series.some(
    ({ newest, maintenance }) =>
      newest !== null && newest.outcome !== 'success' && maintenance === null,
  );
}

/** Whether the text is in its names, ids or URL. */
export function isNamed(site: SiteDto, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return true;
  const { ja, en } = site.member.name;
  return [site.id, site.member.id, ja, en, site.url ?? ''].some((name) =>
    name.toLowerCase().includes(wanted),
  );
}

/** A new array in that order; what has no total comes last among the slowest. */
export function ordered<T extends SiteDto>(
  sites: readonly T[],
  order: Order,
  language: Language,
): readonly T[] {
  switch (order) {
    case 'attention':
      return sites.toSorted((a, b) => troubleOf(a) - troubleOf(b));
    case 'ratio':
      return sites.toSorted((a, b) => ratioOf(b) - ratioOf(a));
    case 'listed':
      return sites;
    case 'slowest':
      return sites.toSorted((a, b) => slownessOf(b) - slownessOf(a));
    case 'name':
      return sites.toSorted((a, b) =>
        a.member.name[language].localeCompare(b.member.name[language], language),
      );
    default:
      return order satisfies never;
  }
}

function slownessOf(site: SiteDto): number {
  return Math.max(-1, ...site.series.map(({ newest }) => newest?.totalMs ?? -1));
}

/** The newest response times of the series that answered. */
export function totalsOf(site: SiteDto): readonly number[] {
  return site.series.flatMap(({ newest }) =>
    newest?.outcome === 'success' && newest.totalMs !== null ? [newest.totalMs] : [],
  );
}

/** Failing first, then missed, planned work, not measured, and those that answer. */
function troubleOf(site: SiteDto): number {
  return Math.min(
    ...site.series.map(({ newest, maintenance }) => {
      if (newest === null) return 3;
      if (newest.outcome === 'success') return 4;
      if (maintenance !== null) return 2;
      return newest.outcome === 'failure' ? 0 : 1;
    }),
  );
}

function ratioOf(site: SiteDto): number {
  return Math.max(-1, ...site.series.map(({ ratio }) => ratio ?? -1));
}
