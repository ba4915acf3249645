import { describe, expect, it } from 'vitest';
import { knownDayOf } from '../../../src/board/web/shared/known-day.ts';

const DAY = {
  ...{ from: 0, to: 100 },
  judged: [
    { from: 20, to: 60 },
    { from: 70, to: 100 },
  ],
  untold: [
    {
      target: 'widened',
      gaps: [
        { from: 20, to: 50 },
        { from: 90, to: 100 },
      ],
    },
  ],
};

describe('the day of a named site', () => {
  it('is known when it was judged, and else it is not', () => {
    expect(knownDayOf(DAY, 'other')).toEqual({
      known: DAY.judged,
      unknown: [
        { from: 0, to: 20 },
        { from: 60, to: 70 },
      ],
    });
  });

  it('is not known where nothing is told of it', () => {
    expect(knownDayOf(DAY, 'widened')).toEqual({
      known: [
        { from: 50, to: 60 },
        { from: 70, to: 90 },
      ],
      unknown: [
        { from: 0, to: 50 },
        { from: 60, to: 70 },
        { from: 90, to: 100 },
      ],
    });
  });

  it('of which nothing is known is one gap', () => {
    const unknown = [{ from: 0, to: 100 }];
    expect(knownDayOf({ ...DAY, judged: [] }, 'other')).toEqual({ known: [], unknown });
  });
});
