import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../core/errors.ts';
import { daySchema } from './day-schema.ts';
import {
  dayPath,
  incompleteRestorePath,
  listDays,
  listMonths,
  monthPath,
  statePath,
} from './file-names.ts';
import { versionOf } from './migrate-file.ts';
import { rollupSchema } from './rollup-file.ts';
import { newerFile } from './sqlite-file.ts';
import { isReadOnly, troubleOf } from './sqlite-trouble.ts';
import { STATE_SCHEMA } from './state-schema.ts';

/**
 * Throws `store_newer` where any file of the directory was written by a newer program, before anything
 * is written: a store of two programs' files is nobody's.
 */
export function refuseNewerFiles(dir: string): void {
  refuseNewer(statePath(dir), STATE_SCHEMA.version);
  for (const day of listDays(dir)) refuseNewer(dayPath(dir, day), daySchema(day).version);
  for (const month of listMonths(dir)) {
    refuseNewer(monthPath(dir, month), rollupSchema(month).version);
  }
}

/** Throws `store_unavailable` where a restore was cut off: what is there is only a part. */
export function refuseInterruptedRestore(dir: string): void {
  if (!existsSync(incompleteRestorePath(dir))) return;
  throw new AppError('store_unavailable', {
    ja: `${dir} への復元が途中で終わっています。npx yamabiko restore をもう一度実行してください`,
    en: `a restore into ${dir} did not end; run npx yamabiko restore again`,
  });
}

/** Damaged files pass: they are set aside when they are used. */
function refuseNewer(path: string, known: number): void {
  if (!existsSync(path)) return;
  const version = versionIn(path);
  if (version > known) throw newerFile(path, version, known);
}

function versionIn(path: string): number {
  try {
    return versionBy(path, true);
  } catch (error) {
    // A process that was killed while it made the file left a journal, which only a writer takes back.
    if (isReadOnly(error)) return versionBy(path, false);
    throw error;
  }
}

function versionBy(path: string, readOnly: boolean): number {
  let file: DatabaseSync | null = null;
  try {
    file = new DatabaseSync(path, { readOnly });
    return versionOf(file);
  } catch (error) {
    if (troubleOf(error) !== 'damaged') throw error;
    return 0;
  } finally {
    file?.close();
  }
}
