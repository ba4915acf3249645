import { statfsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DayFile } from './day-file.ts';
import type { DayFiles } from './day-files.ts';
import { firstKey, lastKey, storedInSql, storedKey } from './day-key.ts';
import { daySchema } from './day-schema.ts';
import { dayPath } from './file-names.ts';
import { newPath, putInPlace, removeNew, syncNew } from './put-in-place.ts';
import { VALUE_COLUMNS } from './sample-row.ts';
import { SqliteFile, wholeOf } from './sqlite-file.ts';

/** What writing a day anew came to: done, or why not now. */
export type Clustered = 'done' | 'late_samples' | 'in_use' | 'no_room' | 'not_equal';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
/** Hours of a series copied in one step: 360 rows of one a minute, under a millisecond. */
const HOURS_PER_STEP = 6;
const STEPS_PER_COMMIT = 64;
const FACTS_PER_STEP = 1000;
/** Series whose rows are counted in one step: of one hour, of the whole day. */
const COUNTED_OF_HOUR = 192;
const COUNTED_OF_DAY = 8;
/** What must stay free on the disk beside the second file. */
const RESERVE_BYTES = 256 * 1024 * 1024;

const LOW = '(h.hour << 47) + (?1 << 23)';
const COPY = `INSERT INTO main.day
  SELECT ${storedInSql('series', 'd.key')}, d.facts, ${VALUE_COLUMNS.map((name) => `d.${name}`).join(', ')}
  FROM (WITH hours (hour) AS (VALUES ${HOURS.map((hour) => `(${hour})`).join(', ')})
    SELECT hour FROM hours WHERE hour >= ?2 AND hour < ?2 + ${HOURS_PER_STEP}) h
  CROSS JOIN old.day d ON d.key BETWEEN ${LOW} AND ${LOW} + 8388607`;

/**
 * Writes a day that is over anew in order of (series, time) and puts the new file in the place of the
 * old one: then a day of one series is read from one place instead of one an hour. A step takes about a
 * millisecond. The old file goes on taking samples until the last step; when any has come, it stays and
 * the work is to be done again. Abandoned anywhere, it leaves the old file.
 */
export function* clusterDay(dir: string, day: number, days: DayFiles): Generator<void, Clustered> {
  const path = dayPath(dir, day);
  removeNew(path);
  if (!hasRoom(path)) return 'no_room';
  let isInPlace = false;
  try {
    const isEqual = yield* writeNew(path, day);
    if (isEqual) yield* syncNew(path);
    // First: a late sample that brought facts of its own makes the files differ as well.
    const hindrance = days.readDay(day, hindranceTo);
    if (hindrance !== null) return hindrance;
    if (!isEqual) return 'not_equal';
    days.release(day);
    putInPlace(path);
    isInPlace = true;
    return 'done';
  } finally {
    if (!isInPlace) removeNew(path);
  }
}

/** False where the new file does not hold as many rows as the old one. */
function* writeNew(path: string, day: number): Generator<void, boolean> {
  const file = new SqliteFile(newPath(path), daySchema(day, 'series'), {
    readOnly: false,
    sync: 'normal',
  });
  try {
    // Without a log: what a kill leaves is thrown away.
    file.exec('PRAGMA main.journal_mode = OFF; PRAGMA main.synchronous = OFF');
    file.run('ATTACH ? AS old', path);
    yield* copyRows(file);
    const isEqual = yield* hasAllRows(file);
    file.exec('DETACH old; PRAGMA main.journal_mode = WAL');
    return isEqual;
  } finally {
    file.close();
  }
}

function* copyRows(file: SqliteFile): Generator<void, void> {
  file.exec('INSERT INTO main.series SELECT * FROM old.series');
  const lastFacts = wholeOf(file.row('SELECT max(id) FROM old.facts')?.[0]);
  for (let from = 0; from <= lastFacts; from += FACTS_PER_STEP) {
    const sql = 'INSERT INTO main.facts SELECT * FROM old.facts WHERE id >= ? AND id < ?';
    file.run(sql, from, from + FACTS_PER_STEP);
    yield;
  }
  const copy = file.statement(COPY);
  const last = lastSeries(file);
  let steps = 0;
  file.exec('BEGIN');
  for (let series = 1; series <= last; series += 1) {
    for (let hour = 0; hour < HOURS.length; hour += HOURS_PER_STEP) {
      copy.run(series, hour);
      steps += 1;
      if (steps % STEPS_PER_COMMIT === 0) file.exec('COMMIT; BEGIN');
      yield;
    }
  }
  file.exec('COMMIT');
}

function* hasAllRows(file: SqliteFile): Generator<void, boolean> {
  const last = lastSeries(file);
  const old = file.statement('SELECT count(*) FROM old.day WHERE key BETWEEN ? AND ?');
  const made = file.statement('SELECT count(*) FROM main.day WHERE key BETWEEN ? AND ?');
  let missing = 0;
  for (const hour of HOURS) {
    for (let from = 0; from <= last; from += COUNTED_OF_HOUR) {
      const to = Math.min(last, from + COUNTED_OF_HOUR - 1);
      missing += countOf(old.get(firstKey(hour, from), lastKey(hour, to)));
      yield;
    }
  }
  for (let from = 0; from <= last; from += COUNTED_OF_DAY) {
    const to = Math.min(last, from + COUNTED_OF_DAY - 1);
    const low = storedKey('series', firstKey(0, from));
    missing -= countOf(made.get(low, storedKey('series', lastKey(HOURS.length - 1, to))));
    yield;
  }
  const counts = 'SELECT (SELECT count(*) FROM old.facts) - (SELECT count(*) FROM main.facts)';
  return missing === 0 && wholeOf(file.row(counts)?.[0]) === 0;
}

function lastSeries(file: SqliteFile): number {
  return wholeOf(file.row('SELECT max(id) FROM main.series')?.[0]);
}

/** Guarantee: statements of a {@link SqliteFile} return their rows as arrays. */
function countOf(row: unknown): number {
  return Array.isArray(row) ? wholeOf(row[0]) : 0;
}

/** Late samples wait, roll-ups are to be written, or a reader still needs the log; null = none. */
function hindranceTo(file: DayFile): Clustered | null {
  const dirty = wholeOf(file.file.row('SELECT EXISTS (SELECT 1 FROM dirty)')?.[0]) === 1;
  if (file.open.length > 0 || dirty) return 'late_samples';
  const [, pages, copied] = file.file.row('PRAGMA wal_checkpoint(PASSIVE)') ?? [];
  return wholeOf(pages) === wholeOf(copied) ? null : 'in_use';
}

function hasRoom(path: string): boolean {
  const { bavail, bsize } = statfsSync(dirname(path));
  return bavail * bsize >= statSync(path).size + RESERVE_BYTES;
}
