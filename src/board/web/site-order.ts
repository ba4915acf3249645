import type { Language } from '../../core/words/language.ts';
import type { SiteDto } from '../dto.ts';

export type Order = 'listed' | 'slowest' | 'name';

/** The newest sample of one of its series is a failure or was missed. */
export function isTroubled(site: SiteDto): boolean {
  return site.series.some(({ newest }) => newest !== null && newest.outcome !== 'success');
}

/** A new array in that order; what has no total comes last among the slowest. */
export function ordered(
  sites: readonly SiteDto[],
  order: Order,
  language: Language,
): readonly SiteDto[] {
  switch (order) {
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
