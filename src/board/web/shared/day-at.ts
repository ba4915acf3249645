import { runAt } from '../../../core/words/band-trend.ts';
import type { SharedIncidentDto, SharedPageDto, SharedSectorDto } from '../../dto/shared.ts';
import type { SharedDayDto, SharedDaySectorDto } from '../../dto/shared-day.ts';

const DAY_MS = 86_400_000;

/** What the overview and a sector's page show of a moment, now or in the past. */
export type Picture = Pick<
  SharedPageDto,
  'council' | 'totals' | 'sectors' | 'incidents' | 'sites' | 'releasedAt'
>;

/** A day as it was at one of its moments, epoch ms. */
export function pictureAt(day: SharedDayDto, at: number): Picture {
  const sectors = day.sectors.map((sector) => sectorAt(sector, at));
  const affected = sectors.filter(({ band }) => band !== null && band.level !== 'none');
  const then = day.incidents.filter((incident) => isGoingOn(incident, at)).map(asThen);
  return {
    council: day.council,
    releasedAt: at,
    totals: {
      sectors: affected.length,
      fields: new Set(affected.map(({ field }) => field.id)).size,
    },
    sectors,
    incidents: then.filter(({ pattern }) => pattern !== 'single'),
    sites: then
      .filter(({ pattern }) => pattern === 'single')
      .flatMap(({ sites, since }) =>
        sites.map(({ target, member, sector, judgement }) => {
          const unknown = { suspect: false, detail: null };
          return { target, member, sector, judgement, since, ...unknown };
        }),
      ),
  };
}

/**
 * The incidents of some days that a site was in within the 24 hours up to a moment, epoch ms, as they were
 * told then, the newest first.
 */
export function siteIncidentsAt(
  days: readonly Pick<SharedDayDto, 'incidents'>[],
  target: string,
  at: number,
): readonly SharedIncidentDto[] {
  const isIn = ({ sites }: SharedIncidentDto) =>
    sites.some((site) => site.target === target && site.from < at && (site.to ?? at) > at - DAY_MS);
  const found = days.flatMap(({ incidents }) => incidents).filter(isIn);
  return [...new Map(found.map((incident) => [incident.id, incident])).values()]
    .map((incident) => (isGoingOn(incident, at) ? asThen(incident) : incident))
    .sort((a, b) => b.since - a.since);
}

function sectorAt(
  { id, name, field, bands, ratios }: SharedDaySectorDto,
  at: number,
): SharedSectorDto {
  const band = runAt(bands, at);
  return { id, name, field, band, ratio: runAt(ratios, at)?.ratio ?? null };
}

function isGoingOn({ since, endedAt }: SharedIncidentDto, at: number): boolean {
  return since <= at && (endedAt === null || endedAt > at);
}

/** As it was told while it went on. */
function asThen(incident: SharedIncidentDto): SharedIncidentDto {
  return { ...incident, endedAt: null, ending: null };
}

/** The last moment of which a day tells, epoch ms. */
export function lastMomentOf({ from, to }: Pick<SharedDayDto, 'from' | 'to'>): number {
  return Math.max(from, to - 60_000);
}
