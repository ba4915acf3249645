import type { BandRelease } from '../../share/rules/band-release.ts';
import { releaseAfter } from '../../share/rules/band-release.ts';
import type { SectorBand, SectorBands } from '../../share/rules/sector-band.ts';

/**
 * What is released of a sector to its own members, each of which knows itself and is not counted in it, by
 * member: where it is other than to one that is in no count.
 */
export type OwnReleases = ReadonlyMap<string, BandRelease>;

export const NO_OWN_RELEASES: OwnReleases = new Map();

/** What was, or is, released inside a sector. */
export interface InsideReleases {
  /** To a member that is in no count; null = not yet. */
  readonly common: BandRelease | null;
  readonly own: OwnReleases;
}

export interface OwnQuery {
  readonly bands: SectorBands;
  /** Of the day's roster, ids. */
  readonly members: readonly string[];
  /** As released to a member in no count now. */
  readonly common: BandRelease;
  /** Epoch ms. */
  readonly now: number;
}

/**
 * The releases that follow `previous`, each with its own five minutes. Members to whom the same was and is
 * released share one object, so that a sector of thousands costs no more than the few that differ.
 */
export function nextOwnReleases(
  previous: InsideReleases,
  { bands, members, common, now }: OwnQuery,
): OwnReleases {
  const steps = new Map<BandRelease | null, Map<SectorBand, BandRelease>>();
  const commonText = JSON.stringify(common);
  const made = new Map<string, BandRelease>();
  const alike = new Map<string, BandRelease>([[commonText, common]]);
  const step = (before: BandRelease | null, band: SectorBand): BandRelease => {
    const known = steps.get(before) ?? new Map<SectorBand, BandRelease>();
    steps.set(before, known);
    const next = known.get(band) ?? shared(alike, releaseAfter(before, band, now));
    known.set(band, next);
    return next;
  };
  for (const member of new Set([...members, ...previous.own.keys()])) {
    const before = previous.own.get(member) ?? previous.common;
    const next = step(before, bands.without(member));
    if (next !== common) made.set(member, next);
  }
  return made;
}

/** The one that says the same. */
function shared(alike: Map<string, BandRelease>, release: BandRelease): BandRelease {
  const text = JSON.stringify(release);
  const known = alike.get(text);
  if (known !== undefined) return known;
  alike.set(text, release);
  return release;
}
