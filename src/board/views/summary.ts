import { OUTCOMES } from '../../core/words/outcome.ts';
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
    if (worst.since !== null) failingSince = earlierOf(failingSince, worst.since);
    if (worst.since && !worst.since.orEarlier && now - worst.since.at < NEW_MS) failureNew += 1;
    for (let row = table.firstRow[index] ?? 0; row < (table.firstRow[index + 1] ?? 0); row += 1) {
      if (OUTCOMES[table.outcomeCodeOf(row)] !== 'success' || table.versionOf(row) === 0) continue;
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

/** Whether a target fails or was missed, outside planned work. */
export function isTroubled(
  table: SeriesTable,
  index: number,
  { now, stopped }: { readonly now: number; readonly stopped: StoppedTargets },
): boolean {
  if (stopped.has(table.targets[index]?.target.id ?? '')) return false;
  const { state } = worstOf(table, index, now);
  return state === 'failure' || state === 'missed';
}

type State = 'failure' | 'missed' | 'maintenance' | 'waiting' | 'success' | 'stopped';
const WORST_FIRST: readonly State[] = ['failure', 'missed', 'maintenance', 'waiting', 'success'];

interface Worst {
  readonly state: State;
  readonly stale: boolean;
  /** Of a failure, the earliest beginning of its series. */
  readonly since: SinceDto | null;
}

function worstOf(table: SeriesTable, index: number, now: number): Worst {
  let state: State = 'success';
  let stale = false;
  let since: SinceDto | null = null;
  for (let row = table.firstRow[index] ?? 0; row < (table.firstRow[index + 1] ?? 0); row += 1) {
    const own = stateOf(table, row);
    if (WORST_FIRST.indexOf(own) < WORST_FIRST.indexOf(state)) state = own;
    if (own === 'failure') since = earlierOf(since, table.sinceOf(row));
    if (isStale(table, row, now)) stale = true;
  }
  return { state, stale, since };
}

function stateOf(table: SeriesTable, row: number): State {
  if (table.versionOf(row) === 0) return 'waiting';
  const outcome = OUTCOMES[table.outcomeCodeOf(row)] ?? 'missed';
  return outcome !== 'success' && table.maintenanceOf(row) !== null ? 'maintenance' : outcome;
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
