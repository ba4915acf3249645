import { describe, expect, it } from 'vitest';
import type { Judgement, Verdict } from '../../src/core/words/judgement.ts';
import { ToldStretches } from '../../src/judge/told-stretches.ts';

function verdict(judgement: Judgement, since: number, ratio: number | null = null): Verdict {
  const nothing = { normalMs: null, deviation: null, phase: null, scope: null };
  return {
    judgement,
    since,
    ratio,
    ...nothing,
    why: { ja: judgement, en: `${judgement} ${since}` },
  };
}

/** What is said with each slot, and told from `from` on. */
function told(said: readonly (readonly [slot: number, verdict: Verdict])[], from = 0) {
  const stretches = new ToldStretches(from);
  for (const [slot, each] of said) stretches.take('a', each, { slot, at: slot + 5 });
  return stretches.all().map(({ judgement, since, to }) => [judgement, since, to]);
}

describe('stretches of a site that is not normal', () => {
  it('begin with their first sample and end with the first that is normal again', () => {
    const slow = [verdict('slow', 100, 2), verdict('slow', 100, 3), verdict('slow', 100, 2.5)];
    const stretches = new ToldStretches(0);
    slow.forEach((each, n) => {
      stretches.take('a', each, { slot: 120 + 10 * n, at: 121 + 10 * n });
    });
    stretches.take('a', verdict('normal', 150), { slot: 170, at: 171 });
    expect(stretches.all()).toEqual([
      expect.objectContaining({ judgement: 'slow', since: 100, saidAt: 121, to: 150, ratio: 3 }),
    ]);
  });

  it('follow each other where one goes on behind another', () => {
    const said = [
      [120, verdict('slow', 100)],
      [200, verdict('failing', 190)],
      [300, verdict('slow', 100)],
      [400, verdict('normal', 380)],
    ] as const;
    expect(told(said)).toEqual([
      ['slow', 100, 190],
      ['failing', 190, 300],
      ['slow', 300, 380],
    ]);
  });

  it('are left out where they are over before the range, and last where nothing ends them', () => {
    const said = [
      [20, verdict('failing', 10)],
      [50, verdict('normal', 40)],
      [80, verdict('slow', 70)],
    ] as const;
    expect(told(said, 60)).toEqual([['slow', 70, null]]);
  });
});
