import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { DayFile } from './day-file.ts';
import type { Refill } from './day-files.ts';
import { firstKey, HOUR_MS, hourOfKey, lastKey } from './day-key.ts';
import { factsOfRow, keyOf } from './day-read.ts';
import type { FactValue } from './facts.ts';
import { dayPath, monthOf, samplesDir } from './file-names.ts';
import type { RollupFiles } from './rollup-files.ts';
import { type Dictionaries, salvageDay, Transfer } from './salvage.ts';
import type { SampleRow } from './sample-row.ts';
import { wholeOf } from './sqlite-file.ts';
import type { SetAsideFile, StateFile } from './state-file.ts';

const ROWS_PER_BATCH = 512;

function asidePath(path: string, foundAt: number): string {
  return `${path}.damaged-${foundAt}`;
}

/** Renames a file and its log to `*.damaged-<time>`; the new path. */
export function renameDamaged(path: string, foundAt: number): string {
  const aside = asidePath(path, foundAt);
  renameSync(path, aside);
  if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${aside}-wal`);
  rmSync(`${path}-shm`, { force: true });
  return aside;
}

/**
 * Takes a damaged day out of the way and notes it for salvage. Returns what writes the samples of its
 * open hours, which memory still holds, into the fresh file.
 */
export function setDayAside(
  dir: string,
  damaged: { readonly day: number; readonly file: DayFile | null; readonly error: unknown },
  parts: { readonly state: StateFile; readonly log: Log },
): Refill {
  const foundAt = Date.now();
  const rescued = damaged.file === null ? null : rescue(damaged.file);
  if (damaged.file !== null) closeDamaged(damaged.file, parts.log);
  const path = dayPath(dir, damaged.day);
  const file = basename(asidePath(path, foundAt));
  // Noted first: a kill in between leaves a note without a file, never a file that nobody salvages.
  parts.state.addSetAside({ file, start: damaged.day, foundAt });
  renameDamaged(path, foundAt);
  parts.log.error('store.file_damaged', { file, error: messageOf(damaged.error) });
  return (fresh) => {
    if (rescued !== null) refill(fresh, rescued);
  };
}

interface Rescued {
  readonly found: Dictionaries;
  readonly rows: readonly SampleRow[];
}

/**
 * Salvages a damaged day into its fresh file and counts what is missing, per target, against the
 * roll-ups made before; returns the number of samples lost.
 */
export function* salvage(
  dir: string,
  aside: SetAsideFile,
  parts: { readonly fresh: DayFile; readonly rollups: RollupFiles; readonly state: StateFile },
): Generator<void, number> {
  if (!existsSync(join(samplesDir(dir), aside.file))) {
    parts.state.removeSetAside(aside.file);
    return 0;
  }
  const holes = yield* salvageDay(join(samplesDir(dir), aside.file), parts.fresh);
  const lost = yield* countLost(parts.fresh, parts.rollups);
  forgetEarlierLosses(lost, aside, parts.state);
  let total = holes;
  parts.state.file.transaction(() => {
    const { file, foundAt } = aside;
    if (holes > 0) parts.state.addLost({ file, foundAt, target: null, samples: holes });
    for (const [target, samples] of lost) {
      parts.state.addLost({ file, foundAt, target, samples });
      total += samples;
    }
    parts.state.removeSetAside(file);
  });
  return total;
}

/** The roll-ups of a day that was damaged before still count what was lost then. */
function forgetEarlierLosses(
  lost: Map<string, number>,
  aside: SetAsideFile,
  state: StateFile,
): void {
  const day = aside.file.slice(0, aside.file.indexOf('.damaged-'));
  for (const { file, target, samples } of state.lost()) {
    if (target === null || !file.startsWith(`${day}.damaged-`)) continue;
    const left = (lost.get(target) ?? 0) - samples;
    if (left > 0) lost.set(target, left);
    else lost.delete(target);
  }
}

/** Samples that the roll-ups of the day counted and the file does not hold, per target. */
function* countLost(file: DayFile, rollups: RollupFiles): Generator<void, Map<string, number>> {
  const month = monthOf(file.day);
  const offset = file.day - month;
  const lost = new Map<string, number>();
  const known = rollups.readMonth(month, (found) => [...found.series.entries()]) ?? [];
  for (const [id, name] of known) {
    const stored = rollups.withMonth(month, (found) =>
      found.read('1h', id, { from: offset, to: offset + 24 * HOUR_MS }),
    );
    const series = file.series.idOf(name);
    for (const { at, count, confirmations } of stored) {
      const hour = Math.round((at - offset) / HOUR_MS);
      const present = series === null ? 0 : countRows(file, series, hour);
      const missing = Math.max(0, count + confirmations - present);
      if (missing > 0) lost.set(name.target, (lost.get(name.target) ?? 0) + missing);
    }
    yield;
  }
  return lost;
}

function countRows(file: DayFile, series: number, hour: number): number {
  const low = firstKey(hour, series);
  const high = lastKey(hour, series);
  const sql = 'SELECT count(*) FROM day WHERE key BETWEEN ? AND ?';
  let count = wholeOf(file.file.row(sql, file.stored(low), file.stored(high))?.[0]);
  for (const mirror of file.open) {
    if (mirror.hour === hour) count += mirror.rowsOf(series, low, high).length;
  }
  return count;
}

function rescue(file: DayFile): Rescued {
  const rows = file.open.flatMap((mirror) =>
    mirror
      .series()
      .flatMap((series) =>
        mirror.rowsOf(series, firstKey(mirror.hour, series), lastKey(mirror.hour, series)),
      ),
  );
  const found: Dictionaries = { series: new Map(), facts: new Map() };
  for (const [id, name] of file.series.entries()) found.series.set(id, name);
  for (const id of new Set(rows.map(factsOfRow))) {
    const values = factsInMemory(file, id);
    if (values !== null) found.facts.set(id, values);
  }
  return { found, rows };
}

/** Guarantee: fact texts are JSON arrays of fact values. */
function factsInMemory(file: DayFile, id: number): readonly FactValue[] | null {
  const text = file.facts.textInMemory(id);
  return text === null ? null : (JSON.parse(text) as readonly FactValue[]);
}

function refill(fresh: DayFile, rescued: Rescued): void {
  const mark = fresh.mark;
  try {
    refillHours(fresh, rescued);
  } catch (error) {
    fresh.open.length = 0;
    fresh.forget(mark);
    throw error;
  }
}

function refillHours(fresh: DayFile, rescued: Rescued): void {
  fresh.file.transaction(() => {
    const rows = new Transfer(fresh, rescued.found).translate(rescued.rows);
    const byHour = Map.groupBy(rows, (row) => hourOfKey(keyOf(row)));
    for (const [hour, ofHour] of byHour) {
      const mirror = fresh.openHour(hour);
      for (const row of ofHour) mirror.addRow(row);
      for (let at = 0; at < ofHour.length; at += ROWS_PER_BATCH) {
        fresh.writeBatch(mirror, ofHour.slice(at, at + ROWS_PER_BATCH));
      }
    }
  });
}

function closeDamaged(file: DayFile, log: Log): void {
  try {
    file.close();
  } catch (error) {
    log.warn('store.close_failed', { file: basename(file.file.path), error: messageOf(error) });
  }
}
