import { RECENT_TOTALS } from '../../core/words/shown-state.ts';
import type {
  BriefSeriesDto,
  ChangesDto,
  SectorPageDto,
  SectorRowDto,
  SectorSiteDto,
  SectorSummaryDto,
  SeriesDto,
  SiteHoursDto,
} from '../dto.ts';

function byTarget(all: readonly BriefSeriesDto[]): ReadonlyMap<string, readonly BriefSeriesDto[]> {
  const changed = new Map<string, BriefSeriesDto[]>();
  for (const series of all) {
    const held = changed.get(series.target);
    if (held) held.push(series);
    else changed.set(series.target, [series]);
  }
  return changed;
}

function summaryAfter(
  { day }: Pick<SectorRowDto, 'day'>,
  { counts, medianMs, ratio, cell }: SectorSummaryDto,
): Pick<SectorRowDto, 'counts' | 'medianMs' | 'ratio' | 'day'> {
  const kept = day.at(-1)?.at === cell.at ? day.slice(0, -1) : day.slice(1);
  return { counts, medianMs, ratio, day: [...kept, cell] };
}

function seriesAfter(
  series: readonly SeriesDto[],
  news: readonly BriefSeriesDto[],
): readonly SeriesDto[] {
  return series.map((held, _, all) => {
    const own = news.find((each) => each.family === held.family);
    const told = own ?? (all.length === 1 ? news[0] : undefined);
    return told === undefined ? held : { ...held, ...told, recentMs: recentAfter(held, told) };
  });
}

/** An event tells of one sample of a series, never of one that was passed over. */
function recentAfter({ newest: before, recentMs }: SeriesDto, { newest }: BriefSeriesDto) {
  if (newest === null || newest.scheduledAt === before?.scheduledAt) return recentMs;
  const totalMs = newest.outcome === 'success' ? newest.totalMs : null;
  return [...recentMs, totalMs].slice(-RECENT_TOTALS);
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
  const { success, failure, suspect, missed } = before.hours;
  const hours = {
    success: moved(success),
    failure: moved(failure),
    suspect: moved(suspect),
    missed: moved(missed),
  };
  for (const [index, { newest }] of series.entries()) {
    if (newest === null || newest.scheduledAt === before.series[index]?.newest?.scheduledAt)
      continue;
    const ago = Math.ceil((last.at - newest.scheduledAt) / HOUR_MS);
    const place = hours.success.length - 1 - Math.max(0, ago);
    const doubtful = newest.outcome === 'failure' && newest.validity === 'suspect';
    const counts = hours[doubtful ? 'suspect' : newest.outcome];
    if (place >= 0) counts[place] = (counts[place] ?? 0) + 1;
  }
  return hours;
}

const HOUR_MS = 3_600_000;
