import { isDeepStrictEqual } from 'node:util';
import type { DayFile } from '../embedded/day-file.ts';
import { HOUR_MS, rowsInHourSql, waitingInSql } from '../embedded/day-key.ts';
import { rowsOfSeries } from '../embedded/day-read.ts';
import { buildRollups, type PeriodStats } from '../embedded/rollup-build.ts';
import type { RollupFile } from '../embedded/rollup-file.ts';
import { wholeOf } from '../embedded/sqlite-file.ts';

/** What a day's samples and its roll-ups say of each other. */
export interface DayCheck {
  readonly samples: number;
  /** Samples that the roll-ups counted and the day does not hold. */
  readonly missing: number;
  /** Samples in closed hours that no roll-up counts. */
  readonly uncounted: number;
  /** Hours of a series whose roll-ups were recomputed. */
  readonly recomputed: number;
  /** Of those, the ones that did not come out as they are stored. */
  readonly different: number;
}

/** Hours of a series that are recomputed, spread over the day. */
const RECOMPUTED = 48;
const SERIES_SPAN = 2 ** 24;
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);

/**
 * Counts every closed hour of a day against its roll-ups and recomputes some. Hours that are open or
 * whose roll-ups are being written are left to the service, and so are those before `from`, epoch ms,
 * whose roll-ups came without samples. `rollups` is null where the month has no file. Throws what SQLite
 * throws.
 */
export function checkDay(file: DayFile, rollups: RollupFile | null, from: number): DayCheck {
  const hours = HOURS.filter((hour) => file.day + hour * HOUR_MS >= from && isClosed(file, hour));
  let missing = 0;
  let uncounted = 0;
  for (const hour of hours) {
    const stored = storedIn(file, rollups, hour);
    const difference = stored - rowsIn(file, hour);
    if (difference > 0) missing += difference;
    else uncounted -= difference;
  }
  const pairs = rollups === null ? [] : pairsOf(file, hours);
  const different = pairs.filter((pair) => rollups !== null && isDifferent(file, rollups, pair));
  return {
    samples: samplesIn(file),
    missing,
    uncounted,
    recomputed: pairs.length,
    different: different.length,
  };
}

interface Pair {
  readonly series: number;
  readonly hour: number;
}

function isClosed(file: DayFile, hour: number): boolean {
  if (file.open.some((mirror) => mirror.hour === hour)) return false;
  const sql = 'SELECT EXISTS (SELECT 1 FROM dirty WHERE id >= ? AND id < ?)';
  return wholeOf(file.file.row(sql, hour * SERIES_SPAN, (hour + 1) * SERIES_SPAN)?.[0]) === 0;
}

function storedIn(file: DayFile, rollups: RollupFile | null, hour: number): number {
  if (rollups === null) return 0;
  const first = (file.day - rollups.month) / HOUR_MS + hour;
  const sql = 'SELECT sum(count + confirmations) FROM hour WHERE key >= ? AND key < ?';
  return wholeOf(rollups.file.row(sql, first * 2 ** 28, (first + 1) * 2 ** 28)?.[0]);
}

function rowsIn(file: DayFile, hour: number): number {
  return wholeOf(file.file.row(rowsInHourSql(file.order), hour)?.[0]);
}

function samplesIn(file: DayFile): number {
  const sql = `SELECT (SELECT count(*) FROM day) + (SELECT count(*) FROM ${waitingInSql(file.order)})`;
  return wholeOf(file.file.row(sql)?.[0]);
}

/** Every n-th series, each in another hour. */
function pairsOf(file: DayFile, hours: readonly number[]): Pair[] {
  if (hours.length === 0) return [];
  const series = [...file.series.entries()].map(([id]) => id);
  const step = Math.max(1, Math.ceil((series.length * hours.length) / RECOMPUTED));
  const pairs: Pair[] = [];
  for (let at = 0; at < series.length * hours.length; at += step) {
    const id = series[Math.floor(at / hours.length)];
    const hour = hours[(at + pairs.length) % hours.length];
    if (id !== undefined && hour !== undefined) pairs.push({ series: id, hour });
  }
  return pairs;
}

/** Where the counts differ, the count of the hour has said so already. */
function isDifferent(file: DayFile, rollups: RollupFile, { series, hour }: Pair): boolean {
  const name = file.series.nameOf(series);
  const id = name === null ? null : rollups.series.idOf(name);
  if (id === null) return false;
  const range = { from: file.day + hour * HOUR_MS, to: file.day + (hour + 1) * HOUR_MS };
  const rows = rowsOfSeries(file, series, { ...range, first: false });
  const built = buildRollups(file, hour, rows);
  const offset = file.day - rollups.month;
  const inMonth = { from: range.from - rollups.month, to: range.to - rollups.month };
  const hours = rollups.read('1h', id, inMonth);
  const fiveMinute = rollups.read('5m', id, inMonth);
  const [stored] = hours;
  if (stored === undefined || stored.count + stored.confirmations !== rows.length) return false;
  if (!isSame(stored, built.hour, offset)) return true;
  // Retention takes the 5-minute roll-ups away before the hours'.
  if (fiveMinute.length === 0) return false;
  return built.fiveMinute.some((period, index) => {
    const found = fiveMinute[index];
    return found === undefined || !isSame(found, period, offset);
  });
}

/** What an older program did not count is not compared. */
function isSame(stored: PeriodStats, built: PeriodStats, offset: number): boolean {
  const suspectFailures = stored.suspectFailures === null ? null : built.suspectFailures;
  const same = isDeepStrictEqual(
    { ...stored, sketch: null },
    { ...built, at: built.at + offset, suspectFailures, sketch: null },
  );
  return same && Buffer.compare(stored.sketch, built.sketch) === 0;
}
