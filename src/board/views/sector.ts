import type { Sector } from '../../core/config.ts';
import { periodStart } from '../../core/time/slots.ts';
import type { SectorPageDto, SiteHoursDto } from '../dto.ts';
import { CELL_MS, CELLS } from '../hour-counts.ts';
import type { Live } from '../live.ts';
import { councilOf, rangesOf, type Summaries, sectorRowOf, siteOf, summaryAt } from './overview.ts';

/** One sector at `now`: its sites, each with its last day. */
export function sectorOf(
  live: Live,
  sector: Sector,
  { summaries, now }: { readonly summaries: Summaries; readonly now: number },
): SectorPageDto {
  const place = live.config.sectors.indexOf(sector);
  const range = rangesOf(live.config)[place];
  if (range === undefined) {
    throw new RangeError(`the sector ${sector.id} is not of this configuration`);
  }
  return {
    version: live.version,
    council: councilOf(live.config, summaries.condition),
    ...sectorRowOf(live, sector, { summary: summaryAt(summaries, place), now }),
    sites: Array.from({ length: range.to - range.from }, (_, offset) => ({
      ...siteOf(live, range.from + offset),
      hours: hoursOf(live, range.from + offset, now),
    })),
  };
}

function hoursOf({ table, hours }: Live, index: number, now: number): SiteHoursDto {
  const success = new Array<number>(CELLS).fill(0);
  const failure = new Array<number>(CELLS).fill(0);
  const suspect = new Array<number>(CELLS).fill(0);
  const missed = new Array<number>(CELLS).fill(0);
  const first = periodStart(now, CELL_MS) - (CELLS - 1) * CELL_MS;
  for (let row = table.firstRow[index] ?? 0; row < (table.firstRow[index + 1] ?? 0); row += 1) {
    for (let place = 0; place < CELLS; place += 1) {
      const cell = hours.cellAt(row, first + place * CELL_MS);
      success[place] = (success[place] ?? 0) + cell.success;
      failure[place] = (failure[place] ?? 0) + cell.failure;
      suspect[place] = (suspect[place] ?? 0) + cell.suspect;
      missed[place] = (missed[place] ?? 0) + cell.missed;
    }
  }
  return { success, failure, suspect, missed };
}
