import { describe, expect, it } from 'vitest';
import {
  LEAST_LOG10,
  log10Of,
  log10TailOf,
} from '../../../../src/judge/rules/council/poisson-binomial.ts';
import { randomOf } from './world.ts';

/** By enumeration of all outcomes. */
function enumerated(probabilities: readonly number[], k: number): number {
  let tail = 0;
  for (let bits = 0; bits < 2 ** probabilities.length; bits += 1) {
    const hits = probabilities.map((_, at) => (bits >> at) & 1);
    if (hits.reduce((sum, hit) => sum + hit, 0) < k) continue;
    tail += probabilities.reduce((product, p, at) => product * (hits[at] === 1 ? p : 1 - p), 1);
  }
  return tail;
}

describe('the tail of a Poisson-binomial distribution', () => {
  it('is what enumeration of every outcome gives', () => {
    const random = randomOf(1);
    for (let round = 0; round < 20; round += 1) {
      const probabilities = Array.from({ length: 8 }, () => random() ** 3);
      for (let k = 1; k <= 8; k += 1) {
        expect(10 ** log10TailOf(probabilities, k)).toBeCloseTo(enumerated(probabilities, k), 12);
      }
    }
  });

  it('keeps its digits far below what 1 − P(S < k) could show', () => {
    const p = 1e-4;
    expect(log10TailOf(Array(10).fill(p), 10)).toBeCloseTo(-40, 9);
    expect(log10TailOf(Array(10).fill(p), 3)).toBeCloseTo(Math.log10(120 * p ** 3), 3);
  });

  it.each([
    ['nothing asked for is certain', [0.1, 0.2], 0, 0],
    ['more than there are trials cannot be', [0.1, 0.2], 3, LEAST_LOG10],
    ['impossible trials give the least that is told apart', [0, 0, 0], 2, LEAST_LOG10],
  ])('%s', (_, probabilities, k, log10) => {
    expect(log10TailOf(probabilities, k)).toBe(log10);
  });

  it('never is below the truth above 64 successes, and no more than its own bound', () => {
    const exact = binomialTail(2000, 0.01, 80);
    const bound = log10TailOf(Array(2000).fill(0.01), 80);
    expect(bound).toBeGreaterThanOrEqual(exact);
    expect(bound).toBeLessThan(exact + 3);
    // Where k is below the mean Chernoff says nothing and the tail from 64 on is the bound.
    expect(log10TailOf(Array(200).fill(0.5), 70)).toBeCloseTo(0, 4);
  });

  it('falls with every success more and rises with every probability', () => {
    const random = randomOf(2);
    const probabilities = Array.from({ length: 120 }, () => 0.01 * random());
    const tails = Array.from({ length: 110 }, (_, k) => log10TailOf(probabilities, k));
    expect(tails).toEqual(tails.toSorted((a, b) => b - a));
    const doubled = probabilities.map((p) => 2 * p);
    for (const k of [1, 5, 30, 80]) {
      expect(log10TailOf(doubled, k)).toBeGreaterThan(log10TailOf(probabilities, k));
    }
  });
});

function binomialTail(n: number, p: number, k: number): number {
  let term = 0;
  for (let i = 1; i <= k; i += 1) term += Math.log((n - k + i) / i) + Math.log(p);
  term += (n - k) * Math.log(1 - p);
  let sum = 0;
  for (let i = k; i <= n; i += 1) {
    sum += Math.exp(term);
    term += Math.log(((n - i) / (i + 1)) * (p / (1 - p)));
  }
  return Math.log10(sum);
}

it('takes nothing for the least logarithm', () => {
  expect(log10Of(undefined)).toBe(LEAST_LOG10);
  expect(log10Of(0.001)).toBeCloseTo(-3, 12);
});
