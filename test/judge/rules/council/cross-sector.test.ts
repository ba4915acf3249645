import { describe, expect, it } from 'vitest';
import { crossSector, log10Together } from '../../../../src/judge/rules/council/cross-sector.ts';
import type { Held } from '../../../../src/judge/rules/council/holding.ts';
import { log10TailOf } from '../../../../src/judge/rules/council/poisson-binomial.ts';
import { MINUTE, randomOf } from './world.ts';

const FIELDS = 14;
const HOUR = 60 * MINUTE;

function held(id: string, log10: number, given: { units?: number; since?: number } = {}): Held {
  const { units = 3, since = 0 } = given;
  return {
    about: { kind: 'field', id },
    strength: units,
    log10,
    evidence: { rule: 'field-onsets', figures: { units }, text: { ja: '', en: '' } },
    since,
    openedAt: 0,
    seenAt: 0,
    peak: units,
  };
}

describe('two fields together', () => {
  it.each<readonly [string, readonly Held[], boolean]>([
    ['one field is none', [held('a', -300)], false],
    [
      'however sure one is, another that is barely found is none',
      [held('a', -300), held('b', -5.5)],
      false,
    ],
    ['another that is sure as well is', [held('a', -10), held('b', -9)], true],
    [
      'two of two sites each',
      [held('a', -5.4, { units: 2 }), held('b', -5.4, { units: 2 })],
      false,
    ],
    [
      'one of 38 members of which two fail',
      [held('a', -60), held('b', -5.03, { units: 2 })],
      false,
    ],
    [
      'nor any the surer for the hours that the first lasts',
      [held('a', -60), held('b', -6.6, { units: 2, since: 20 * HOUR })],
      false,
    ],
    [
      'but two that are weak each, beside a sure one, are',
      [held('a', -9), held('b', -5.6, { units: 2 }), held('c', -5.9, { units: 2 })],
      true,
    ],
  ])('%s', (_, fields, isFound) => {
    expect(crossSector(fields, FIELDS) !== null).toBe(isFound);
  });

  it('have the chance that another field comes while the first lasts', () => {
    const [hours, log10] = [3, -9];
    const found = crossSector(
      [held('sure', -80, { units: 30 }), held('other', log10, { since: hours * HOUR })],
      FIELDS,
    );
    const windows = 6 * (hours + 1);
    expect(found?.log10).toBeCloseTo(Math.log10(2 * (FIELDS - 1) * (3 + 1) * windows) + log10, 9);
    expect(found?.evidence.figures).toMatchObject({
      fields: 2,
      fieldsOfCouncil: FIELDS,
      units: 33,
    });
    expect(found?.evidence.text.en).toContain('In 2 of 14 fields 33 unrelated groups');
    expect(found?.evidence.text.en).toContain('is at most 10^-5');
  });

  it('are not taken back because a third comes hours later', () => {
    const two = [held('a', -12), held('b', -7.7)];
    const before = crossSector(two, FIELDS);
    const after = crossSector([...two, held('c', -5.1, { since: 40 * HOUR })], FIELDS);
    expect(before).not.toBeNull();
    expect(after?.log10).toBe(before?.log10);
  });

  it('come by chance beside one field in trouble no oftener than is said', () => {
    // 13 quiet fields of 200 members beside one in trouble for ten hours, looked at with every onset.
    const [members, chance, hours, runs, level] = [200, 1e-3, 10, 1000, 0.02];
    const random = randomOf(5);
    const tails = Array.from({ length: 30 }, (_, k) =>
      log10TailOf(
        Array.from({ length: members }, () => chance),
        k,
      ),
    );
    const chances = Array.from({ length: runs }, () => {
      const fields = Array.from({ length: FIELDS - 1 }, () =>
        onsetsOf(members * chance, hours, random),
      );
      const looks = fields.flatMap((onsets) =>
        onsets.map((since) => {
          const units = onsets.filter((at) => at <= since && at > since - 10 * MINUTE).length;
          const other = held('other', Number(tails[units]), { units, since });
          return log10Together([held('sure', -100), other], FIELDS);
        }),
      );
      return Math.min(...looks);
    });
    const share = chances.filter((log10) => log10 <= Math.log10(level)).length / runs;
    expect(share).toBeGreaterThan(0);
    expect(share).toBeLessThanOrEqual(level * (1 + Math.log(hours)));
  });
});

/** Times of a Poisson process with so many in ten minutes on average. */
function onsetsOf(rate: number, hours: number, random: () => number): readonly number[] {
  const onsets: number[] = [];
  for (let at = 0; ; ) {
    at += (-Math.log(1 - random()) * 10 * MINUTE) / rate;
    if (at >= hours * HOUR) return onsets;
    onsets.push(at);
  }
}
