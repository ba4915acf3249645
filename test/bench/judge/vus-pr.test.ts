import { describe, expect, it } from 'vitest';
import { bufferWidthOf } from '../../../bench/judge/buffer-width.ts';
import { stretchesOf, vusPr } from '../../../bench/judge/vus-pr.ts';
import { seeded } from '../../support/seeded.ts';

const labelsOf = (text: string) => Uint8Array.from(text, Number);

/** The definition word for word, over every point, buffer and threshold: slow, and nothing else. */
function byDefinition(labels: Uint8Array, scores: Float64Array, widest: number): number {
  const length = labels.length;
  const stretches = stretchesOf(labels);
  const sorted = Float64Array.from(scores).sort().reverse();
  const count = Math.min(250, length);
  const ranks = Array.from({ length: count }, (_, k) =>
    Math.floor((k * (length - 1)) / (count - 1)),
  );
  let volume = 0;
  for (let width = 0; width <= widest; width += 1) {
    const reach = Math.floor(width / 2);
    const extended = Float64Array.from(labels);
    for (const { first, last } of stretches) {
      for (let d = 1; d <= reach; d += 1) {
        for (const at of [first - d, last + d]) {
          if (at >= 0 && at < length) extended[at] = (extended[at] ?? 0) + Math.sqrt(1 - d / width);
        }
      }
    }
    const merged: { first: number; last: number }[] = [];
    for (const { first, last } of stretches) {
      const before = merged.at(-1);
      if (before !== undefined && before.last >= first - reach) before.last = last + reach;
      else merged.push({ first: first - reach, last: last + reach });
    }
    let lastRecall = 0;
    for (const rank of ranks) {
      const isFound = (at: number) => (scores[at] ?? 0) >= (sorted[rank] ?? 0);
      let truth = 0;
      let beside = 0;
      let found = 0;
      for (let at = 0; at < length; at += 1) {
        if (!isFound(at)) continue;
        found += 1;
        const label = Math.min(1, extended[at] ?? 0);
        truth += label;
        if (labels[at] !== 1) beside += label;
      }
      const positives = labels.reduce((sum, label) => sum + label, 0);
      const existing = merged.filter(({ first, last }) => {
        for (let at = Math.max(0, first); at <= Math.min(length - 1, last); at += 1) {
          if (isFound(at)) return true;
        }
        return false;
      }).length;
      const recall = Math.min(1, truth / (positives + beside / 2)) * (existing / merged.length);
      volume += (recall - lastRecall) * (truth / found);
      lastRecall = recall;
    }
  }
  return volume / (widest + 1);
}

describe('VUS-PR', () => {
  it('finds labelled stretches, at both ends too', () => {
    expect(stretchesOf(labelsOf('1100110'))).toEqual([
      { first: 0, last: 1 },
      { first: 4, last: 5 },
    ]);
    expect(stretchesOf(labelsOf('011'))).toEqual([{ first: 1, last: 2 }]);
  });

  it('is 1 for a score that is the label, without a buffer', () => {
    expect(vusPr(labelsOf('0011000100'), Float64Array.from('0011000100', Number), 0)).toBe(1);
  });

  it('is null where nothing is labelled', () => {
    expect(vusPr(labelsOf('0000'), new Float64Array(4), 4)).toBeNull();
  });

  it.each([1, 2, 3, 4, 5, 6])('is what its definition says (seed %i)', (seed) => {
    const random = seeded(seed);
    const length = seed === 6 ? 700 : 60;
    let on = false;
    const labels = Uint8Array.from({ length }, () => {
      on = random() < (on ? 0.7 : 0.06);
      return on ? 1 : 0;
    });
    labels[7] = 1;
    const scores = Float64Array.from(labels, (label) => Math.round(8 * (random() + 0.4 * label)));
    const widest = seed === 6 ? 6 : 5 + seed;
    expect(vusPr(labels, scores, widest)).toBeCloseTo(byDefinition(labels, scores, widest), 10);
  });
});

describe('the widest buffer', () => {
  it('is the period of the series', () => {
    const values = Float64Array.from({ length: 2000 }, (_, at) =>
      Math.sin((2 * Math.PI * at) / 24),
    );
    expect(bufferWidthOf(values)).toBe(24);
  });

  it('is 125 where there is none', () => {
    expect(bufferWidthOf(Float64Array.from({ length: 2000 }, (_, at) => at))).toBe(125);
    expect(bufferWidthOf(new Float64Array(500))).toBe(125);
  });
});
