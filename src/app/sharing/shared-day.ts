import type { SharedIncidentDto } from '../../board/dto/shared.ts';
import type { SharedDayDto, SharedDaySectorDto } from '../../board/dto/shared-day.ts';
import { addDays } from '../../core/time/date-arithmetic.ts';
import { localDateOf } from '../../core/time/local-date.ts';
import { instantOfReading } from '../../core/time/local-stretch.ts';
import { periodStart } from '../../core/time/slots.ts';
import { bandText } from '../../share/rules/band.ts';
import { GRID_MS } from '../../share/rules/band-release.ts';
import { PAST_MS } from '../past/release-history.ts';
import type { ToldRuns } from '../past/release-lines.ts';
import type { Reader } from './reader.ts';
import { type PageSources, sharedHeadOf } from './shared-page.ts';
import { sharedSectorsOf } from './shared-sectors.ts';

const DAY_MS = 86_400_000;

/** A stretch of full minutes, half open, epoch ms. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The local day that holds `on`, epoch ms, or the last 24 hours, as far as it is over and is told; the
 * running minute is over as soon as its bands are released.
 */
export function stretchOf(on: number | null, now: number, timezone: string): Stretch {
  const end = periodStart(now, GRID_MS) + GRID_MS;
  const earliest = earliestOf(now);
  // Nothing is told of farther times, and some of them are in no calendar.
  const near = Math.max(earliest - DAY_MS, Math.min(on ?? end, end + DAY_MS));
  const asked = on === null ? { from: end - DAY_MS, to: end } : localDayOf(near, timezone);
  const from = Math.max(asked.from, earliest);
  return { from, to: Math.max(from, Math.min(asked.to, end)) };
}

function localDayOf(at: number, timezone: string): Stretch {
  const date = localDateOf(at, timezone);
  return {
    from: instantOfReading(`${date}T00:00`, timezone),
    to: instantOfReading(`${addDays(date, 1)}T00:00`, timezone),
  };
}

/** As far back as the past is told. */
function earliestOf(now: number): number {
  return periodStart(now - PAST_MS, GRID_MS);
}

export interface DayParts extends Stretch {
  /** As `SectorReleases.during` has it in `of`. */
  readonly told: (sector: string) => ToldRuns;
  /** What the reader may know, of the stretch and of other times. */
  readonly incidents: readonly SharedIncidentDto[];
  readonly judged: SharedDayDto['judged'];
  readonly untold: SharedDayDto['untold'];
  /** null = all. */
  readonly sector: string | null;
}

/**
 * A day as its reader may know it: bands as they were released to him then, and of incidents what he may
 * know by the rules of now.
 */
export function sharedDayOf(reader: Reader, sources: PageSources, parts: DayParts): SharedDayDto {
  const { from, to, told, incidents, judged, untold, sector } = parts;
  const sectors = sharedSectorsOf(reader.places.config, () => null);
  return {
    ...sharedHeadOf(reader, sources),
    ...{ from, to, earliest: earliestOf(sources.now) },
    sectors: sectors
      .filter(({ id }) => sector === null || id === sector)
      .map(({ id, name, field }) => ({ id, name, field, ...runsDtoOf(told(id)) })),
    ...{ judged, untold },
    incidents: incidents.filter(
      (incident) => isDuring(incident, parts) && (sector === null || isIn(incident, sector)),
    ),
  };
}

function runsDtoOf({ bands, ratios }: ToldRuns): Pick<SharedDaySectorDto, 'bands' | 'ratios'> {
  return {
    bands: bands.flatMap(({ from, to, level, atLeast, since, orEarlier }) => {
      const text = bandText({ level, atLeast });
      return text === null ? [] : [{ from, to, level, atLeast, text, since, orEarlier }];
    }),
    ratios: ratios.map(({ from, to, ratio }) => ({ from, to, ratio })),
  };
}

export function isDuring({ since, endedAt }: SharedIncidentDto, { from, to }: Stretch): boolean {
  return since < to && (endedAt === null || endedAt > from);
}

function isIn({ sectors, sites }: SharedIncidentDto, sector: string): boolean {
  return sectors.some(({ id }) => id === sector) || sites.some((site) => site.sector === sector);
}
