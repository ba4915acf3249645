import type { Text } from '../../core/words/language.ts';

/** Members below which a sector has no band. */
export const FEWEST_FOR_BAND = 5;
/** Members from which a band has a number. */
const FEWEST_FOR_NUMBER = 20;
const STEP = 5;

/** How many members of a sector are affected, as outsiders may know it. */
export interface Band {
  readonly level: 'none' | 'some' | 'half';
  /**
   * Of `some` with 20 members or more: 1 stands for 1 to 4, above that the number rounded down to
   * fives. Else null.
   */
  readonly atLeast: number | null;
}

const LEVELS: readonly Band['level'][] = ['none', 'some', 'half'];

/** The band of `affected` among `members`; null where the members are too few to be told. */
export function bandOf(affected: number, members: number): Band | null {
  if (members < FEWEST_FOR_BAND) return null;
  if (affected <= 0) return { level: 'none', atLeast: null };
  if (affected * 2 >= members) return { level: 'half', atLeast: null };
  if (members < FEWEST_FOR_NUMBER) return { level: 'some', atLeast: null };
  return { level: 'some', atLeast: Math.max(1, affected - (affected % STEP)) };
}

/** Below zero where `a` says less than `b`, zero where they say the same. */
export function compareBands(a: Band, b: Band): number {
  const levels = LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level);
  return levels !== 0 ? levels : (a.atLeast ?? 0) - (b.atLeast ?? 0);
}

/** Whether a sector with this band counts among the sectors affected at once. */
export function isSomeOrMore(band: Band | null): boolean {
  return band !== null && band.level !== 'none';
}

/** What people read; null where there is no band. */
export function bandText(band: Band | null): Text | null {
  if (band === null) return null;
  if (band.level === 'none') return { ja: 'なし', en: 'none' };
  if (band.level === 'half') return { ja: '半数以上', en: 'half or more' };
  if (band.atLeast === null) return { ja: '一部', en: 'some' };
  if (band.atLeast === 1) return { ja: '一部（1〜4）', en: 'some (1–4)' };
  return { ja: `一部（${band.atLeast}以上）`, en: `some (${band.atLeast} or more)` };
}
