import type { SharedIncidentDto, SharedPageDto, SharedSectorDto } from '../../dto/shared.ts';
import type { BandRunDto, SharedDayDto, SharedDaySectorDto } from '../../dto/shared-day.ts';

/** What the overview and a sector's page show of a moment, now or in the past. */
export type Picture = Pick<
  SharedPageDto,
  'council' | 'totals' | 'sectors' | 'incidents' | 'sites' | 'releasedAt'
>;

/** How far back a band is compared, ms. */
const TREND_MS = 900_000;

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

function sectorAt(
  { id, name, field, bands, ratios }: SharedDaySectorDto,
  at: number,
): SharedSectorDto {
  const run = runAt(bands, at);
  const band = run && { level: run.level, atLeast: run.atLeast, text: run.text, since: run.from };
  return { id, name, field, band, ratio: runAt(ratios, at)?.ratio ?? null };
}

/** The run that holds a moment; null = nothing was told then. */
function runAt<Run extends { readonly from: number; readonly to: number }>(
  runs: readonly Run[],
  at: number,
): Run | null {
  return runs.find(({ from, to }) => from <= at && at < to) ?? null;
}

function isGoingOn({ since, endedAt }: SharedIncidentDto, at: number): boolean {
  return since <= at && (endedAt === null || endedAt > at);
}

/** As it was told while it went on. */
function asThen(incident: SharedIncidentDto): SharedIncidentDto {
  return { ...incident, endedAt: null, ending: null };
}

/** Sectors whose band is another one than a quarter of an hour before. */
export interface Trend {
  readonly rose: number;
  readonly fell: number;
}

/** null where of no sector both moments were told. */
export function trendAt({ sectors }: Pick<SharedDayDto, 'sectors'>, at: number): Trend | null {
  const steps = sectors.flatMap(({ bands }) => {
    const now = runAt(bands, at);
    const before = runAt(bands, at - TREND_MS);
    return now === null || before === null ? [] : [heightOf(now) - heightOf(before)];
  });
  if (steps.length === 0) return null;
  return {
    rose: steps.filter((step) => step > 0).length,
    fell: steps.filter((step) => step < 0).length,
  };
}

const LEVELS: readonly BandRunDto['level'][] = ['none', 'some', 'half'];

/** Higher where the band says more. */
export function heightOf({ level, atLeast }: Pick<BandRunDto, 'level' | 'atLeast'>): number {
  return LEVELS.indexOf(level) * 1e6 + (atLeast ?? 0);
}

/** The last moment of which a day tells, epoch ms. */
export function lastMomentOf({ from, to }: Pick<SharedDayDto, 'from' | 'to'>): number {
  return Math.max(from, to - 60_000);
}
