import type { Family } from '../../core/words/outcome.ts';
import type { Sample } from '../../core/words/sample.ts';
import type { DayDto } from '../dto/target.ts';

/** Statistics of one series over [from, to) from its first attempts; percentiles by nearest rank. */
export function dayOf(
  samples: readonly Sample[],
  family: Family,
  range: { readonly from: number; readonly to: number },
): DayDto {
  const own = samples.filter((sample) => sample.family === family && sample.attempt === 1);
  const totals = Float64Array.from(own.flatMap(totalOf)).sort();
  const quantile = (ratio: number) => totals[Math.max(1, Math.ceil(ratio * totals.length)) - 1];
  return {
    family,
    ...range,
    count: own.length,
    failures: own.filter((sample) => sample.outcome === 'failure').length,
    missed: own.filter((sample) => sample.outcome === 'missed').length,
    suspect: own.filter((sample) => sample.validity === 'suspect').length,
    minMs: totals[0] ?? null,
    p50Ms: quantile(0.5) ?? null,
    p95Ms: quantile(0.95) ?? null,
    p99Ms: quantile(0.99) ?? null,
    maxMs: totals.at(-1) ?? null,
  };
}

/** The total of a valid success, none of anything else. */
export function totalOf(sample: Sample): readonly number[] {
  const counts = sample.outcome === 'success' && sample.validity === 'valid';
  return counts && sample.totalMs !== null ? [sample.totalMs] : [];
}
