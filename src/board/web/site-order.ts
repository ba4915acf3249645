import { createSearch } from '../../core/search-text.ts';
import type { Language } from '../../core/words/language.ts';
import { outcomeStateOf, type ShownState, WORST_FIRST } from '../../core/words/shown-state.ts';
import type { SeriesDto, SiteDto } from '../dto.ts';
import { byJudgement, type Judged } from './judged-sites.ts';

export const ORDERS = [
  'judgement',
  'attention',
  'began',
  'listed',
  'name',
  'slowest',
  'ratio',
] as const;
export type Order = (typeof ORDERS)[number];

/** How a series is shown, as the board counts it. */
export function shownStateOf({ newest, maintenance }: SeriesDto): ShownState {
  if (newest === null) return 'waiting';
  const state = outcomeStateOf(newest);
  return state !== 'success' && maintenance !== null ? 'maintenance' : state;
}

/** The newest sample of one of its series is no success, outside planned work. */
export function isTroubled(site: SiteDto): boolean {
  return rankOf(site) < WORST_FIRST.indexOf('maintenance');
}

/** A failure is new for this long, ms. */
const NEW_MS = 3_600_000;

/** Whether one of its series began to fail within the hour before `at`. */
export function isNew(site: SiteDto, at: number): boolean {
  return site.series.some((series) => {
    const { since } = series;
    const known = shownStateOf(series) === 'failure' && since !== null && !since.orEarlier;
    return known && at - since.at < NEW_MS;
  });
}

/** Those of the sites that have all words of the text in their names, ids or URL. */
export function named<T extends SiteDto>(sites: readonly T[], text: string): readonly T[] {
  const isFound = createSearch(text);
  return sites.filter(({ id, member, url }) =>
    isFound([id, member.id, member.name.ja, member.name.en, url ?? '']),
  );
}

/** A new array in that order; what has no total comes last among the slowest. */
export function ordered<T extends SiteDto>(
  sites: readonly T[],
  order: Order,
  { language, judged }: { readonly language: Language; readonly judged: Judged },
): readonly T[] {
  switch (order) {
    case 'judgement':
      return byJudgement(ordered(sites, 'attention', { language, judged }), judged);
    case 'attention':
      return sites.toSorted((a, b) => rankOf(a) - rankOf(b) || begunAt(b) - begunAt(a));
    case 'began':
      return sites.toSorted((a, b) => begunAt(b) - begunAt(a) || rankOf(a) - rankOf(b));
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

/** Place of its worst series: failing first, those that answer last. */
function rankOf({ series, stopped }: SiteDto): number {
  if (stopped !== null) return WORST_FIRST.indexOf('waiting');
  return Math.min(...series.map((each) => WORST_FIRST.indexOf(shownStateOf(each))));
}

/** To be compared only: when it began not to answer; those not known exactly lie before the others. */
function begunAt({ series }: SiteDto): number {
  const begun = series.map((each) => {
    const state = shownStateOf(each);
    if (each.since === null || (state !== 'failure' && state !== 'blocked')) return 0;
    return each.since.orEarlier ? each.since.at : each.since.at + Date.UTC(3000, 0);
  });
  return Math.max(...begun);
}

function ratioOf(site: SiteDto): number {
  return Math.max(-1, ...site.series.map(({ ratio }) => ratio ?? -1));
}
