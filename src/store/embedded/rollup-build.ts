import {
  addToSketch,
  emptySketch,
  encodeSketch,
  mergeIntoSketch,
  type Sketch,
} from '../../core/stats/sketch.ts';
import { PERIOD_MS } from '../../core/words/rollup.ts';
import type { DayFile } from './day-file.ts';
import { attemptOfKey, HOUR_MS, msOfKey } from './day-key.ts';
import { KIND_FAILURE, KIND_MISSED, KIND_OUTCOME, KIND_SUSPECT } from './facts-book.ts';
import type { SampleRow } from './sample-row.ts';

/** Statistics of one series over one period, as stored; durations in whole µs. */
export interface PeriodStats {
  /** Start of the period, ms since the day's start. */
  readonly at: number;
  readonly count: number;
  readonly failures: number;
  readonly missed: number;
  readonly suspect: number;
  /** null in what was stored before they were counted. */
  readonly suspectFailures: number | null;
  /** Confirmations in the period; in none of the other figures. */
  readonly confirmations: number;
  readonly minUs: number | null;
  readonly maxUs: number | null;
  readonly sumUs: number;
  readonly sketch: Uint8Array;
}

/** Roll-ups of one series in one hour: the 5-minute periods that have samples, and the hour. */
export interface HourStats {
  readonly fiveMinute: readonly PeriodStats[];
  readonly hour: PeriodStats;
}

type Figures = { -readonly [K in keyof Omit<PeriodStats, 'sketch'>]: PeriodStats[K] };

interface Tally extends Figures {
  suspectFailures: number;
  readonly values: Sketch;
}

/** Roll-ups of the rows of one series in one hour, ascending by key: 5-minute periods and the hour. */
export function buildRollups(file: DayFile, hour: number, rows: readonly SampleRow[]): HourStats {
  const periods: Tally[] = [];
  const length = PERIOD_MS['5m'];
  for (const row of rows) {
    const key = row[0] ?? 0;
    const at = Math.floor(msOfKey(key) / length) * length;
    let tally = periods[periods.length - 1];
    if (tally?.at !== at) {
      tally = emptyTally(at);
      periods.push(tally);
    }
    count(tally, row, { first: attemptOfKey(key) === 1, kind: file.facts.kindOf(row[1] ?? 0) });
  }
  const whole = emptyTally(hour * HOUR_MS);
  for (const tally of periods) mergeTally(whole, tally);
  return { fiveMinute: periods.map(statsOf), hour: statsOf(whole) };
}

function count(
  tally: Tally,
  row: SampleRow,
  verdict: { readonly first: boolean; readonly kind: number },
): void {
  if (!verdict.first) {
    tally.confirmations += 1;
    return;
  }
  tally.count += 1;
  const outcome = verdict.kind & KIND_OUTCOME;
  const suspect = (verdict.kind & KIND_SUSPECT) !== 0;
  if (suspect) tally.suspect += 1;
  if (outcome === KIND_FAILURE) tally.failures += 1;
  if (outcome === KIND_FAILURE && suspect) tally.suspectFailures += 1;
  if (outcome === KIND_MISSED) tally.missed += 1;
  const totalUs = row[3] ?? null;
  if (outcome !== 0 || suspect || totalUs === null) return;
  tally.minUs = Math.min(tally.minUs ?? totalUs, totalUs);
  tally.maxUs = Math.max(tally.maxUs ?? totalUs, totalUs);
  tally.sumUs += totalUs;
  addToSketch(tally.values, totalUs / 1000);
}

function mergeTally(into: Tally, from: Tally): void {
  into.count += from.count;
  into.failures += from.failures;
  into.missed += from.missed;
  into.suspect += from.suspect;
  into.suspectFailures += from.suspectFailures;
  into.confirmations += from.confirmations;
  if (from.minUs !== null) into.minUs = Math.min(into.minUs ?? from.minUs, from.minUs);
  if (from.maxUs !== null) into.maxUs = Math.max(into.maxUs ?? from.maxUs, from.maxUs);
  into.sumUs += from.sumUs;
  mergeIntoSketch(into.values, from.values);
}

function emptyTally(at: number): Tally {
  return {
    at,
    count: 0,
    failures: 0,
    missed: 0,
    suspect: 0,
    suspectFailures: 0,
    confirmations: 0,
    minUs: null,
    maxUs: null,
    sumUs: 0,
    values: emptySketch(),
  };
}

function statsOf(tally: Tally): PeriodStats {
  const { values, ...figures } = tally;
  return { ...figures, sketch: encodeSketch(values) };
}
