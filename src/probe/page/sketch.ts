import { EMPTY_BIN, SKETCH_BINS } from '../../core/words/page-signs.ts';

/** Characters of a piece; Japanese has no words to cut at. */
const PIECE = 6;
/** With fewer pieces a text has too little to be known by. */
const FEWEST_PIECES = 64;
const BASE = 0x01000193;
const TOP = power(BASE, PIECE);

/** Where CJK punctuation ends and kana begin; full-width forms of ASCII. */
const KANA = 0x3041;
const FULL_WIDTH = 0xff01;
const FULL_WIDTH_END = 0xff5e;
const TO_ASCII = 0xfee0;

/**
 * The letters of a text as codes. What changes without the page being another is left out: digits,
 * punctuation, signs, spaces; letters of ASCII, full-width ones too, in lower case.
 */
function lettersOf(text: string): Uint16Array {
  const letters = new Uint16Array(text.length);
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    let code = text.charCodeAt(at);
    if (code >= FULL_WIDTH && code <= FULL_WIDTH_END) code -= TO_ASCII;
    if (code >= 0x41 && code <= 0x5a) code += 0x20;
    const isLetter = code < 0x80 ? code >= 0x61 && code <= 0x7a : code < 0x2000 || code >= KANA;
    if (!isLetter || code === 0xa0) continue;
    letters[count] = code;
    count += 1;
  }
  return letters.subarray(0, count);
}

/**
 * One-permutation MinHash (Li, Owen, Zhang 2012) of the text's overlapping pieces: each is hashed
 * once, its upper bits choose a bin, the smallest of its lower bits stays. Of two sketches the share
 * of bins that agree, among those that are not empty in both, estimates the Jaccard similarity of the
 * sets of pieces; standard error ≤ 1/16. null = too little text.
 */
export function sketchOf(text: string): readonly number[] | null {
  const letters = lettersOf(text);
  const pieces = letters.length - PIECE + 1;
  if (pieces < FEWEST_PIECES) return null;
  const bins = new Array<number>(SKETCH_BINS).fill(EMPTY_BIN);
  let rolling = 0;
  for (let at = 0; at < letters.length; at += 1) {
    rolling = (Math.imul(rolling, BASE) + (letters[at] ?? 0)) | 0;
    if (at < PIECE - 1) continue;
    const hash = mixed(rolling);
    const bin = hash >>> 26;
    const value = (hash >>> 8) & 0xffff;
    if (value < (bins[bin] ?? 0)) bins[bin] = value;
    rolling = (rolling - Math.imul(TOP, letters[at - PIECE + 1] ?? 0)) | 0;
  }
  return bins;
}

/** The last steps of MurmurHash3. */
function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** What a character weighs when it leaves a piece of `times`. */
function power(base: number, times: number): number {
  let product = 1;
  for (let step = 1; step < times; step += 1) product = Math.imul(product, base);
  return product;
}
