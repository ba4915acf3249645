import type { Text } from '../../../core/words/language.ts';

/** `10のマイナス12乗以下` / `at most 10^-12` of a log10. */
export function chanceInWords(log10: number): Text {
  const exponent = Math.floor(-log10);
  return { ja: `10のマイナス${exponent}乗以下`, en: `at most 10^-${exponent}` };
}

/** What chance would bring, Japanese with its counter: one digit after the point, small numbers as such. */
export function expectedInWords(expected: number, counter: '組' | '者'): Text {
  if (expected < 0.05) return { ja: `0.1 ${counter}未満`, en: 'fewer than 0.1' };
  const number = expected < 10 ? expected.toFixed(1) : String(Math.round(expected));
  return { ja: `約 ${number} ${counter}`, en: `about ${number}` };
}

export function percentOf(ratio: number): string {
  return `${Math.round(100 * ratio)} %`;
}
