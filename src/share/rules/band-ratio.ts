/** Members below which no ratio is told. */
const FEWEST_FOR_RATIO = 10;

/**
 * Median of the members' ratios, rounded to 0.1; null where the roster, or those whose ratio is
 * known, are fewer than ten. Of an even number the mean of the two in the middle.
 */
export function ratioOf(ratios: readonly (number | null)[], members: number): number | null {
  const known = ratios.filter((ratio) => ratio !== null).sort((a, b) => a - b);
  if (members < FEWEST_FOR_RATIO || known.length < FEWEST_FOR_RATIO) return null;
  const middle = known.length >> 1;
  const upper = known[middle] ?? 0;
  const lower = known.length % 2 === 1 ? upper : (known[middle - 1] ?? 0);
  return Math.round(((lower + upper) / 2) * 10) / 10;
}
