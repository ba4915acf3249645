import { isWide } from '../../core/wide-character.ts';

const COMBINING = /\p{M}/u;
const NARROW = /[ !'(),./:;I[\]fijlrt|·]/;
const BROAD = /[%&@MWmw+—×]/;

/**
 * About how wide a line of text is in a sans-serif font of 1 px, px: as wide as Arial or wider for
 * Latin, 1 for a Japanese character. An estimate: which font its reader has is not known.
 */
export function textWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

function widthOf(character: string): number {
  if (isWide(character)) return 1;
  if (COMBINING.test(character)) return 0;
  if (NARROW.test(character)) return 0.34;
  if (BROAD.test(character)) return 0.9;
  return /[A-Z]/.test(character) ? 0.7 : 0.57;
}
