import type { Judgement } from './judgement.ts';

/**
 * An outline in a square of 16: `fill` filled in the colour of what it says, `line` and `dashes` drawn
 * in it, `sign` drawn on a filled one in the colour of the paper.
 */
export interface SignShape {
  readonly draws: 'fill' | 'line' | 'dashes' | 'sign';
  readonly d: string;
}

/** A released band, or that none is told. */
export type BandSignKind = 'none' | 'some' | 'half' | 'untold';

const FRAME: SignShape = {
  draws: 'line',
  d: 'M3.6 1.6h8.8a2 2 0 0 1 2 2v8.8a2 2 0 0 1-2 2H3.6a2 2 0 0 1-2-2V3.6a2 2 0 0 1 2-2z',
};

/** The fuller the square, the more are affected. */
export const BAND_SHAPES: Readonly<Record<BandSignKind, readonly SignShape[]>> = {
  none: [FRAME],
  some: [FRAME, { draws: 'fill', d: 'M2 10h12v4H2z' }],
  half: [FRAME, { draws: 'fill', d: 'M2 5h12v9H2z' }],
  untold: [{ draws: 'dashes', d: 'M3 8h10' }],
};

/** A judgement by a shape, which colour only repeats. */
export const JUDGEMENT_SHAPES: Readonly<Record<Judgement, readonly SignShape[]>> = {
  normal: [{ draws: 'fill', d: 'M4.4 8a3.6 3.6 0 1 0 7.2 0a3.6 3.6 0 1 0-7.2 0z' }],
  slow: [{ draws: 'fill', d: 'M8 1.6 15 14H1z' }],
  failing: [
    {
      draws: 'fill',
      d: 'M3.5 1h9A2.5 2.5 0 0 1 15 3.5v9a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 1 12.5v-9A2.5 2.5 0 0 1 3.5 1z',
    },
    { draws: 'sign', d: 'm5 5 6 6m0-6-6 6' },
  ],
  flapping: [{ draws: 'line', d: 'M1 11.5 5 4l3.2 8L12 4l3 7.5' }],
  blocked: [
    { draws: 'line', d: 'M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0z' },
    { draws: 'line', d: 'M4.8 8h6.4' },
  ],
  maintenance: [{ draws: 'line', d: 'M3 4.5h10M3 8h10M3 11.5h10' }],
  unknown: [{ draws: 'line', d: 'M8 2.2 13.8 8 8 13.8 2.2 8z' }],
};
