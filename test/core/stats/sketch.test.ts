import { describe, expect, it } from 'vitest';
import {
  addToSketch,
  countOfSketch,
  decodeSketch,
  emptySketch,
  encodeSketch,
  mergeIntoSketch,
  quantileOf,
  quantileOfEncoded,
  type Sketch,
} from '../../../src/core/stats/sketch.ts';
import { seeded } from '../../support/seeded.ts';

const RATIOS = [0, 0.01, 0.25, 0.5, 0.9, 0.95, 0.99, 1];

describe('a sketch', () => {
  it('answers every quantile within one per cent of the exact one, over six decades', () => {
    const values = generated(5000, 1);
    const sketch = sketchOf(values);
    const sorted = [...values].sort((a, b) => a - b);
    for (const ratio of RATIOS) {
      const exact = sorted[Math.max(1, Math.ceil(ratio * values.length)) - 1] ?? 0;
      const answer = quantileOf(sketch, ratio) ?? 0;
      expect(Math.abs(answer - exact)).toBeLessThanOrEqual(exact * 0.01);
    }
  });

  it('merges as if all values had gone into one', () => {
    const values = generated(3000, 2);
    const merged = emptySketch();
    for (let part = 0; part < 7; part += 1) {
      mergeIntoSketch(merged, sketchOf(values.filter((_, index) => index % 7 === part)));
    }
    const whole = sketchOf(values);
    expect(encodeSketch(merged)).toEqual(encodeSketch(whole));
    expect(countOfSketch(merged)).toBe(3000);
    for (const ratio of RATIOS) expect(quantileOf(merged, ratio)).toBe(quantileOf(whole, ratio));
  });

  it('knows no quantile of nothing', () => {
    expect(quantileOf(emptySketch(), 0.5)).toBeNull();
    expect(encodeSketch(emptySketch())).toHaveLength(0);
    expect(countOfSketch(decodeSketch(new Uint8Array(0)))).toBe(0);
  });

  it('answers the resolution of a duration for values at or below it', () => {
    const sketch = sketchOf([0, 0.0004, 0.001]);
    expect(quantileOf(sketch, 0.5)).toBe(0.001);
    expect(countOfSketch(sketch)).toBe(3);
  });

  it('comes back from its bytes as it was, with counts beyond one byte', () => {
    const sketch = sketchOf([...generated(2000, 3), ...Array(70_000).fill(42.5)]);
    const bytes = encodeSketch(sketch);
    const sorted = [...sketch.counts].sort((a, b) => a[0] - b[0]);
    expect([...decodeSketch(bytes).counts]).toEqual(sorted);
  });

  it('answers the same quantile from its bytes', () => {
    const sketch = sketchOf([...generated(2000, 4), 0, 0.001]);
    const bytes = encodeSketch(sketch);
    for (const ratio of RATIOS) {
      expect(quantileOfEncoded(bytes, ratio)).toBe(quantileOf(sketch, ratio));
    }
    expect(quantileOfEncoded(new Uint8Array(), 0.5)).toBeNull();
    expect(() => quantileOfEncoded(Uint8Array.of(5, 0x80), 0.5)).toThrow(RangeError);
  });

  it('refuses bytes that end inside a number', () => {
    expect(() => decodeSketch(Uint8Array.of(5, 0x80))).toThrow(RangeError);
    expect(() => decodeSketch(Uint8Array.of(5))).toThrow(RangeError);
  });

  it.each([-1, Number.NaN, Number.POSITIVE_INFINITY])('refuses %f as a duration', (value) => {
    expect(() => addToSketch(emptySketch(), value)).toThrow(RangeError);
  });
});

function sketchOf(values: readonly number[]): Sketch {
  const sketch = emptySketch();
  for (const value of values) addToSketch(sketch, value);
  return sketch;
}

/** Durations from 0.01 ms to 10 s, evenly over the decades. */
function generated(count: number, seed: number): number[] {
  const random = seeded(seed);
  return Array.from({ length: count }, () => 10 ** (random() * 6 - 2));
}
