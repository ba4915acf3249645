import type { Config, Sector } from '../../core/config.ts';
import type {
  ChangesDto,
  CouncilDto,
  NamedDto,
  OverviewDto,
  SectorDto,
  SectorSummaryDto,
  SeriesDto,
  SiteDto,
} from '../dto.ts';
import type { Live } from '../live.ts';
import type { SeriesTable } from '../series-table.ts';
import { summaryOf } from './summary.ts';

/**
 * The whole picture at `now`. Sites without news since `previous`, an overview of the same live
 * state, are the same objects as there.
 */
export function overviewOf(live: Live, now: number, previous: OverviewDto | null): OverviewDto {
  const { config, table } = live;
  return {
    version: live.version,
    council: councilOf(config),
    counts: summaryOf(table, { from: 0, to: table.targets.length }, now).counts,
    sectors: rangesOf(config).map(({ sector, from, to }, place): SectorDto => {
      const { counts, medianMs } = summaryOf(table, { from, to }, now);
      const known = previous?.sectors[place]?.sites;
      return {
        id: sector.id,
        name: sector.name,
        field: fieldOf(config, sector),
        counts,
        medianMs,
        day: live.day.dayOf(sector.id, now),
        sites: table.targets.slice(from, to).map(({ target, member }, offset): SiteDto => {
          const site = known?.[offset];
          if (site && !hasNews(table, from + offset, previous?.version ?? 0)) return site;
          return {
            id: target.id,
            member: { id: member.id, name: member.name },
            url: target.url,
            series: seriesOfTarget(table, from + offset),
          };
        }),
      };
    }),
  };
}

function hasNews(table: SeriesTable, index: number, since: number): boolean {
  for (let row = table.firstRow[index] ?? 0; row < (table.firstRow[index + 1] ?? 0); row += 1) {
    if (table.versionOf(row) > since) return true;
  }
  return false;
}

/** What changed after `since`, of one target or of all; sectors are told only with all. */
export function changesOf(
  live: Live,
  query: { readonly since: number | null; readonly target: string | null },
  now: number,
): ChangesDto {
  const { table } = live;
  const since = query.since ?? live.version;
  const reset = since < live.firstVersion || since > live.version;
  const index = query.target === null ? null : table.indexOf(query.target);
  const all = query.target === null ? table.rows : 0;
  const from = index === null ? 0 : (table.firstRow[index] ?? 0);
  const to = index === null ? all : (table.firstRow[index + 1] ?? from);
  const series: SeriesDto[] = [];
  for (let row = from; row < to && !reset; row += 1) {
    if (table.versionOf(row) > since) series.push(table.seriesAt(row));
  }
  return {
    version: live.version,
    reset,
    counts: summaryOf(table, { from: 0, to: table.targets.length }, now).counts,
    sectors: query.target === null ? sectorsOf(live, now) : [],
    series,
  };
}

function sectorsOf(live: Live, now: number): readonly SectorSummaryDto[] {
  return rangesOf(live.config).map(({ sector, from, to }) => ({
    id: sector.id,
    ...summaryOf(live.table, { from, to }, now),
    cell: live.day.cellAt(sector.id, now),
  }));
}

/** Targets of each sector as a range of the table, whose order is the configuration's. */
function rangesOf(
  config: Config,
): readonly { readonly sector: Sector; readonly from: number; readonly to: number }[] {
  let from = 0;
  return config.sectors.map((sector) => {
    const count = sector.members.reduce((sum, member) => sum + member.targets.length, 0);
    const range = { sector, from, to: from + count };
    from += count;
    return range;
  });
}

/** Every series of the target with this index. */
export function seriesOfTarget(table: SeriesTable, index: number): readonly SeriesDto[] {
  const series: SeriesDto[] = [];
  for (let row = table.firstRow[index] ?? 0; row < (table.firstRow[index + 1] ?? 0); row += 1) {
    series.push(table.seriesAt(row));
  }
  return series;
}

export function councilOf(config: Config): CouncilDto {
  return {
    name: config.council.name,
    timezone: config.council.timezone,
    vantage: config.vantage,
    practice: config.practice,
  };
}

export function fieldOf(config: Config, sector: Sector): NamedDto {
  const field = config.fields.find((each) => each.id === sector.field);
  return { id: sector.field, name: field?.name ?? { ja: sector.field, en: sector.field } };
}
