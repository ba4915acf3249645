import type { SharedSectorDto } from '../../board/dto/shared.ts';
import { fieldOf } from '../../board/views/overview.ts';
import type { Config } from '../../core/config.ts';
import { bandText } from '../../share/rules/band.ts';
import type { BandRelease } from '../../share/rules/band-release.ts';
import { totalsOf } from '../../share/rules/band-totals.ts';

/** What was released to the reader of a sector; null = nothing yet. */
export type ReleasedTo = (sector: string) => BandRelease | null;

/** Every sector of the council as it was released to the reader. */
export function sharedSectorsOf(config: Config, released: ReleasedTo): readonly SharedSectorDto[] {
  return config.sectors.map((sector) => {
    const release = released(sector.id);
    const band = release?.band ?? null;
    const text = bandText(band);
    return {
      id: sector.id,
      name: sector.name,
      field: fieldOf(config, sector),
      band:
        release === null || band === null || text === null
          ? null
          : {
              ...{ level: band.level, atLeast: band.atLeast, text },
              ...{ since: release.changedAt, orEarlier: release.orEarlier },
            },
      ratio: release?.ratio ?? null,
    };
  });
}

/** How many sectors and fields are affected at once, by nothing but what was released. */
export function sharedTotalsOf(sectors: readonly SharedSectorDto[]) {
  return totalsOf(sectors.map(({ id, field, band }) => ({ sector: id, field: field.id, band })));
}
