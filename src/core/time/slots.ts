import type { Family } from '../words/outcome.ts';

/**
 * A target's place inside the interval, in [0, 1), from its id alone: it survives restarts, edits
 * and other targets' changes. FNV-1a with a final avalanche, so that ids that differ in the last
 * digit spread evenly; the second family of a target lies half an interval after the first.
 */
export function offsetRatioOf(targetId: string, family: Family): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < targetId.length; index += 1) {
    hash = Math.imul(hash ^ targetId.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  const ratio = ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
  return family === 6 ? (ratio + 0.5) % 1 : ratio;
}

/** Whole ms after the firing at which a slot is due, in [0, spreadMs), from its place in [0, 1). */
export function offsetMsOf(ratio: number, spreadMs: number): number {
  return Math.floor(ratio * spreadMs);
}

/** Start of the period of `lengthMs` that holds `at`, counted from the epoch. */
export function periodStart(at: number, lengthMs: number): number {
  return Math.floor(at / lengthMs) * lengthMs;
}
