import type { SectorHeadDto, SiteNewsDto } from '../../board/dto/shared.ts';
import type { BriefSeriesDto } from '../../board/dto.ts';
import type { Live } from '../../board/live.ts';
import { briefSince } from '../../board/series-since.ts';
import { nullable } from '../../board/tell-series.ts';
import { periodStart } from '../../core/time/slots.ts';
import { GRID_MS } from '../../share/rules/band-release.ts';
import type { Reader } from './reader.ts';
import type { ReaderSite } from './reader-sites.ts';
import { type PageSources, sectorHeadOf } from './shared-page.ts';
import { siteStateOf, toldStateOf } from './shared-site.ts';
import { siteDetailOf } from './site-detail.ts';
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
  const { live, minute } = sources;
  const news = reader.sites.all.flatMap((site): readonly SiteNewsDto[] => {
    const { place, isDetail, detailSince } = site;
    if (place.sector.id !== sector) return [];
    const target = place.target.id;
    const index = live.table.indexOf(target);
    if (index === null) return [];
    const rows = isDetail ? rowsOf(live, index) : [];
    const isNew = rows.some((row) => {
      return live.table.versionOf(row) > after && live.table.scheduledAtOf(row) >= detailSince;
    });
    if (!isNew && !told.isOther(target, since)) return [];
    const values = isDetail ? valuesOf(site, sources, rows) : null;
    return [{ target, ...toldStateOf(site, sources), values }];
  });
  const isHead = periodStart(since, GRID_MS) !== minute.at;
  return { news, head: isHead ? sectorHeadOf(reader, sources, { of: 'sector', sector }) : null };
}

/**
 * The newest of the sites that a reader sees in detail, after a version; null = who is told the newest
 * alone would miss a sample that is told.
 */
export function seriesNewsOf(
  { sites }: Pick<Reader, 'sites'>,
  { live, now }: Pick<PageSources, 'live' | 'now'>,
  { isAsked, after }: { readonly isAsked: (site: ReaderSite) => boolean; readonly after: number },
): readonly BriefSeriesDto[] | null {
  const { table } = live;
  const all: BriefSeriesDto[] = [];
  for (const site of sites.all) {
    const { place, isDetail, detailSince: since } = site;
    const index = isDetail && isAsked(site) ? table.indexOf(place.target.id) : null;
    for (const row of index === null ? [] : rowsOf(live, index)) {
      const series = table.versionOf(row) > after ? briefSince(live, row, { since, now }) : null;
      if (series === null) continue;
      const isWhole = since === Number.NEGATIVE_INFINITY;
      // A sample from before the reader came to see them is none to miss.
      if (table.hasPassed(row, after) && (isWhole || series.intervalMs !== null)) return null;
      all.push(series);
    }
  }
  return all;
}

/** Rows of a target in the table of its series. */
function rowsOf({ table }: Live, index: number): readonly number[] {
  const first = table.firstRow[index] ?? 0;
  const end = table.firstRow[index + 1] ?? first;
  return Array.from({ length: end - first }, (_, place) => first + place);
}

/** Of the first series that has any. */
function valuesOf(
  site: ReaderSite,
  sources: PageSources,
  rows: readonly number[],
): SiteNewsDto['values'] {
  const { live, judging } = sources;
  const target = site.place.target.id;
  if (site.detailSince === Number.NEGATIVE_INFINITY) {
    const row = rows.find((each) => live.table.versionOf(each) > 0);
    const totalMs = row === undefined ? null : nullable(live.table.totalMsOf(row));
    return { totalMs, ratio: judging.stateOf(target)?.ratio ?? null };
  }
  const { series = [], verdicts = [] } = siteDetailOf(site, sources) ?? {};
  const { judgement } = siteStateOf(target, sources);
  return {
    totalMs: series.find(({ newest }) => newest !== null)?.newest?.totalMs ?? null,
    ratio: verdicts.find((verdict) => verdict.judgement === judgement)?.ratio ?? null,
  };
}
