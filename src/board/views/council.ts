import { createSearch } from '../../core/search-text.ts';
import type { CouncilPageDto, FoundSitesDto } from '../dto.ts';
import type { Live } from '../live.ts';
import { councilOf, type Summaries, sectorRowOf, siteOf, summaryAt } from './overview.ts';
import { troubledOf } from './summary.ts';

/** Sites told by name at most; the counts hold the others, too. */
const TOLD_SITES = 200;

/** The council at a glance at `now`. */
export function councilPageOf(
  live: Live,
  { summaries, now }: { readonly summaries: Summaries; readonly now: number },
): CouncilPageDto {
  const { config, table, stopped } = live;
  return {
    version: live.version,
    council: councilOf(config, summaries.condition),
    counts: summaries.counts,
    sectors: config.sectors.map((sector, place) =>
      sectorRowOf(live, sector, { summary: summaryAt(summaries, place), now }),
    ),
    troubled: told(live, troubledOf(table, { now, stopped })),
  };
}

/** The sites that have all words of the text in their names, ids or URL; none for an empty text. */
export function foundSitesOf(live: Live, text: string): FoundSitesDto {
  if (text.trim() === '') return { total: 0, sites: [] };
  const isFound = createSearch(text);
  const found = [...live.table.targets.entries()].filter(([, { target, member }]) => {
    const { ja, en } = member.name;
    return isFound([target.id, member.id, member.code ?? '', ja, en, target.url ?? '']);
  });
  return told(
    live,
    found.map(([index]) => index),
  );
}

function told(live: Live, found: readonly number[]): FoundSitesDto {
  const sites = found.slice(0, TOLD_SITES).map((index) => siteOf(live, index));
  return { total: found.length, sites };
}
