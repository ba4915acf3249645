/** The middle value, the mean of the two middle ones of an even number; NaN of none. */
export function medianOf(values: readonly number[]): number {
  const ordered = Float64Array.from(values).sort();
  const middle = ordered.subarray((ordered.length - 1) >> 1, (ordered.length >> 1) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}
