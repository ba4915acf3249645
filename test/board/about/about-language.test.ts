import { expect, it } from 'vitest';
import { aboutLanguage } from '../../../src/board/about/about-language.ts';

const WISHES: readonly [
  asked: string | undefined,
  header: string | undefined,
  is: string,
  why: string,
][] = [
  ['en', 'ja', 'en', 'what a link asks for'],
  ['fr', 'en-GB', 'en', 'the header where a link asks for something else'],
  [undefined, undefined, 'ja', 'Japanese without any wish'],
  [undefined, 'en-US,en;q=0.9,ja;q=0.8', 'en', 'the first of equal or greater weight'],
  [undefined, 'en;q=0.5, ja-JP;q=0.9', 'ja', 'the greater weight'],
  [undefined, 'fr, *;q=0.5', 'ja', 'Japanese where neither is liked'],
  [undefined, 'ja;q=0, en;q=0.1', 'en', 'nothing that is refused'],
  [undefined, 'ja;q=x, EN', 'en', 'nothing with a weight that is no number'],
];

it.each(WISHES)('of %s and %s it is %s: %s', (asked, header, language) => {
  expect(aboutLanguage(asked, header)).toBe(language);
});
