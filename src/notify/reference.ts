import { offsetRatioOf } from '../core/time/slots.ts';

const LETTERS = 6;
/** Nobody takes one for another on the telephone or on paper: no i, l, o and u. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * What people name a notice by: `YB-20261122-0304-7f3a9k`, the day and minute in the council's zone and
 * six characters that tell notices of one minute apart.
 */
export function referenceOf(key: string, date: string, minute: string): string {
  const mark = spokenMark(key, LETTERS);
  return `YB-${date.replaceAll('-', '')}-${minute.replace(':', '')}-${mark}`;
}

/** Whether somebody who is asked for an id gave the reference of a notice, as it may be typed. */
export function isReference(id: string): boolean {
  return /^yb-/i.test(id);
}

/** So many characters for people, at most six, the same for the same key. */
export function spokenMark(key: string, letters: number): string {
  const base = ALPHABET.length;
  let rest = Math.floor(offsetRatioOf(key, 4) * base ** letters);
  let mark = '';
  while (mark.length < letters) {
    mark = `${ALPHABET[rest % base]}${mark}`;
    rest = Math.floor(rest / base);
  }
  return mark;
}
