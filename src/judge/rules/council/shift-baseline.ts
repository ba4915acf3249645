/** How the median deviation of a sector usually is: exponentially weighted, three numbers. */
export interface ShiftBaseline {
  readonly mean: number;
  readonly variance: number;
  /** Time that taught it, ms. */
  readonly taughtMs: number;
}

/** Time after which what was before counts for 1/e, ms. */
const MEMORY_MS = 2 * 86_400_000;
/** The first evaluation stands for the time between two. */
const FIRST_MS = 30_000;

/**
 * West's weighted mean and variance (Commun. ACM 22, 1979): an evaluation weighs what passed since the one before,
 * `ms`, of the time that taught, {@link MEMORY_MS} at most. So it is the same however often it is evaluated.
 */
export function taughtShift(old: ShiftBaseline | null, value: number, ms: number): ShiftBaseline {
  if (old === null) return { mean: value, variance: 0, taughtMs: FIRST_MS };
  const taughtMs = Math.min(MEMORY_MS, old.taughtMs + ms);
  const weight = ms / taughtMs;
  const step = value - old.mean;
  return {
    mean: old.mean + weight * step,
    variance: (1 - weight) * (old.variance + weight * step * step),
    taughtMs,
  };
}

/**
 * log10 of P(Z ≥ z) of the standard normal distribution, an upper bound for z > 0: φ(z)/z (Mill's
 * ratio).
 */
export function log10NormalTail(z: number): number {
  return Math.min(0, (-(z * z) / 2 - Math.log(z * Math.sqrt(2 * Math.PI))) / Math.LN10);
}
