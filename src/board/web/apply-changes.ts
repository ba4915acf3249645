import type {
  ChangesDto,
  OverviewDto,
  SectorDto,
  SectorPageDto,
  SectorSiteDto,
  SectorSummaryDto,
  SeriesDto,
  SiteDto,
  SiteHoursDto,
} from '../dto.ts';

/** The overview after the changes; what did not change stays the same object. */
export function applyChanges(overview: OverviewDto, changes: ChangesDto): OverviewDto {
  if (changes.version < overview.version) return overview;
  const changed = byTarget(changes.series);
  const summaries = new Map(changes.sectors.map((sector) => [sector.id, sector]));
  const sectors = overview.sectors.map((sector): SectorDto => {
    const sites = sitesAfter(sector.sites, changed);
    const summary = summaries.get(sector.id);
    if (summary === undefined) return sites === sector.sites ? sector : { ...sector, sites };
    return { ...sector, ...summaryAfter(sector, summary), sites };
  });
  const { version, condition, counts } = changes;
  const council = { ...overview.council, condition };
  return { ...overview, version, council, counts, sectors };
}

function byTarget(all: readonly SeriesDto[]): ReadonlyMap<string, readonly SeriesDto[]> {
  const changed = new Map<string, SeriesDto[]>();
  for (const series of all) {
    const held = changed.get(series.target);
    if (held) held.push(series);
    else changed.set(series.target, [series]);
  }
  return changed;
}

function summaryAfter(
  { day }: Pick<SectorDto, 'day'>,
  { counts, medianMs, ratio, cell }: SectorSummaryDto,
): Pick<SectorDto, 'counts' | 'medianMs' | 'ratio' | 'day'> {
  const kept = day.at(-1)?.at === cell.at ? day.slice(0, -1) : day.slice(1);
  return { counts, medianMs, ratio, day: [...kept, cell] };
}

function sitesAfter(
  sites: readonly SiteDto[],
  changed: ReadonlyMap<string, readonly SeriesDto[]>,
): readonly SiteDto[] {
  let touched = false;
  const after = sites.map((site) => {
    const news = changed.get(site.id);
    if (news === undefined) return site;
    touched = true;
    return { ...site, series: seriesAfter(site.series, news) };
  });
  return touched ? after : sites;
}

function seriesAfter(
  series: readonly SeriesDto[],
  news: readonly SeriesDto[],
): readonly SeriesDto[] {
  return series.map(
    (held, _, all) =>
      news.find((each) => each.family === held.family) ??
      (all.length === 1 ? news[0] : held) ??
      held,
  );
}

/** One sector after its changes, with what they add to the running hour of each site. */
export function applySectorChanges(sector: SectorPageDto, changes: ChangesDto): SectorPageDto {
  const summary = changes.sectors.find(({ id }) => id === sector.id);
  if (changes.version < sector.version || summary === undefined) return sector;
  const shifted = summary.cell.at > (sector.day.at(-1)?.at ?? 0);
  const changed = byTarget(changes.series);
  const sites = sector.sites.map((site): SectorSiteDto => {
    const news = changed.get(site.id);
    if (news === undefined && !shifted) return site;
    const series = news ? seriesAfter(site.series, news) : site.series;
    return { ...site, series, hours: hoursAfter(site, series, { shifted, at: summary.cell.at }) };
  });
  const council = { ...sector.council, condition: changes.condition };
  const { version } = changes;
  return { ...sector, ...summaryAfter(sector, summary), version, council, sites };
}

function hoursAfter(
  before: SectorSiteDto,
  series: readonly SeriesDto[],
  last: { readonly shifted: boolean; readonly at: number },
): SiteHoursDto {
  const moved = (values: readonly number[]) =>
    last.shifted ? [...values.slice(1), 0] : [...values];
  const { success, failure, missed } = before.hours;
  const hours = { success: moved(success), failure: moved(failure), missed: moved(missed) };
  for (const [index, { newest }] of series.entries()) {
    if (newest === null || newest.scheduledAt === before.series[index]?.newest?.scheduledAt)
      continue;
    const ago = Math.ceil((last.at - newest.scheduledAt) / HOUR_MS);
    const place = hours.success.length - 1 - Math.max(0, ago);
    const counts = hours[newest.outcome];
    if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
  }
  return hours;
}

const HOUR_MS = 3_600_000;
