import { renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { AppError } from '../../core/errors.ts';
import type { FileSchema } from './file-schema.ts';
import { syncFolder, syncToDisk } from './put-in-place.ts';

/** Where a file of schema `version` is kept when a newer program migrates it. */
export function keptCopyPath(path: string, version: number): string {
  return `${path}.schema-${version}`;
}

/**
 * Brings a file to the program's schema: first a checked copy beside it, then every step in one
 * transaction. Cut off at any moment, the file is as it was or migrated, and the next start goes on.
 * Throws `store_unavailable` where no step leads on, and what SQLite throws.
 */
export function migrateFile(db: DatabaseSync, path: string, schema: FileSchema): void {
  const from = versionOf(db);
  const steps = stepsOf(path, from, schema);
  keepCopy(db, path, from);
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const step of steps) db.exec(step);
    db.exec(`PRAGMA user_version = ${schema.version}`);
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
}

export function versionOf(db: DatabaseSync): number {
  return Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}

function stepsOf(path: string, from: number, schema: FileSchema): string[] {
  const steps: string[] = [];
  for (let version = from; version < schema.version; version += 1) {
    const step = schema.migrations?.[version];
    if (step === undefined) {
      throw new AppError('store_unavailable', {
        ja: `${path} は古い形式 ${from} で書かれており、この版では移行できません`,
        en: `${path} has schema ${from}, which this program cannot migrate`,
      });
    }
    steps.push(step);
  }
  return steps;
}

/** A copy that an earlier, interrupted migration left may be older than the file: it is made anew. */
function keepCopy(db: DatabaseSync, path: string, version: number): void {
  const kept = keptCopyPath(path, version);
  const made = `${kept}.new`;
  rmSync(made, { force: true });
  db.prepare('VACUUM INTO ?').run(made);
  try {
    checkCopy(made, version);
    syncToDisk(made, 'r+');
    renameSync(made, kept);
  } catch (error) {
    rmSync(made, { force: true });
    throw error;
  }
  syncFolder(dirname(path));
}

function checkCopy(path: string, version: number): void {
  const copy = new DatabaseSync(path, { readOnly: true });
  try {
    const found = copy.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check'];
    if (found === 'ok' && versionOf(copy) === version) return;
    throw new AppError('store_unavailable', {
      ja: `移行前の写し ${path} が正しく書けていません（${String(found)}）`,
      en: `the copy before the migration, ${path}, is not sound (${String(found)})`,
    });
  } finally {
    copy.close();
  }
}
