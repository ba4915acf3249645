import { periodStart } from '../../core/time/slots.ts';
import { type Band, compareBands } from './band.ts';
import type { SectorBand } from './sector-band.ts';

/** Nothing is released but at full minutes. */
export const GRID_MS = 60_000;
/** A released band stays this long, and a lower one must have held this long. */
export const HYSTERESIS_MS = 300_000;

/** A band as released to a viewer, with what the next release needs to know. */
export interface BandRelease extends SectorBand {
  /** The full minute of the release, epoch ms. */
  readonly tickAt: number;
  /** When the band last became another, epoch ms. */
  readonly changedAt: number;
  /** Nothing was released shortly before that: it may have been so for longer. */
  readonly orEarlier: boolean;
  /** What the band was at the full minutes of the last {@link HYSTERESIS_MS}, oldest first. */
  readonly recent: readonly { readonly tickAt: number; readonly band: Band }[];
}

/**
 * The release that follows `previous` when the sector is `current` at `now`, epoch ms; the same object
 * within a minute. The band is the highest of the last five minutes and changes at most once in them,
 * so that neither onset nor end of a single member can be timed. Where there is no band, none is
 * released at once. A first band, and another one after more than five minutes without a release, may
 * have been so for longer. The ratio follows on a grid of five minutes of its own: among ten members the onset
 * of a single one can move a median. Released bands are never changed afterwards, whatever is withdrawn.
 */
export function releaseAfter(
  previous: BandRelease | null,
  current: SectorBand,
  now: number,
): BandRelease {
  const tickAt = periodStart(now, GRID_MS);
  if (previous !== null && tickAt <= previous.tickAt) return previous;
  const { band } = current;
  if (band === null) {
    return { band, ratio: null, tickAt, changedAt: tickAt, orEarlier: true, recent: [] };
  }
  const ratio = isRatioDue(previous, tickAt) ? current.ratio : (previous?.ratio ?? null);
  const kept = (previous?.recent ?? []).filter((each) => each.tickAt >= tickAt - HYSTERESIS_MS);
  const recent = [...kept, { tickAt, band }];
  const released = previous?.band ?? null;
  if (previous === null || released === null) {
    return { band, ratio, tickAt, changedAt: tickAt, orEarlier: true, recent };
  }
  const highest = recent.reduce(
    (most, each) => (compareBands(each.band, most) > 0 ? each.band : most),
    band,
  );
  const held = tickAt - previous.changedAt < HYSTERESIS_MS;
  if (held || compareBands(highest, released) === 0) {
    const { changedAt, orEarlier } = previous;
    return { band: released, ratio, tickAt, changedAt, orEarlier, recent };
  }
  const orEarlier = tickAt - previous.tickAt > HYSTERESIS_MS;
  return { band: highest, ratio, tickAt, changedAt: tickAt, orEarlier, recent };
}

function isRatioDue(previous: BandRelease | null, tickAt: number): boolean {
  if (previous === null || previous.band === null) return true;
  return periodStart(tickAt, HYSTERESIS_MS) > periodStart(previous.tickAt, HYSTERESIS_MS);
}
