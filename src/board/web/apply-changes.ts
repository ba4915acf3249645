import type { ChangesDto, OverviewDto, SectorDto, SeriesDto, SiteDto } from '../dto.ts';

/** The overview after the changes; what did not change stays the same object. */
export function applyChanges(overview: OverviewDto, changes: ChangesDto): OverviewDto {
  if (changes.version < overview.version) return overview;
  const changed = new Map<string, SeriesDto[]>();
  for (const series of changes.series) {
    const held = changed.get(series.target);
    if (held) held.push(series);
    else changed.set(series.target, [series]);
  }
  const summaries = new Map(changes.sectors.map((sector) => [sector.id, sector]));
  const sectors = overview.sectors.map((sector): SectorDto => {
    const sites = sitesAfter(sector.sites, changed);
    const summary = summaries.get(sector.id);
    if (summary === undefined) return sites === sector.sites ? sector : { ...sector, sites };
    const { counts, medianMs, cell } = summary;
    const last = sector.day.at(-1);
    const kept = last?.at === cell.at ? sector.day.slice(0, -1) : sector.day.slice(1);
    return { ...sector, counts, medianMs, day: [...kept, cell], sites };
  });
  const { version, doubt, counts } = changes;
  return { ...overview, version, doubt, counts, sectors };
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
    const series = site.series.map(
      (held, _, all) =>
        news.find((each) => each.family === held.family) ??
        (all.length === 1 ? news[0] : held) ??
        held,
    );
    return { ...site, series };
  });
  return touched ? after : sites;
}
