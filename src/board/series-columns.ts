import { PHASES } from '../core/words/outcome.ts';
import { RECENT_TOTALS } from '../core/words/shown-state.ts';

/**
 * outcome, reason, blame, failedPhase, protocol, suspect; then the state (0 = none yet, 1 = answers,
 * 2 = fails, 3 = blocks the probe) and whether it may have begun before `since`.
 */
export const CODES = 8;
export const STATE = 6;
export const STATE_EARLIER = 7;

type Column = Float64Array | Float32Array | Uint32Array | Uint16Array | Uint8Array;

/** What is kept of each series, a column each; NaN or the code {@link NONE} where there is none. */
export interface SeriesColumns {
  readonly family: Uint8Array;
  /** Of the newest first attempt. */
  readonly scheduledAt: Float64Array;
  readonly startedAt: Float64Array;
  readonly totalMs: Float64Array;
  readonly phases: Float64Array;
  readonly intervalMs: Float64Array;
  readonly version: Float64Array;
  /** Of the sample before the newest; 0 = there was none. */
  readonly versionBefore: Float64Array;
  readonly statusCode: Uint16Array;
  readonly codes: Uint8Array;
  readonly recent: Float32Array;
  /** The slot of each of `recent`, whole seconds, rounded down. */
  readonly recentSlots: Uint32Array;
  readonly recentCount: Uint8Array;
  /** Slot since which the state holds. */
  readonly since: Float64Array;
  readonly normalMs: Float32Array;
  readonly ratio: Float32Array;
}

/** Code of a null in a column of codes. */
export const NONE = 255;

export function createColumns(rows: number): SeriesColumns {
  return {
    family: new Uint8Array(rows),
    scheduledAt: new Float64Array(rows).fill(Number.NaN),
    startedAt: new Float64Array(rows),
    totalMs: new Float64Array(rows),
    phases: new Float64Array(rows * PHASES.length),
    intervalMs: new Float64Array(rows).fill(Number.NaN),
    version: new Float64Array(rows),
    versionBefore: new Float64Array(rows),
    statusCode: new Uint16Array(rows),
    codes: new Uint8Array(rows * CODES),
    recent: new Float32Array(rows * RECENT_TOTALS),
    recentSlots: new Uint32Array(rows * RECENT_TOTALS),
    recentCount: new Uint8Array(rows),
    since: new Float64Array(rows).fill(Number.NaN),
    normalMs: new Float32Array(rows).fill(Number.NaN),
    ratio: new Float32Array(rows).fill(Number.NaN),
  };
}

/** Copies a row from other columns. */
export function copyRow(
  from: { readonly columns: SeriesColumns; readonly row: number },
  to: { readonly columns: SeriesColumns; readonly row: number },
): void {
  const pairs = zipped(from.columns, to.columns);
  for (const [source, target, width] of pairs) {
    for (let index = 0; index < width; index += 1) {
      target[to.row * width + index] = source[from.row * width + index] ?? 0;
    }
  }
}

function zipped(
  from: SeriesColumns,
  to: SeriesColumns,
): readonly (readonly [Column, Column, number])[] {
  return [
    [from.family, to.family, 1],
    [from.scheduledAt, to.scheduledAt, 1],
    [from.startedAt, to.startedAt, 1],
    [from.totalMs, to.totalMs, 1],
    [from.phases, to.phases, PHASES.length],
    [from.intervalMs, to.intervalMs, 1],
    [from.version, to.version, 1],
    [from.versionBefore, to.versionBefore, 1],
    [from.statusCode, to.statusCode, 1],
    [from.codes, to.codes, CODES],
    [from.recent, to.recent, RECENT_TOTALS],
    [from.recentSlots, to.recentSlots, RECENT_TOTALS],
    [from.recentCount, to.recentCount, 1],
    [from.since, to.since, 1],
    [from.normalMs, to.normalMs, 1],
    [from.ratio, to.ratio, 1],
  ];
}
