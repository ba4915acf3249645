/** How much of its normal is added to an answer, so that a value of 0 is far, but not infinitely. */
const SOFT = 0.3;

/**
 * How far an answer is from normal: (1 + c) · ln((value / normal + c) / (1 + c)) with c = 0.3. Near
 * normal it is the logarithm of the ratio, and it does not change with the unit of the values.
 */
export function residualOf(value: number, normal: number): number {
  return (1 + SOFT) * Math.log((Math.max(value, 0) / normal + SOFT) / (1 + SOFT));
}

/** The ratio to normal of which this is the residual, 0 or more. */
export function ratioOf(residual: number): number {
  return Math.max(0, Math.exp(residual / (1 + SOFT)) * (1 + SOFT) - SOFT);
}

/** The residual of a ratio to normal. */
export function residualOfRatio(ratio: number): number {
  return residualOf(ratio, 1);
}

export function clipped(value: number, limit: number): number {
  return Math.max(-limit, Math.min(limit, value));
}
