import type { CouncilPageDto, FoundSitesDto } from '../dto.ts';
import type { Live } from '../live.ts';
import { councilOf, type Summaries, sectorRowOf, siteOf, summaryAt } from './overview.ts';
import { isTroubled } from './summary.ts';

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
    troubled: told(live, (index) => isTroubled(table, index, { now, stopped })),
  };
}

/** The sites in whose names, ids or URL the text is; none for an empty text. */
export function foundSitesOf(live: Live, text: string): FoundSitesDto {
  const wanted = text.trim().toLowerCase();
  const { targets } = live.table;
  return told(live, (index) => {
    const placed = wanted === '' ? undefined : targets[index];
    if (placed === undefined) return false;
    const { target, member } = placed;
    const { ja, en } = member.name;
    return [target.id, member.id, member.code ?? '', ja, en, target.url ?? ''].some((name) =>
      name.toLowerCase().includes(wanted),
    );
  });
}

function told(live: Live, isMeant: (index: number) => boolean): FoundSitesDto {
  const found = [...live.table.targets.keys()].filter(isMeant);
  const sites = found.slice(0, TOLD_SITES).map((index) => siteOf(live, index));
  return { total: found.length, sites };
}
