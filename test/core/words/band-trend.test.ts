import { describe, expect, it } from 'vitest';
import {
  type ToldBand,
  type ToldBands,
  trendAt,
  trendSaid,
} from '../../../src/core/words/band-trend.ts';
import { SHARED_EN } from '../../../src/core/words/shared-words-en.ts';
import { SHARED_JA } from '../../../src/core/words/shared-words-ja.ts';

const MINUTE = 60_000;
const T = Date.UTC(2026, 10, 22);

/** A letter for each minute: `.` none, `s` some, `5` and `9` at least so many, `h` half or more, a blank nothing. */
function bandsOf(letters: string): ToldBand[] {
  const levels = { '.': 'none', s: 'some', 5: 'some', 9: 'some', h: 'half' } as const;
  return [...letters].flatMap((letter, n): ToldBand[] => {
    const level = Object.entries(levels).find(([key]) => key === letter)?.[1];
    const from = T + n * MINUTE;
    const atLeast = /\d/.test(letter) ? Number(letter) : null;
    return level === undefined ? [] : [{ from, to: from + MINUTE, level, atLeast }];
  });
}

function told(...sectors: string[]): ToldBands {
  return { to: T + 60 * MINUTE, sectors: sectors.map((letters) => ({ bands: bandsOf(letters) })) };
}

const thenNow = (letter: string, now: string) => `${letter.repeat(15)}${now}`;

describe('whether it spreads or ends', () => {
  it('is what was told against a quarter of an hour before, of sectors of which both are told', () => {
    const bands = told(thenNow('.', 's'), thenNow('h', 's'), thenNow('s', 's'), thenNow(' ', 'h'));
    expect(trendAt(bands, T + 15 * MINUTE)).toEqual({ rose: 1, fell: 1 });
    expect(trendAt(bands, T + 14 * MINUTE)).toBeNull();
    expect(trendAt(told(thenNow('5', '9')), T + 15 * MINUTE)).toEqual({ rose: 1, fell: 0 });
    expect(trendAt(told(thenNow('s', 's')), T + 15 * MINUTE)).toEqual({ rose: 0, fell: 0 });
  });

  it('is of the last minute that is told where the moment is later', () => {
    const bands = { ...told(thenNow('.', 's')), to: T + 16 * MINUTE };
    expect(trendAt(bands, T + 15 * MINUTE + 40_000)).toEqual({ rose: 1, fell: 0 });
    expect(trendAt(bands, bands.to + 120_000)).toEqual({ rose: 1, fell: 0 });
    expect(trendAt(bands, bands.to + 121_000)).toBeNull();
  });

  it.each([
    [
      { rose: 2, fell: 0 },
      'rose',
      '▲',
      'Spreading: higher than 15 minutes ago in 2 sectors.',
      '広がっています: 15分前より高い段階が 2 セプター。',
    ],
    [
      { rose: 0, fell: 1 },
      'fell',
      '▼',
      'Ending: lower than 15 minutes ago in 1 sector.',
      'おさまりつつあります: 15分前より低い段階が 1 セプター。',
    ],
    [
      { rose: 1, fell: 3 },
      'rose',
      '▲',
      'Moving: higher than 15 minutes ago in 1 sector, lower in 3.',
      '動いています: 15分前より高い段階が 1 セプター、低い段階が 3 セプター。',
    ],
    [{ rose: 0, fell: 0 }, 'same', '→', 'The same as 15 minutes ago.', '15分前と変わりません。'],
  ] as const)('says %o in both languages, with a sign', (trend, kind, sign, en, ja) => {
    expect(trendSaid(trend, SHARED_EN, String)).toEqual({ kind, sign, text: en });
    expect(trendSaid(trend, SHARED_JA, String)).toEqual({ kind, sign, text: ja });
  });
});
