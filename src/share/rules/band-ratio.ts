/** Members below which no ratio is told. */
const FEWEST_FOR_RATIO = 10;

/**
 * Median of the members' ratios, rounded to 0.1; null where the roster, or those whose ratio is
 * known, are fewer than ten. Of an even number the mean of the two in the middle.
 */
export function ratioOf(ratios: readonly (number | null)[], members: number): number | null {
  const known = knownOf(ratios);
  return medianOf((place) => known[place] ?? 0, known.length, members);
}

/**
 * {@link ratioOf} the other members for each of them, by its own ratio; null = none of the ratios is its
 * own.
 */
export function ratiosWithoutOne(
  ratios: readonly (number | null)[],
  members: number,
): (own: number | null) => number | null {
  const known = knownOf(ratios);
  const places = new Map(known.map((ratio, place) => [ratio, place]));
  return (own) => {
    const gap = (own === null ? undefined : places.get(own)) ?? known.length;
    const count = gap < known.length ? known.length - 1 : known.length;
    return medianOf((place) => known[place < gap ? place : place + 1] ?? 0, count, members - 1);
  };
}

function knownOf(ratios: readonly (number | null)[]): readonly number[] {
  return ratios.filter((ratio) => ratio !== null).sort((a, b) => a - b);
}

/** `at`: the ratio at a place in order. */
function medianOf(at: (place: number) => number, count: number, members: number): number | null {
  if (members < FEWEST_FOR_RATIO || count < FEWEST_FOR_RATIO) return null;
  const middle = count >> 1;
  const upper = at(middle);
  const lower = count % 2 === 1 ? upper : at(middle - 1);
  return Math.round(((lower + upper) / 2) * 10) / 10;
}
