import type { TimeRange } from '../ports/sample-store.ts';

/** What is left of stretches, in order of time, without the holes, in any order. */
export function stretchesWithout(
  stretches: readonly TimeRange[],
  holes: readonly TimeRange[],
): readonly TimeRange[] {
  return holes.reduce<readonly TimeRange[]>(
    (left, hole) =>
      left.flatMap(({ from, to }) => [
        ...(from < Math.min(to, hole.from) ? [{ from, to: Math.min(to, hole.from) }] : []),
        ...(Math.max(from, hole.to) < to ? [{ from: Math.max(from, hole.to), to }] : []),
      ]),
    stretches,
  );
}

/** Of stretches, in order of time, what is inside one of the others. */
export function stretchesInside(
  stretches: readonly TimeRange[],
  others: readonly TimeRange[],
): readonly TimeRange[] {
  return stretchesWithout(stretches, stretchesWithout(stretches, others));
}
