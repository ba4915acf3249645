import type { DayFile } from './day-file.ts';
import { attemptOfKey, firstKey, HOUR_MS, hourOfKey, lastKey, seriesOfKey } from './day-key.ts';
import { keyOf, lastMovedHour, rowsOfSeries, storedRows, unionByKey } from './day-read.ts';
import { monthOf } from './file-names.ts';
import type { OpenHour } from './open-hour.ts';
import { buildRollups, type HourStats } from './rollup-build.ts';
import type { RollupFiles } from './rollup-files.ts';
import { ROW_WIDTH, type SampleRow } from './sample-row.ts';
import { wholeOf } from './sqlite-file.ts';
import type { Task } from './task-runner.ts';

/** Rows moved in one transaction: about 3 ms. */
const ROWS_PER_STEP = 1200;
/** Series whose roll-ups are written in one transaction. */
const SERIES_PER_WRITE = 100;
/** Rows of one INSERT. */
const ROWS_PER_INSERT = 16;
const DELETED_BATCHES = 200;
const DIRTY_SPAN = 2 ** 24;

const VALUES = `(${Array(ROW_WIDTH).fill('?').join(', ')})`;
const INSERT_ONE = `INSERT OR IGNORE INTO day VALUES ${VALUES}`;
const INSERT_MANY = `INSERT OR IGNORE INTO day VALUES ${Array(ROWS_PER_INSERT).fill(VALUES).join(', ')}`;

interface SettledSeries {
  readonly series: number;
  readonly stats: HourStats;
}

/**
 * Moves an hour from the open batches into the day's table in the order of the key and writes its
 * roll-ups, a few ms a step. May be cut off anywhere and run again: every row is inserted once, and a
 * series whose roll-ups are not known to be written stays marked dirty.
 */
export function* moveHour(file: DayFile, mirror: OpenHour, rollups: RollupFiles): Task {
  mirror.sealed = true;
  const movedBefore = lastMovedHour(file);
  const series = mirror.series();
  let written: number[] = [];
  let unwritten: SettledSeries[] = [];
  for (let at = 0; at < series.length; ) {
    const step = moveStep(file, mirror, { series, from: at, clear: written, movedBefore });
    at = step.next;
    written = [];
    unwritten = unwritten.concat(step.settled);
    if (unwritten.length >= SERIES_PER_WRITE || at === series.length) {
      writeRollups(file, rollups, unwritten);
      written = unwritten.map((one) => mirror.hour * DIRTY_SPAN + one.series);
      unwritten = [];
    }
    yield;
  }
  file.file.transaction(() => clearDirty(file, written));
  let emptied = false;
  while (!emptied) {
    emptied = file.file.transaction(() => file.deleteBatches(mirror, DELETED_BATCHES));
    yield;
  }
  file.open.splice(file.open.indexOf(mirror), 1);
}

/** Writes the roll-ups of every series marked dirty, recomputed from what is stored. */
export function* settleDirty(file: DayFile, rollups: RollupFiles): Task {
  for (;;) {
    const ids = file.file.rows('SELECT id FROM dirty LIMIT 20').map((row) => wholeOf(row[0]));
    if (ids.length === 0) return;
    for (const id of ids) {
      const settled = recompute(file, Math.floor(id / DIRTY_SPAN), id % DIRTY_SPAN);
      writeRollups(file, rollups, [settled]);
    }
    file.file.transaction(() => clearDirty(file, ids));
    yield;
  }
}

/** Recomputes all roll-ups of a day from what is stored. */
export function* rebuildDay(file: DayFile, rollups: RollupFiles): Task {
  for (let hour = 0; hour < 24; hour += 1) {
    for (const series of file.series.idsOf(null)) {
      const settled = recompute(file, hour, series);
      if (settled.stats.fiveMinute.length > 0) writeRollups(file, rollups, [settled]);
      yield;
    }
  }
}

