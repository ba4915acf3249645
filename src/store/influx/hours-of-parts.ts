import {
  decodeSketch,
  emptySketch,
  encodeSketch,
  mergeIntoSketch,
} from '../../core/stats/sketch.ts';
import { periodStart } from '../../core/time/slots.ts';
import { PERIOD_MS, type Rollup } from '../../core/words/rollup.ts';

/** Hourly roll-ups of one series from its 5-minute ones, exactly those that its samples would give. */
export function hoursOfParts(parts: readonly Rollup[]): Rollup[] {
  const byHour = Map.groupBy(parts, ({ at }) => periodStart(at, PERIOD_MS['1h']));
  return [...byHour].flatMap(([at, ofHour]) => {
    const [first] = ofHour;
    return first === undefined ? [] : [hourOf(first, ofHour, at)];
  });
}

function hourOf(first: Rollup, parts: readonly Rollup[], at: number): Rollup {
  const sketch = emptySketch();
  for (const part of parts) mergeIntoSketch(sketch, decodeSketch(part.sketch));
  const sum = (figure: (part: Rollup) => number) =>
    parts.reduce((total, part) => total + figure(part), 0);
  return {
    target: first.target,
    vantage: first.vantage,
    family: first.family,
    period: '1h',
    at,
    count: sum((part) => part.count),
    failures: sum((part) => part.failures),
    missed: sum((part) => part.missed),
    suspect: sum((part) => part.suspect),
    suspectFailures: suspectFailuresOf(parts),
    minMs: smallest(parts.flatMap((part) => part.minMs ?? [])),
    maxMs: largest(parts.flatMap((part) => part.maxMs ?? [])),
    sumMs: sum((part) => Math.round(part.sumMs * 1000)) / 1000,
    sketch: encodeSketch(sketch),
  };
}

function suspectFailuresOf(parts: readonly Rollup[]): number | null {
  let total = 0;
  for (const { suspectFailures } of parts) {
    if (suspectFailures === null) return null;
    total += suspectFailures;
  }
  return total;
}

function smallest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.min(...values);
}

function largest(values: readonly number[]): number | null {
  return values.length === 0 ? null : Math.max(...values);
}
