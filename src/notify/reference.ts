import { offsetRatioOf } from '../core/time/slots.ts';

const LETTERS = 4;
const BASE = 32;

/**
 * What people name a notice by: `YB-20261122-0304-7f3a`, the day and minute in the council's zone and
 * four characters that tell notices of one minute apart.
 */
export function referenceOf(key: string, date: string, minute: string): string {
  const part = Math.floor(offsetRatioOf(key, 4) * BASE ** LETTERS);
  const mark = part.toString(BASE).padStart(LETTERS, '0');
  return `YB-${date.replaceAll('-', '')}-${minute.replace(':', '')}-${mark}`;
}
