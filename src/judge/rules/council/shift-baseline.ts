/** How the median deviation of a sector usually is: exponentially weighted, three numbers. */
export interface ShiftBaseline {
  readonly mean: number;
  readonly variance: number;
  /** Evaluations that taught it. */
  readonly count: number;
}

/** Evaluations after which old ones count for 1/e, at one a minute: two days. */
const MEMORY = 2880;

/** West's weighted mean and variance (Commun. ACM 22, 1979) with weight 1/min(count, MEMORY). */
export function taughtShift(old: ShiftBaseline | null, value: number): ShiftBaseline {
  if (old === null) return { mean: value, variance: 0, count: 1 };
  const count = Math.min(MEMORY, old.count + 1);
  const weight = 1 / count;
  const step = value - old.mean;
  return {
    mean: old.mean + weight * step,
    variance: (1 - weight) * (old.variance + weight * step * step),
    count,
  };
}

/**
 * log10 of P(Z ≥ z) of the standard normal distribution, an upper bound for z > 0: φ(z)/z (Mill's
 * ratio).
 */
export function log10NormalTail(z: number): number {
  return Math.min(0, (-(z * z) / 2 - Math.log(z * Math.sqrt(2 * Math.PI))) / Math.LN10);
}
