import type { SectorHeadDto, SiteNewsDto } from '../../board/dto/shared.ts';
import type { Live } from '../../board/live.ts';
import { nullable } from '../../board/tell-series.ts';
import { periodStart } from '../../core/time/slots.ts';
import { GRID_MS } from '../../share/rules/band-release.ts';
import type { Reader } from './reader.ts';
import { type PageSources, sectorHeadOf } from './shared-page.ts';
import { toldStateOf } from './shared-site.ts';
import type { ToldStates } from './told-states.ts';

export interface NewsQuery {
  readonly sector: string;
  /** Epoch ms. */
  readonly since: number;
  /** The version that stands for it. */
  readonly after: number;
}

/** What of a sector's page may be another since a moment, in few words. */
export function sectorNewsOf(
  reader: Reader,
  sources: PageSources,
  { sector, since, after, told }: NewsQuery & { readonly told: ToldStates },
): { readonly news: readonly SiteNewsDto[]; readonly head: SectorHeadDto | null } {
  const { live, judging, minute } = sources;
  const ratioOf = (target: string) => judging.stateOf(target)?.ratio ?? null;
  const news = reader.sites.all.flatMap((site): readonly SiteNewsDto[] => {
    const { place, isDetail } = site;
    if (place.sector.id !== sector) return [];
    const target = place.target.id;
    const index = live.table.indexOf(target);
    if (index === null) return [];
    const rows = isDetail ? rowsOf(live, index) : [];
    const isNew = rows.some((row) => live.table.versionOf(row) > after);
    if (!isNew && !told.isOther(target, since)) return [];
    const values = isDetail ? { totalMs: totalOf(live, rows), ratio: ratioOf(target) } : null;
    return [{ target, ...toldStateOf(site, sources), values }];
  });
  const isHead = periodStart(since, GRID_MS) !== minute.at;
  return { news, head: isHead ? sectorHeadOf(reader, sources, { of: 'sector', sector }) : null };
}

/** Rows of a target in the table of its series. */
export function rowsOf({ table }: Live, index: number): readonly number[] {
  const first = table.firstRow[index] ?? 0;
  const end = table.firstRow[index + 1] ?? first;
  return Array.from({ length: end - first }, (_, place) => first + place);
}

/** Of the first series that has any. */
function totalOf({ table }: Live, rows: readonly number[]): number | null {
  const row = rows.find((each) => table.versionOf(each) > 0);
  return row === undefined ? null : nullable(table.totalMsOf(row));
}
