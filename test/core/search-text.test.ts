import { expect, it } from 'vitest';
import { createSearch } from '../../src/core/search-text.ts';

const NAMES = [
  'gas-0001-home',
  'gas-0001',
  '131016',
  '架空ガス',
  'Kakū gas',
  'https://gas.example/',
];

it.each([
  ['gas'],
  ['ＧＡＳ'],
  ['ｇａｓ'],
  ['がす'],
  ['ｶﾞｽ'],
  ['ガス　架空'],
  ['架空 ガス'],
  ['がす kakū'],
  ['１３１０１６'],
  ['  '],
])('finds a site by 「%s」', (text) => {
  expect(createSearch(text)(NAMES)).toBe(true);
});

it.each([['架空 水道'], ['ガズ'], ['gas-0002'], ['homegas']])('does not by 「%s」', (text) => {
  expect(createSearch(text)(NAMES)).toBe(false);
});

it('finds no word that two names make only together', () => {
  expect(createSearch('bc')(['ab', 'cd'])).toBe(false);
});
