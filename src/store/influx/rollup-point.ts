import { ROLLUP } from '../../core/schema.ts';
import type { Rollup } from '../../core/words/rollup.ts';
import type { StoredPoint } from '../../core/words/stored-point.ts';
import type { RowReader } from './row-reader.ts';
import { familyOf } from './sample-of-row.ts';

export function pointOfRollup(rollup: Rollup, bucket: string): StoredPoint {
  const { sketch } = rollup;
  return {
    bucket,
    measurement: ROLLUP.name,
    tags: { target: rollup.target, vantage: rollup.vantage, family: String(rollup.family) },
    fields: {
      count: rollup.count,
      failures: rollup.failures,
      missed: rollup.missed,
      suspect: rollup.suspect,
      suspect_failures: rollup.suspectFailures,
      min_ms: rollup.minMs,
      max_ms: rollup.maxMs,
      sum_ms: rollup.sumMs,
      sketch: sketch.length === 0 ? null : Buffer.from(sketch).toString('base64'),
    },
    at: rollup.at,
  };
}

/** Inverse of {@link pointOfRollup}; throws `store_unavailable` for what it cannot have written. */
export function rollupOfRow(row: RowReader, period: Rollup['period']): Rollup {
  return {
    target: row.word('target'),
    vantage: row.word('vantage'),
    family: familyOf(row),
    period,
    at: row.figure('time'),
    count: row.figure('count'),
    failures: row.figure('failures'),
    missed: row.figure('missed'),
    suspect: row.figure('suspect'),
    suspectFailures: row.number('suspect_failures'),
    minMs: row.number('min_ms'),
    maxMs: row.number('max_ms'),
    sumMs: row.figure('sum_ms'),
    sketch: Uint8Array.from(Buffer.from(row.text('sketch') ?? '', 'base64')),
  };
}
