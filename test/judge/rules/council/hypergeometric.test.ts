import { describe, expect, it } from 'vitest';
import {
  log10Enrichment,
  type Stratum,
} from '../../../../src/judge/rules/council/hypergeometric.ts';
import { randomOf } from './world.ts';

const stratum = (members: number, holders: number, affected: number, both: number): Stratum => ({
  members,
  holders,
  affected,
  both,
});

describe('enrichment within sectors', () => {
  it.each([
    ["Fisher's tea: 4 of 4 cups", [stratum(8, 4, 4, 4)], 1 / 70],
    ["Fisher's tea: 3 of 4 cups or more", [stratum(8, 4, 4, 3)], 17 / 70],
    ['nothing in common is certain to be reached', [stratum(8, 4, 4, 0)], 1],
    ['all members have it: it says nothing', [stratum(10, 10, 4, 4)], 1],
    ['all members are affected: it says nothing', [stratum(10, 4, 10, 4)], 1],
    ['two sectors multiply', [stratum(8, 4, 4, 4), stratum(8, 4, 4, 4)], 1 / 4900],
    [
      'a sector in which it is certain adds nothing to another',
      [stratum(8, 4, 4, 4), stratum(20, 20, 5, 5)],
      1 / 70,
    ],
    ['no sector at all is no evidence', [], 1],
  ])('%s', (_, strata, probability) => {
    expect(10 ** log10Enrichment(strata)).toBeCloseTo(probability, 10);
  });

  it('reaches as far down as logarithms do, in a sector of 1,788', () => {
    // 20 of 20 holders among 20 affected: 1 / C(1788, 20).
    const ways = Array.from({ length: 20 }, (_, at) => Math.log10((1788 - at) / (at + 1)));
    const expected = -ways.reduce((sum, each) => sum + each, 0);
    expect(log10Enrichment([stratum(1788, 20, 20, 20)])).toBeCloseTo(expected, 6);
  });

  it('depends on no order of the sectors, and falls with every holder more that is affected', () => {
    const random = randomOf(3);
    const strata = Array.from({ length: 6 }, () => {
      const members = 10 + Math.floor(random() * 90);
      const holders = 1 + Math.floor(random() * 9);
      return stratum(members, holders, 10, 0);
    });
    const tails = [0, 1].map((both) => log10Enrichment(strata.map((each) => ({ ...each, both }))));
    expect(tails[1]).toBeLessThan(Number(tails[0]));
    const turned = strata.toReversed().map((each) => ({ ...each, both: 1 }));
    expect(log10Enrichment(turned)).toBeCloseTo(Number(tails[1]), 9);
  });
});
