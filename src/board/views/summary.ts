import { type ShownState, WORST_FIRST } from '../../core/words/shown-state.ts';
import type { CountsDto, SinceDto } from '../dto.ts';
import type { StoppedTargets } from '../live.ts';
import type { SeriesTable } from '../series-table.ts';

/** Intervals without a sample after which a series is stale. */
const STALE_INTERVALS = 3;
/** A series is not stale before this age, ms: a minute's slot, its time-out, its confirmation. */
const STALE_FLOOR_MS = 90_000;
/** Taken as the interval until two samples have shown it, ms. */
const UNKNOWN_INTERVAL_MS = 600_000;

/** A failure is new for this long, ms. */
const NEW_MS = 3_600_000;

export interface Summary {
  readonly counts: CountsDto;
  readonly medianMs: number | null;
  readonly ratio: number | null;
}

/** Counts, median and ratio of the targets with index in [from, to) of the table. */
export function summaryOf(
  table: SeriesTable,
  range: { readonly from: number; readonly to: number },
  { now, stopped }: { readonly now: number; readonly stopped: StoppedTargets },
): Summary {
  const byState: Record<State, number> = {
    success: 0,
    failure: 0,
    blocked: 0,
    suspect: 0,
    missed: 0,
    waiting: 0,
    maintenance: 0,
    stopped: 0,
  };
  let stale = 0;
  let failureNew = 0;
  let failingSince: SinceDto | null = null;
  const totals: number[] = [];
  const ratios: number[] = [];
  for (let index = range.from; index < range.to; index += 1) {
    if (stopped.has(table.targets[index]?.target.id ?? '')) {
      byState.stopped += 1;
      continue;
    }
    const worst = worstOf(table, index, now);
    byState[worst.state] += 1;
    if (worst.stale) stale += 1;
    if (worst.state === 'failure') {
      failingSince = earlierOf(failingSince, worst.since);
      if (worst.since && !worst.since.orEarlier && now - worst.since.at < NEW_MS) failureNew += 1;
    }
    for (let row = table.firstRow[index] ?? 0; row < (table.firstRow[index + 1] ?? 0); row += 1) {
      if (table.stateOf(row) !== 'success') continue;
      totals.push(table.totalMsOf(row));
      if (!Number.isNaN(table.ratioOf(row))) ratios.push(table.ratioOf(row));
    }
  }
  const targets = range.to - range.from;
  const ratio = medianOf(ratios);
  return {
    counts: { targets, ...byState, stale, failureNew, failingSince },
    medianMs: medianOf(totals),
    ratio: ratio === null ? null : Math.round(ratio * 100) / 100,
  };
}

/** The earlier of two beginnings. */
export function earlierOf(a: SinceDto | null, b: SinceDto | null): SinceDto | null {
  if (a === null || b === null) return a ?? b;
  return b.at < a.at ? b : a;
}

/**
 * The targets whose newest sample is no success, outside planned work and not stopped: the worst
 * first, and of those alike the newest beginning first; one that may lie further back comes later.
 */
export function troubledOf(
  table: SeriesTable,
  { now, stopped }: { readonly now: number; readonly stopped: StoppedTargets },
): readonly number[] {
  const found: { readonly index: number; readonly rank: number; readonly begunAt: number }[] = [];
  for (const [index, { target }] of table.targets.entries()) {
    if (stopped.has(target.id)) continue;
    const { state, since } = worstOf(table, index, now);
    const rank = TROUBLES.indexOf(state);
    if (rank >= 0) found.push({ index, rank, begunAt: beginningOf(since) });
  }
  return found.sort((a, b) => a.rank - b.rank || b.begunAt - a.begunAt).map(({ index }) => index);
}

const TROUBLES = WORST_FIRST.slice(0, WORST_FIRST.indexOf('maintenance'));

/** To be compared only: those not known exactly lie before all that are, those not known at all 0. */
function beginningOf(since: SinceDto | null): number {
  if (since === null) return 0;
  return since.orEarlier ? since.at : since.at + Date.UTC(3000, 0);
}

type State = ShownState | 'stopped';

/** States of which it is told since when they are. */
const BEGIN: readonly ShownState[] = ['failure', 'blocked'];

interface Worst {
  readonly state: ShownState;
  readonly stale: boolean;
  /** Of a failure or a block, the earliest beginning of its series. */
  readonly since: SinceDto | null;
}

function worstOf(table: SeriesTable, index: number, now: number): Worst {
  let state: ShownState = 'success';
  let stale = false;
  let since: SinceDto | null = null;
  for (let row = table.firstRow[index] ?? 0; row < (table.firstRow[index + 1] ?? 0); row += 1) {
    const own = table.stateOf(row);
    const worse = WORST_FIRST.indexOf(own) - WORST_FIRST.indexOf(state);
    if (worse < 0) since = null;
    if (worse < 0) state = own;
    if (own === state && BEGIN.includes(own)) since = earlierOf(since, table.sinceOf(row));
    if (isStale(table, row, now)) stale = true;
  }
  return { state, stale, since };
}

function isStale(table: SeriesTable, row: number, now: number): boolean {
  const known = table.intervalMsOf(row);
  const intervalMs = Number.isNaN(known) ? UNKNOWN_INTERVAL_MS : known;
  return now - table.scheduledAtOf(row) > Math.max(STALE_FLOOR_MS, STALE_INTERVALS * intervalMs);
}

function medianOf(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  const lower = sorted.length % 2 === 1 ? upper : (sorted[middle - 1] ?? 0);
  return Math.round(((lower + upper) / 2) * 1000) / 1000;
}
