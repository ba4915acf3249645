import {
  addToSketch,
  decodeSketch,
  emptySketch,
  mergeIntoSketch,
  quantileOf,
  type Sketch,
} from '../../core/stats/sketch.ts';
import { roundMs } from '../../core/time/phases.ts';
import type { Rollup } from '../../core/words/rollup.ts';
import type { Sample } from '../../core/words/sample.ts';
import type { PeriodDto } from '../dto/target.ts';
import { totalOf } from './day.ts';

/** Steps of `stepMs`, counted from `anchor`: `anchor` is the start of one of them, epoch ms. */
export interface Steps {
  readonly stepMs: number;
  readonly anchor: number;
}

/**
 * Periods in the order of time, families merged, from roll-ups and from samples of the time that no
 * roll-up covers. A step without a sample has no period. Percentiles by sketch: relative error ≤ 1 %.
 */
export function periodsOf(
  steps: Steps,
  rollups: readonly Rollup[],
  samples: readonly Sample[],
): readonly PeriodDto[] {
  const periods = new Map<number, Gathered>();
  const gatheredAt = (at: number): Gathered => {
    const start = steps.anchor + Math.floor((at - steps.anchor) / steps.stepMs) * steps.stepMs;
    const held = periods.get(start) ?? emptyGathered();
    periods.set(start, held);
    return held;
  };
  for (const rollup of rollups) addRollup(gatheredAt(rollup.at), rollup);
  for (const sample of samples) {
    if (sample.attempt === 1) addSample(gatheredAt(sample.scheduledAt), sample);
  }
  return [...periods].sort((a, b) => a[0] - b[0]).map(([at, gathered]) => toPeriod(at, gathered));
}

interface Gathered {
  count: number;
  failures: number;
  missed: number;
  suspect: number;
  timed: number;
  sumMs: number;
  minMs: number;
  maxMs: number;
  readonly sketch: Sketch;
}

function emptyGathered(): Gathered {
  return {
    count: 0,
    failures: 0,
    missed: 0,
    suspect: 0,
    timed: 0,
    sumMs: 0,
    minMs: Number.POSITIVE_INFINITY,
    maxMs: 0,
    sketch: emptySketch(),
  };
}

function addRollup(gathered: Gathered, rollup: Rollup): void {
  gathered.count += rollup.count;
  gathered.failures += rollup.failures;
  gathered.missed += rollup.missed;
  gathered.suspect += rollup.suspect;
  if (rollup.minMs === null || rollup.maxMs === null) return;
  const sketch = decodeSketch(rollup.sketch);
  for (const count of sketch.counts.values()) gathered.timed += count;
  gathered.sumMs += rollup.sumMs;
  gathered.minMs = Math.min(gathered.minMs, rollup.minMs);
  gathered.maxMs = Math.max(gathered.maxMs, rollup.maxMs);
  mergeIntoSketch(gathered.sketch, sketch);
}

function addSample(gathered: Gathered, sample: Sample): void {
  gathered.count += 1;
  if (sample.outcome === 'failure') gathered.failures += 1;
  if (sample.outcome === 'missed') gathered.missed += 1;
  if (sample.validity === 'suspect') gathered.suspect += 1;
  for (const totalMs of totalOf(sample)) {
    gathered.timed += 1;
    gathered.sumMs += totalMs;
    gathered.minMs = Math.min(gathered.minMs, totalMs);
    gathered.maxMs = Math.max(gathered.maxMs, totalMs);
    addToSketch(gathered.sketch, totalMs);
  }
}

function toPeriod(at: number, gathered: Gathered): PeriodDto {
  const { count, failures, missed, suspect, timed, sketch } = gathered;
  const counts = { at, count, failures, missed, suspect };
  if (timed === 0) {
    return {
      ...counts,
      minMs: null,
      meanMs: null,
      p50Ms: null,
      p95Ms: null,
      p99Ms: null,
      maxMs: null,
    };
  }
  // A sketch is right to a share of the value; no quantile lies beyond what was measured.
  const quantile = (ratio: number) => {
    const answer = quantileOf(sketch, ratio);
    if (answer === null) return null;
    return Math.min(Math.max(roundMs(answer), gathered.minMs), gathered.maxMs);
  };
  return {
    ...counts,
    minMs: gathered.minMs,
    meanMs: roundMs(gathered.sumMs / timed),
    p50Ms: quantile(0.5),
    p95Ms: quantile(0.95),
    p99Ms: quantile(0.99),
    maxMs: gathered.maxMs,
  };
}
