/** Successes up to which the tail is exact. */
const EXACT_UP_TO = 64;
/** Logarithm, base 10, below which a probability is not told apart from smaller ones. */
export const LEAST_LOG10 = -300;

/**
 * log10 of P(S ≥ k), S the number of successes of independent trials with the given probabilities
 * (Poisson-binomial). Exact by dynamic programming on tails, T_j(i) = T_j(i−1) + p_i · (T_{j−1}(i−1) −
 * T_j(i−1)), T_0 = 1: all terms are positive, so that small tails keep their digits, where 1 − P(S < k)
 * would lose them below 1e-16. O(n · min(k, 64)). Above k = 64 it is an upper bound, the smaller of the
 * exact P(S ≥ 64) and Chernoff's e^{k − μ} (μ/k)^k, μ = Σ p (Mitzenmacher, Upfal, Probability and
 * Computing, theorem 4.4). At least {@link LEAST_LOG10}.
 */
export function log10TailOf(probabilities: readonly number[], k: number): number {
  if (k <= 0) return 0;
  if (k > probabilities.length) return LEAST_LOG10;
  const tails = new Float64Array(Math.min(k, EXACT_UP_TO));
  let mean = 0;
  for (const p of probabilities) {
    let below = 1;
    tails.forEach((tail, at) => {
      tails[at] = tail + p * (below - tail);
      below = tail;
    });
    mean += p;
  }
  const exact = log10Of(tails.at(-1));
  return k <= EXACT_UP_TO ? exact : Math.min(exact, chernoff(k, mean));
}

/** log10 of Chernoff's bound; 0 where k is not above the mean, as nothing is proven there. */
function chernoff(k: number, mean: number): number {
  if (k <= mean) return 0;
  return Math.max(LEAST_LOG10, (k - mean + k * Math.log(mean / k)) / Math.LN10);
}

/** log10, never below {@link LEAST_LOG10}; of 0 or nothing that. */
export function log10Of(probability: number | undefined): number {
  return Math.max(LEAST_LOG10, Math.log10(probability ?? 0));
}
