import type { FanOut, SectorBucket } from '../core/words/fan-out.ts';
import { Marked } from '../core/words/marked.ts';
import type { StoredPoint } from '../core/words/stored-point.ts';

/** What the spool needs of {@link FanOut}, opened for the buckets whose readers it was sealed for. */
export function openFanOut(sealed: {
  readonly whole: Marked<Omit<FanOut, 'sectors'>>;
  readonly sectors: readonly Marked<SectorBucket>[];
}): FanOut {
  const sectors = sealed.sectors.map((bucket) => Marked.open(bucket).data);
  return { ...Marked.open(sealed.whole).data, sectors };
}

/** Points opened for the buckets that they name. */
export function openPoints(sealed: Marked<readonly StoredPoint[]>): readonly StoredPoint[] {
  return Marked.open(sealed).data;
}
