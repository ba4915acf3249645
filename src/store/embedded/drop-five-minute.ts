import { monthPath } from './file-names.ts';
import { newPath, putInPlace, removeNew } from './put-in-place.ts';
import { rollupSchema } from './rollup-file.ts';
import type { RollupFiles } from './rollup-files.ts';
import { type FileOptions, SqliteFile, wholeOf } from './sqlite-file.ts';
import type { Task } from './task-runner.ts';

const ROWS_PER_STEP = 2000;

/** Whether a month still holds 5-minute roll-ups. */
export function hasFiveMinute(rollups: RollupFiles, month: number): boolean {
  const sql = 'SELECT EXISTS (SELECT 1 FROM five_minute)';
  return rollups.readMonth(month, (file) => wholeOf(file.file.row(sql)?.[0]) === 1) === true;
}

/**
 * Writes a month's file anew without its 5-minute roll-ups and puts it in the old one's place, so
 * that the space returns to the disk. Cut off, it leaves the old file and starts over next time.
 */
export function* dropFiveMinute(dir: string, month: number, rollups: RollupFiles): Task {
  const path = monthPath(dir, month);
  const made = newPath(path);
  removeNew(path);
  const options: FileOptions = { readOnly: false, sync: 'full' };
  const file = new SqliteFile(made, rollupSchema(month), options);
  try {
    file.run('ATTACH ? AS old', path);
    file.exec('INSERT INTO series SELECT * FROM old.series');
    let key = -1;
    while (key < Number.MAX_SAFE_INTEGER) {
      file.run(
        'INSERT INTO hour SELECT * FROM old.hour WHERE key > ? ORDER BY key LIMIT ?',
        key,
        ROWS_PER_STEP,
      );
      const last = wholeOf(file.row('SELECT max(key) FROM hour')?.[0] ?? -1);
      key = last === key ? Number.MAX_SAFE_INTEGER : last;
      yield;
    }
    file.exec('DETACH old; PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    file.close();
  }
  rollups.release(month);
  putInPlace(path);
}
