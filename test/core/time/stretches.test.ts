import { describe, expect, it } from 'vitest';
import { stretchesInside, stretchesWithout } from '../../../src/core/time/stretches.ts';

/** A pair for each stretch. */
function pairs(stretches: readonly { readonly from: number; readonly to: number }[]) {
  return stretches.map(({ from, to }) => [from, to]);
}

function stretches(...all: readonly (readonly [number, number])[]) {
  return all.map(([from, to]) => ({ from, to }));
}

describe('stretches of time', () => {
  it.each([
    [
      'a hole inside parts one',
      stretches([0, 10]),
      stretches([3, 5]),
      [
        [0, 3],
        [5, 10],
      ],
    ],
    ['a hole over an end cuts it', stretches([0, 10]), stretches([8, 12], [-5, 1]), [[1, 8]]],
    ['a hole over all leaves none', stretches([0, 4], [6, 9]), stretches([-Infinity, 9]), []],
    [
      'a hole that only touches changes none',
      stretches([3, 5]),
      stretches([0, 3], [5, 9]),
      [[3, 5]],
    ],
    [
      'holes over each other are one',
      stretches([0, 9]),
      stretches([2, 6], [4, 7]),
      [
        [0, 2],
        [7, 9],
      ],
    ],
    ['an empty hole parts nothing of it away', stretches([0, 2]), stretches([5, 5]), [[0, 2]]],
    [
      'there may be no hole',
      stretches([0, 2], [4, 5]),
      [],
      [
        [0, 2],
        [4, 5],
      ],
    ],
  ] as const)('without holes: %s', (_, all, holes, left) => {
    expect(pairs(stretchesWithout(all, holes))).toEqual(left);
  });

  it('inside others are cut to them, and joined where these touch', () => {
    const inside = (others: ReturnType<typeof stretches>) =>
      pairs(stretchesInside(stretches([0, 10], [20, 30]), others));
    expect(inside(stretches([5, 7], [7, 12], [11, 25]))).toEqual([
      [5, 10],
      [20, 25],
    ]);
    expect(inside([])).toEqual([]);
  });
});
