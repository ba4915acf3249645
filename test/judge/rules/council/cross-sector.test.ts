import { describe, expect, it } from 'vitest';
import { crossSector } from '../../../../src/judge/rules/council/cross-sector.ts';
import type { Held } from '../../../../src/judge/rules/council/holding.ts';

function held(id: string, log10: number): Held {
  return {
    about: { kind: 'field', id },
    strength: 3,
    log10,
    evidence: { rule: '', figures: {}, text: { ja: '', en: '' } },
    since: 0,
    openedAt: 0,
    seenAt: 0,
    peak: 4,
  };
}

describe('two fields together', () => {
  it.each([
    ['one field is none', [held('a', -30)], false],
    [
      'two that are barely found are too likely among 78 pairs',
      [held('a', -5.1), held('b', -5.2)],
      false,
    ],
    ['two of which one is sure', [held('a', -5.1), held('b', -9)], true],
    [
      'the two least likely of three count',
      [held('a', -5.1), held('b', -9), held('c', -5.1)],
      true,
    ],
  ])('%s', (_, fields, isFound) => {
    expect(crossSector(fields, 13) !== null).toBe(isFound);
  });

  it('have the probability of Fisher times the number of pairs', () => {
    const product = 1e-14;
    const expected = Math.log10(product * (1 - Math.log(product)) * 78);
    const found = crossSector([held('b', -9), held('a', -5)], 13);
    expect(found?.log10).toBeCloseTo(expected, 9);
    expect(found?.evidence.figures).toMatchObject({ fields: 2, fieldsOfCouncil: 13, units: 8 });
    expect(found?.evidence.text.en).toContain('In 2 of 13 fields 8 unrelated groups');
  });
});
