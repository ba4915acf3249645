import type { Config, Sector } from '../../core/config.ts';
import type {
  BriefSeriesDto,
  BriefSiteDto,
  ChangesDto,
  ConditionDto,
  CouncilDto,
  CountsDto,
  NamedDto,
  OverviewDto,
  SectorDto,
  SectorRowDto,
  SectorSummaryDto,
  SeriesDto,
  SinceDto,
  SiteDto,
  StoppedDto,
} from '../dto.ts';
import type { Live } from '../live.ts';
import type { SeriesTable } from '../series-table.ts';
import type { ChangesQuery } from '../sources.ts';
import { earlierOf, summaryOf } from './summary.ts';

/** Counts of the council and of each sector, in the order of the configuration. */
export interface Summaries {
  readonly counts: CountsDto;
  readonly sectors: readonly SectorSummaryDto[];
  readonly condition: ConditionDto;
  /** Version of what judging says. */
  readonly judging: number;
}

export function summariesOf(
  live: Live,
  now: number,
  { condition, judging }: Pick<Summaries, 'condition' | 'judging'>,
): Summaries {
  const sectors = rangesOf(live.config).map(({ sector, from, to }) => ({
    id: sector.id,
    ...summaryOf(live.table, { from, to }, { now, stopped: live.stopped }),
    cell: live.day.cellAt(sector.id, now),
  }));
  return { counts: sumOf(sectors.map(({ counts }) => counts)), sectors, condition, judging };
}

/**
 * The whole picture at `now`. Sites without news since `previous`, an overview of the same live
 * state, are the same objects as there.
 */
export function overviewOf(
  live: Live,
  summaries: Summaries,
  { now, previous }: { readonly now: number; readonly previous: OverviewDto | null },
): OverviewDto {
  const { config, table } = live;
  return {
    version: live.version,
    council: councilOf(config, summaries.condition),
    counts: summaries.counts,
    sectors: rangesOf(config).map(({ sector, from, to }, place): SectorDto => {
      const summary = summaryAt(summaries, place);
      const known = previous?.sectors[place]?.sites;
      return {
        ...sectorRowOf(live, sector, { summary, now }),
        sites: Array.from({ length: to - from }, (_, offset): BriefSiteDto => {
          const index = from + offset;
          const site = known?.[offset];
          if (site && !hasNews(table, index, previous?.version ?? 0)) return site;
          const series = table.rowsOf(index).map((row) => table.briefAt(row));
          return { ...siteHeadOf(live, index), series };
        }),
      };
    }),
  };
}

/** The summary of the sector at a place of the configuration that the summaries were made of. */
export function summaryAt({ sectors }: Summaries, place: number): SectorSummaryDto {
  const summary = sectors[place];
  if (summary === undefined) throw new RangeError(`there is no summary of sector ${place}`);
  return summary;
}

/** A sector as a row of the council's page. */
export function sectorRowOf(
  live: Live,
  sector: Sector,
  { summary, now }: { readonly summary: SectorSummaryDto; readonly now: number },
): SectorRowDto {
  return {
    id: sector.id,
    name: sector.name,
    field: fieldOf(live.config, sector),
    counts: summary.counts,
    medianMs: summary.medianMs,
    ratio: summary.ratio,
    day: live.day.dayOf(sector.id, now),
  };
}

function sumOf(all: readonly CountsDto[]): CountsDto {
  const sum = (name: Exclude<keyof CountsDto, 'failingSince'>) =>
    all.reduce((total, counts) => total + counts[name], 0);
  return {
    targets: sum('targets'),
    success: sum('success'),
    failure: sum('failure'),
    blocked: sum('blocked'),
    suspect: sum('suspect'),
    missed: sum('missed'),
    waiting: sum('waiting'),
    maintenance: sum('maintenance'),
    stopped: sum('stopped'),
    stale: sum('stale'),
    failureNew: sum('failureNew'),
    failingSince: all.reduce<SinceDto | null>(
      (earliest, { failingSince }) => earlierOf(earliest, failingSince),
      null,
    ),
  };
}

function hasNews(table: SeriesTable, index: number, since: number): boolean {
  for (let row = table.firstRow[index] ?? 0; row < (table.firstRow[index + 1] ?? 0); row += 1) {
    if (table.versionOf(row) > since) return true;
  }
  return false;
}

/** What changed after `since`, in its scope; sectors are told with all, and the one asked for. */
export function changesOf(live: Live, summaries: Summaries, query: ChangesQuery): ChangesDto {
  const { table } = live;
  const since = query.since ?? live.version;
  let reset = since < live.firstVersion || since > live.version;
  const { from, to } = rowsOf(live, query);
  const series: BriefSeriesDto[] = [];
  for (let row = from; row < to && !reset; row += 1) {
    reset = table.hasPassed(row, since);
    if (table.versionOf(row) > since) series.push(table.briefAt(row));
  }
  return {
    version: live.version,
    reset,
    condition: summaries.condition,
    judging: summaries.judging,
    counts: summaries.counts,
    sectors:
      query.target === null
        ? summaries.sectors.filter(({ id }) => query.sector === null || id === query.sector)
        : [],
    series: reset ? [] : series,
  };
}

/** The rows of a scope, half open; none where it names what is not there. */
function rowsOf(
  { table, config }: Live,
  { target, sector }: ChangesQuery,
): { readonly from: number; readonly to: number } {
  const rows = (from: number, to: number) => ({
    from: table.firstRow[from] ?? 0,
    to: table.firstRow[to] ?? 0,
  });
  if (target !== null) {
    const index = table.indexOf(target);
    return index === null ? { from: 0, to: 0 } : rows(index, index + 1);
  }
  if (sector === null) return { from: 0, to: table.rows };
  const range = rangesOf(config).find((each) => each.sector.id === sector);
  return range === undefined ? { from: 0, to: 0 } : rows(range.from, range.to);
}

/** Targets of each sector as a range of the table, whose order is the configuration's. */
export function rangesOf(
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

/** The site with this index. */
export function siteOf(live: Live, index: number): SiteDto {
  return { ...siteHeadOf(live, index), series: seriesOfTarget(live.table, index) };
}

function siteHeadOf(live: Live, index: number): Omit<SiteDto, 'series'> {
  const placed = live.table.targets[index];
  if (placed === undefined) throw new RangeError(`there is no target ${index}`);
  const { target, member } = placed;
  return {
    id: target.id,
    member: { id: member.id, name: member.name },
    url: target.url,
    stopped: stoppedOf(live, target.id),
  };
}

export function stoppedOf({ stopped }: Live, target: string): StoppedDto | null {
  const found = stopped.get(target);
  return found === undefined ? null : { at: found.at, reason: found.reason };
}

/** As told to whom nothing is told of what was before `since`, epoch ms. */
export function stoppedSince(live: Live, target: string, since: number): StoppedDto | null {
  const stopped = stoppedOf(live, target);
  return stopped && { ...stopped, at: Math.max(stopped.at, since) };
}

/** Every series of the target with this index. */
export function seriesOfTarget(table: SeriesTable, index: number): readonly SeriesDto[] {
  return table.rowsOf(index).map((row) => table.seriesAt(row));
}

export function councilOf(config: Config, condition: ConditionDto): CouncilDto {
  return {
    name: config.council.name,
    timezone: config.council.timezone,
    vantage: config.vantage,
    practice: config.practice,
    condition,
  };
}

export function fieldOf(config: Config, sector: Sector): NamedDto {
  const field = config.fields.find((each) => each.id === sector.field);
  return { id: sector.field, name: field?.name ?? { ja: sector.field, en: sector.field } };
}