/** Inserts rows, given ascending by key; keys that are there already are left as they are. */
export function insertRows(file: DayFile, rows: readonly SampleRow[]): void {
  let at = 0;
  const many = file.file.statement(INSERT_MANY);
  const values: (number | null)[] = Array(ROWS_PER_INSERT * ROW_WIDTH).fill(null);
  for (; at + ROWS_PER_INSERT <= rows.length; at += ROWS_PER_INSERT) {
    let place = 0;
    for (let index = at; index < at + ROWS_PER_INSERT; index += 1) {
      const row = rows[index] ?? [];
      values[place++] = file.stored(keyOf(row));
      for (let column = 1; column < ROW_WIDTH; column += 1) values[place++] = row[column] ?? null;
    }
    many.run(...values);
  }
  const one = file.file.statement(INSERT_ONE);
  for (const row of rows.slice(at)) one.run(file.stored(keyOf(row)), ...row.slice(1));
}

/** Marks the roll-ups of the rows' series and hours as to be recomputed. */
export function markDirty(file: DayFile, rows: readonly SampleRow[]): void {
  const ids = new Set(
    rows.map((row) => hourOfKey(keyOf(row)) * DIRTY_SPAN + seriesOfKey(keyOf(row))),
  );
  const mark = file.file.statement('INSERT OR IGNORE INTO dirty VALUES (?)');
  for (const id of ids) mark.run(id);
}

function moveStep(
  file: DayFile,
  mirror: OpenHour,
  step: {
    readonly series: readonly number[];
    readonly from: number;
    readonly clear: readonly number[];
    readonly movedBefore: number;
  },
): { readonly next: number; readonly settled: SettledSeries[] } {
  const moved: SampleRow[] = [];
  const settled: SettledSeries[] = [];
  let next = step.from;
  while (next < step.series.length && moved.length < ROWS_PER_STEP) {
    const series = step.series[next] ?? 0;
    const low = firstKey(mirror.hour, series);
    const high = lastKey(mirror.hour, series);
    const waiting = mirror.rowsOf(series, low, high);
    const there = step.movedBefore < mirror.hour ? [] : storedRows(file, { low, high });
    const rows = unionByKey(there, waiting);
    for (const row of waiting) moved.push(row);
    noteNewest(file, series, { rows, latestHour: step.movedBefore <= mirror.hour });
    settled.push({ series, stats: buildRollups(file, mirror.hour, rows) });
    next += 1;
  }
  file.file.transaction(() => {
    clearDirty(file, step.clear);
    insertRows(file, moved);
    markDirty(file, moved);
  });
  return { next, settled };
}

function recompute(file: DayFile, hour: number, series: number): SettledSeries {
  const from = file.day + hour * HOUR_MS;
  const rows = rowsOfSeries(file, series, { from, to: from + HOUR_MS, first: false });
  return { series, stats: buildRollups(file, hour, rows) };
}

function writeRollups(
  file: DayFile,
  rollups: RollupFiles,
  settled: readonly SettledSeries[],
): void {
  const month = monthOf(file.day);
  const offset = file.day - month;
  rollups.write(month, (target) => {
    for (const { series, stats } of settled) {
      const name = file.series.nameOf(series);
      if (name === null) continue;
      target.writeHour(target.idOf(name), stats, offset);
    }
  });
}

function clearDirty(file: DayFile, ids: readonly number[]): void {
  const clear = file.file.statement('DELETE FROM dirty WHERE id = ?');
  for (const id of ids) clear.run(id);
}

function noteNewest(
  file: DayFile,
  series: number,
  moved: { readonly rows: readonly SampleRow[]; readonly latestHour: boolean },
): void {
  const row = moved.rows.findLast((one) => attemptOfKey(keyOf(one)) === 1);
  const known = file.newest.get(series);
  if (row === undefined) return;
  if (known === undefined ? moved.latestHour : keyOf(row) > keyOf(known))
    file.newest.set(series, row);
}
