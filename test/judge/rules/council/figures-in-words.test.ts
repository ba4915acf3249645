import { expect, it } from 'vitest';
import {
  chanceInWords,
  expectedInWords,
  percentOf,
} from '../../../../src/judge/rules/council/figures-in-words.ts';

it.each([
  [0.01, '0.1 組未満', 'fewer than 0.1'],
  [0.21, '約 0.2 組', 'about 0.2'],
  [12.4, '約 12 組', 'about 12'],
])('says what chance brings: %d', (expected, ja, en) => {
  expect(expectedInWords(expected, '組')).toEqual({ ja, en });
});

it('says a probability as a power of ten that is not below it', () => {
  expect(chanceInWords(-8.7)).toEqual({ ja: '10のマイナス8乗以下', en: 'at most 10^-8' });
  expect(percentOf(0.625)).toBe('63 %');
});
