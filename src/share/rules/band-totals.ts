import { type Band, isSomeOrMore } from './band.ts';

export interface ReleasedSector {
  readonly sector: string;
  readonly field: string;
  /** As released to the viewer; null = nothing is. */
  readonly band: Band | null;
}

export interface BandTotals {
  /** Sectors at 一部 or above. */
  readonly sectors: number;
  /** Fields that these belong to. */
  readonly fields: number;
}

/**
 * How much is affected at once. Taken from the bands that were released to the same viewer and from
 * nothing else: a total of other figures would tell what the bands keep back.
 */
export function totalsOf(released: readonly ReleasedSector[]): BandTotals {
  const affected = released.filter(({ band }) => isSomeOrMore(band));
  return { sectors: affected.length, fields: new Set(affected.map(({ field }) => field)).size };
}
