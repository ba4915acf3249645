import { OUTCOMES } from '../../core/words/outcome.ts';
import type { CountsDto } from '../dto.ts';
import type { SeriesTable } from '../series-table.ts';

/** Intervals without a sample after which a series is stale. */
const STALE_INTERVALS = 3;
/** A series is not stale before this age, ms: a minute's slot, its time-out, its confirmation. */
const STALE_FLOOR_MS = 90_000;
/** Taken as the interval until two samples have shown it, ms. */
const UNKNOWN_INTERVAL_MS = 600_000;

export interface Summary {
  readonly counts: CountsDto;
  readonly medianMs: number | null;
}

/** Counts and median of the targets with index in [from, to) of the table. */
export function summaryOf(
  table: SeriesTable,
  range: { readonly from: number; readonly to: number },
  now: number,
): Summary {
  const byOutcome: Record<string, number> = { success: 0, failure: 0, missed: 0 };
  let waiting = 0;
  let stale = 0;
  const totals: number[] = [];
  for (let index = range.from; index < range.to; index += 1) {
    const worst = worstOf(table, index, now);
    if (worst.stale) stale += 1;
    if (worst.code === WAITING) waiting += 1;
    else byOutcome[OUTCOMES[worst.code] ?? ''] = (byOutcome[OUTCOMES[worst.code] ?? ''] ?? 0) + 1;
    for (let row = table.firstRow[index] ?? 0; row < (table.firstRow[index + 1] ?? 0); row += 1) {
      if (OUTCOMES[table.outcomeCodeOf(row)] !== 'success' || table.versionOf(row) === 0) continue;
      totals.push(table.totalMsOf(row));
    }
  }
  const { success = 0, failure = 0, missed = 0 } = byOutcome;
  const targets = range.to - range.from;
  return {
    counts: { targets, success, failure, missed, waiting, stale },
    medianMs: medianOf(totals),
  };
}

const WAITING = -1;
/** Worst first: failure, missed, waiting, success. */
const BADNESS: readonly number[] = [
  OUTCOMES.indexOf('failure'),
  OUTCOMES.indexOf('missed'),
  WAITING,
  OUTCOMES.indexOf('success'),
];

function worstOf(
  table: SeriesTable,
  index: number,
  now: number,
): { readonly code: number; readonly stale: boolean } {
  let code = OUTCOMES.indexOf('success');
  let stale = false;
  for (let row = table.firstRow[index] ?? 0; row < (table.firstRow[index + 1] ?? 0); row += 1) {
    const own = table.versionOf(row) === 0 ? WAITING : table.outcomeCodeOf(row);
    if (BADNESS.indexOf(own) < BADNESS.indexOf(code)) code = own;
    if (isStale(table, row, now)) stale = true;
  }
  return { code, stale };
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
