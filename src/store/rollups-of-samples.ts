import { addToSketch, emptySketch, encodeSketch } from '../core/stats/sketch.ts';
import { periodStart } from '../core/time/slots.ts';
import { PERIOD_MS, type Period, type Rollup } from '../core/words/rollup.ts';
import type { Sample } from '../core/words/sample.ts';

/** What of a sample its roll-up is made of. */
export type RolledSample = Pick<
  Sample,
  'target' | 'vantage' | 'family' | 'scheduledAt' | 'attempt' | 'outcome' | 'validity' | 'totalMs'
>;

/** Roll-ups of the samples of one series, ascending by period. */
export function rollupsOfSamples(samples: readonly RolledSample[], period: Period): Rollup[] {
  const firsts = samples.filter((sample) => sample.attempt === 1);
  const byPeriod = Map.groupBy(firsts, (one) => periodStart(one.scheduledAt, PERIOD_MS[period]));
  return [...byPeriod]
    .sort(([a], [b]) => a - b)
    .map(([at, ofPeriod]) => rollupOf(ofPeriod, period, at));
}

function rollupOf(samples: readonly RolledSample[], period: Period, at: number): Rollup {
  const sketch = emptySketch();
  let minMs: number | null = null;
  let maxMs: number | null = null;
  let sumUs = 0;
  for (const { outcome, validity, totalMs } of samples) {
    if (outcome !== 'success' || validity !== 'valid' || totalMs === null) continue;
    addToSketch(sketch, totalMs);
    minMs = Math.min(minMs ?? totalMs, totalMs);
    maxMs = Math.max(maxMs ?? totalMs, totalMs);
    sumUs += Math.round(totalMs * 1000);
  }
  const count = (isCounted: (sample: RolledSample) => boolean) => samples.filter(isCounted).length;
  return {
    target: samples[0]?.target ?? '',
    vantage: samples[0]?.vantage ?? '',
    family: samples[0]?.family ?? 4,
    period,
    at,
    count: samples.length,
    failures: count((sample) => sample.outcome === 'failure'),
    missed: count((sample) => sample.outcome === 'missed'),
    suspect: count((sample) => sample.validity === 'suspect'),
    suspectFailures: count(
      (sample) => sample.outcome === 'failure' && sample.validity === 'suspect',
    ),
    minMs,
    maxMs,
    sumMs: sumUs / 1000,
    sketch: encodeSketch(sketch),
  };
}
