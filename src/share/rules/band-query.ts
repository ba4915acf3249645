import type { Viewer } from '../../core/words/viewer.ts';

/** How somebody wants bands cut. */
export interface BandQuery {
  /** `council` is the totals; `other` any other set of members or targets. */
  readonly by: 'sector' | 'council' | 'other';
  /** Only members or targets with some property. */
  readonly filtered: boolean;
  /** A span of time that he chose, or any moment but full minutes. */
  readonly ranged: boolean;
}

/** No other partition, filter or range of bands exists for anyone but operators. */
export function mayCutBands(viewer: Viewer, { by, filtered, ranged }: BandQuery): boolean {
  return viewer.kind === 'operator' || (by !== 'other' && !filtered && !ranged);
}
