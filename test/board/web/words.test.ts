import { describe, expect, it } from 'vitest';
import type { Catalogue } from '../../../src/board/web/catalogue.ts';
import { CATALOGUE_EN } from '../../../src/board/web/catalogue-en.ts';
import { CATALOGUE_JA } from '../../../src/board/web/catalogue-ja.ts';
import { showExactMs, showMs, timesOf } from '../../../src/board/web/format.ts';

const FORBIDDEN = /標的|ターゲット|攻撃|原因|\battack\b|\bcause\b/i;
const COUNTS = { targets: 1234, success: 1200, failure: 30, missed: 1, waiting: 3, stale: 2 };

/** Every string of a catalogue; functions are called with plain arguments. */
function spoken(catalogue: Catalogue): readonly string[] {
  return Object.entries(catalogue).flatMap(([key, value]): readonly string[] => {
    if (typeof value === 'string') return [value];
    if (key === 'summary') return catalogue.summary(COUNTS).map(({ text }) => text);
    if (key === 'ago') return [5, 300, 9000].map((seconds) => catalogue.ago(seconds));
    if (typeof value === 'function')
      return [String(Reflect.apply(value, null, ['1', '2', '3', '4']))];
    return Object.values(value).map(String);
  });
}

describe.each([
  ['Japanese', CATALOGUE_JA],
  ['English', CATALOGUE_EN],
])('the %s catalogue', (_, catalogue) => {
  it('says nothing empty and none of the forbidden words', () => {
    const all = spoken(catalogue);
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter((text) => text.trim() === '' || FORBIDDEN.test(text))).toEqual([]);
  });

  it('says the counts in a sentence', () => {
    const sentence = catalogue
      .summary(COUNTS)
      .map(({ text }) => text)
      .join('');
    for (const number of ['1,234', '1,200', '30', '1', '3']) expect(sentence).toContain(number);
    const quiet = catalogue.summary({ ...COUNTS, failure: 0, missed: 0, waiting: 0 });
    expect(quiet.some(({ kind }) => kind === 'failure' || kind === 'missed')).toBe(false);
  });
});

describe('the formats', () => {
  it.each([
    [null, '–'],
    [0, '0.0 ms'],
    [8.214, '8.2 ms'],
    [99.96, '100 ms'],
    [428.6, '429 ms'],
    [12_345.6, '12,346 ms'],
  ])('shows %j ms as %s', (value, text) => {
    expect(showMs(value, 'ja')).toBe(text);
  });

  it('shows the microsecond where the probe is explained', () => {
    expect(showExactMs(8.2, 'en')).toBe('8.200 ms');
  });

  it('shows times in the zone of the council, in the language of the page', () => {
    const at = Date.UTC(2026, 10, 22, 15, 4, 5);
    expect(timesOf('ja', 'Asia/Tokyo').full(at)).toBe('11月23日(月) 00:04:05');
    expect(timesOf('en', 'Asia/Tokyo').full(at)).toBe('Mon 23 Nov, 00:04:05');
    expect(timesOf('en', 'UTC').second(at)).toBe('15:04:05');
  });
});
