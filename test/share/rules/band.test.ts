import { describe, expect, it } from 'vitest';
import { type Band, bandOf, bandText, compareBands } from '../../../src/share/rules/band.ts';
import { mayCutBands } from '../../../src/share/rules/band-query.ts';
import { ratioOf } from '../../../src/share/rules/band-ratio.ts';
import { totalsOf } from '../../../src/share/rules/band-totals.ts';
import { times } from './shared.ts';

const NONE: Band = { level: 'none', atLeast: null };
const SOME: Band = { level: 'some', atLeast: null };
const HALF: Band = { level: 'half', atLeast: null };
const some = (atLeast: number): Band => ({ level: 'some', atLeast });

describe('a band', () => {
  // affected, members, band: written by hand.
  it.each<readonly [number, number, Band | null]>([
    [0, 0, null],
    [0, 4, null],
    [4, 4, null],
    [0, 5, NONE],
    [1, 5, SOME],
    [2, 5, SOME],
    [3, 5, HALF],
    [5, 5, HALF],
    [2, 6, SOME],
    [3, 6, HALF],
    [1, 19, SOME],
    [9, 19, SOME],
    [10, 19, HALF],
    [0, 20, NONE],
    [1, 20, some(1)],
    [4, 20, some(1)],
    [5, 20, some(5)],
    [9, 20, some(5)],
    [10, 20, HALF],
    [10, 21, some(10)],
    [11, 21, HALF],
    [14, 47, some(10)],
    [15, 47, some(15)],
    [23, 47, some(20)],
    [24, 47, HALF],
    [899, 1800, some(895)],
    [900, 1800, HALF],
  ])('of %i affected among %i is %o', (affected, members, band) => {
    expect(bandOf(affected, members)).toEqual(band);
  });

  it('tells no more than the table allows, and rises with the number, for every count to 44', () => {
    const told = (affected: number, members: number): string => {
      if (affected === 0) return 'none';
      if (affected >= members / 2) return 'half';
      if (members < 20) return 'some';
      return affected < 5 ? '1-4' : `from ${Math.floor(affected / 5) * 5}`;
    };
    for (let members = 5; members <= 44; members += 1) {
      const bands = Array.from({ length: members + 1 }, (_, affected) => bandOf(affected, members));
      for (const [a, first] of bands.entries()) {
        for (const [b, second] of bands.entries()) {
          if (first === null || second === null) throw new Error('a band was expected');
          const order = Math.sign(compareBands(first, second));
          expect(order === 0).toBe(told(a, members) === told(b, members));
          if (order !== 0) expect(order).toBe(Math.sign(a - b));
        }
      }
    }
  });

  it.each<readonly [Band | null, string | null, string | null]>([
    [null, null, null],
    [NONE, 'なし', 'none'],
    [SOME, '一部', 'some'],
    [some(1), '一部（1〜4）', 'some (1–4)'],
    [some(15), '一部（15以上）', 'some (15 or more)'],
    [HALF, '半数以上', 'half or more'],
  ])('%o reads %s, %s', (band, ja, en) => {
    const text = bandText(band);
    expect([text?.ja ?? null, text?.en ?? null]).toEqual([ja, en]);
  });
});

describe('the ratio', () => {
  it('is the median rounded to 0.1, of ten members or more', () => {
    expect(ratioOf([...times(5, 1.04), ...times(5, 1.18)], 10)).toBe(1.1);
    expect(ratioOf([...times(5, 1), 2.26, ...times(5, 9)], 11)).toBe(2.3);
  });

  it('is not told of fewer, whether few in all or few that are known', () => {
    expect(ratioOf(times(9, 1), 9)).toBeNull();
    expect(ratioOf([...times(9, 1), null], 10)).toBeNull();
    expect(ratioOf(times(10, 1), 9)).toBeNull();
  });
});

describe('totals', () => {
  it('count sectors at some or above and their fields, from released bands', () => {
    const released = [
      { sector: 'bank', field: 'finance', band: SOME },
      { sector: 'life', field: 'finance', band: HALF },
      { sector: 'gas', field: 'gas', band: some(5) },
      { sector: 'water', field: 'water', band: NONE },
      { sector: 'rail', field: 'rail', band: null },
    ];
    expect(totalsOf(released)).toEqual({ sectors: 3, fields: 2 });
    expect(totalsOf([])).toEqual({ sectors: 0, fields: 0 });
  });
});

describe('a query for bands', () => {
  const whole = { filtered: false, ranged: false } as const;
  const outsiders = [
    { kind: 'member', member: 'gas-1', sector: 'gas' },
    { kind: 'secretariat', sector: 'gas' },
    { kind: 'council' },
    { kind: 'observer' },
  ] as const;

  it.each(outsiders)('of a $kind is by sector or council, whole and now', (viewer) => {
    expect(mayCutBands(viewer, { by: 'sector', ...whole })).toBe(true);
    expect(mayCutBands(viewer, { by: 'council', ...whole })).toBe(true);
    expect(mayCutBands(viewer, { by: 'other', ...whole })).toBe(false);
    expect(mayCutBands(viewer, { by: 'sector', ...whole, filtered: true })).toBe(false);
    expect(mayCutBands(viewer, { by: 'sector', ...whole, ranged: true })).toBe(false);
  });

  it('of the operator is as he likes', () => {
    const all = { by: 'other', filtered: true, ranged: true } as const;
    expect(mayCutBands({ kind: 'operator' }, all)).toBe(true);
  });
});
