import { describe, expect, it } from 'vitest';
import { STANDING_SENTENCE } from '../../../src/core/words/language.ts';
import { MARKINGS, type Marking } from '../../../src/core/words/marking.ts';
import { mayGoBy } from '../../../src/share/rules/channel-ceiling.ts';
import {
  CONTENT_BY_RIGHT,
  type Content,
  markingOf,
  strictestOf,
} from '../../../src/share/rules/marking-of.ts';
import { standingWordsOf } from '../../../src/share/rules/standing-words.ts';

describe('the marking of an answer', () => {
  it.each<readonly [readonly Content[], Marking]>([
    [['detail'], 'TLP:AMBER+STRICT'],
    [['judgement'], 'TLP:AMBER'],
    [['band'], 'TLP:GREEN'],
    [['prober'], 'TLP:AMBER+STRICT'],
    [['band', 'judgement'], 'TLP:AMBER'],
    [['judgement', 'band', 'detail'], 'TLP:AMBER+STRICT'],
    [['band', 'band'], 'TLP:GREEN'],
    [[], 'TLP:AMBER+STRICT'],
  ])('that holds %j is %s', (contents, marking) => {
    expect(markingOf(contents)).toBe(marking);
  });

  it('is CLEAR only by an act of the council, and only for bands', () => {
    const act = { clearedByCouncil: true };
    expect(markingOf(['band'], act)).toBe('TLP:CLEAR');
    expect(markingOf(['band', 'judgement'], act)).toBe('TLP:AMBER');
    expect(markingOf(['detail'], act)).toBe('TLP:AMBER+STRICT');
    expect(markingOf([], act)).toBe('TLP:AMBER+STRICT');
  });

  it('is the strictest of any two', () => {
    for (const [place, strict] of MARKINGS.entries()) {
      for (const loose of MARKINGS.slice(place)) {
        expect(strictestOf([loose, strict])).toBe(strict);
        expect(strictestOf([strict, loose])).toBe(strict);
      }
    }
  });

  it('goes by what may be read of a target', () => {
    expect(CONTENT_BY_RIGHT).toEqual({
      detail: 'detail',
      judgement: 'judgement',
      bands: 'band',
      nothing: null,
    });
  });
});

describe('a channel', () => {
  // About others by a channel with the default ceiling, GREEN.
  it.each<readonly [Marking, boolean]>([
    ['TLP:RED', false],
    ['TLP:AMBER+STRICT', false],
    ['TLP:AMBER', false],
    ['TLP:GREEN', true],
    ['TLP:CLEAR', true],
  ])('carries %s about others: %s', (marking, carried) => {
    expect(mayGoBy({ marking, about: 'others', verified: true })).toBe(carried);
  });

  it('carries as much about others as was agreed for it', () => {
    const amber = { marking: 'TLP:AMBER', about: 'others', verified: true } as const;
    expect(mayGoBy(amber, 'TLP:AMBER')).toBe(true);
    expect(mayGoBy({ ...amber, marking: 'TLP:AMBER+STRICT' }, 'TLP:AMBER')).toBe(false);
    expect(mayGoBy({ ...amber, marking: 'TLP:GREEN' }, 'TLP:CLEAR')).toBe(false);
  });

  it('brings a verified contact its own targets in detail, but nothing marked RED', () => {
    expect(mayGoBy({ marking: 'TLP:AMBER+STRICT', about: 'own', verified: true })).toBe(true);
    expect(mayGoBy({ marking: 'TLP:RED', about: 'own', verified: true })).toBe(false);
  });

  it('brings a contact that was not verified nothing', () => {
    expect(mayGoBy({ marking: 'TLP:GREEN', about: 'own', verified: false })).toBe(false);
    expect(mayGoBy({ marking: 'TLP:CLEAR', about: 'others', verified: false })).toBe(false);
  });
});

describe('what every outlet says', () => {
  it('ends with the standing sentence, whatever else', () => {
    for (const vantages of [1, 2]) {
      for (const practice of [false, true]) {
        for (const drill of [false, true]) {
          const words = standingWordsOf({ vantages, practice, drill });
          expect(words.at(-1)).toEqual(STANDING_SENTENCE);
          const said = words.map(({ ja }) => ja);
          expect(said.includes('観測点1か所による計測')).toBe(vantages === 1);
          expect(said.includes('模擬データ')).toBe(practice);
          expect(said.includes('【訓練】')).toBe(drill);
          if (drill) expect(said[0]).toBe('【訓練】');
        }
      }
    }
  });
});
