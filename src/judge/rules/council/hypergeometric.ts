import { log10Of } from './poisson-binomial.ts';

/** Members of one sector: how many, how many have the fact, how many are affected, how many both. */
export interface Stratum {
  readonly members: number;
  readonly holders: number;
  readonly affected: number;
  readonly both: number;
}

/**
 * log10 of P(Σ X_s ≥ Σ x_s), X_s independent hypergeometric: the exact conditional test behind
 * Cochran–Mantel–Haenszel for a common association across strata, one-sided (Agresti, Categorical Data
 * Analysis, §7.3.5). Null: within each sector, with as many affected as there are, who is affected has
 * nothing to do with who has the fact. Assumes members of a sector to be exchangeable under it. By
 * convolution of the strata's distributions; a stratum in which the outcome is certain adds nothing.
 */
export function log10Enrichment(strata: readonly Stratum[]): number {
  let distribution: readonly number[] = [1];
  let found = 0;
  for (const stratum of strata) {
    const least = Math.max(0, stratum.holders + stratum.affected - stratum.members);
    found += stratum.both - least;
    distribution = convolved(distribution, excessOf(stratum, least));
  }
  const tail = distribution.slice(found).reduce((sum, p) => sum + p, 0);
  return log10Of(Math.min(1, tail));
}

/** P(X = least), P(X = least + 1), … */
function excessOf({ members, holders, affected }: Stratum, least: number): readonly number[] {
  const most = Math.min(holders, affected);
  const all = logChoose(members, affected);
  return Array.from({ length: most - least + 1 }, (_, at) => {
    const x = least + at;
    const ways = logChoose(holders, x) + logChoose(members - holders, affected - x);
    return Math.exp(ways - all);
  });
}

function convolved(a: readonly number[], b: readonly number[]): readonly number[] {
  if (b.length === 1) return a;
  const sums = new Float64Array(a.length + b.length - 1);
  for (const [at, p] of a.entries()) {
    const target = sums.subarray(at, at + b.length);
    let index = 0;
    for (const q of b) {
      target[index] = p * q + Number(target[index]);
      index += 1;
    }
  }
  return Array.from(sums);
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/** ln n!: a sum below 16, above it Stirling's series, whose next term is below 1e-11 there. */
function logFactorial(n: number): number {
  if (n < 16) {
    let product = 1;
    for (let factor = 2; factor <= n; factor += 1) product *= factor;
    return Math.log(product);
  }
  const series = 1 / (12 * n) - 1 / (360 * n ** 3) + 1 / (1260 * n ** 5);
  return (n + 0.5) * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI) + series;
}
