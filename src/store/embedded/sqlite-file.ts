import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { AppError } from '../../core/errors.ts';
import type { FileSchema } from './file-schema.ts';
import { migrateFile, versionOf } from './migrate-file.ts';

export interface FileOptions {
  readonly readOnly: boolean;
  /** `full` waits for the disk at every commit. */
  readonly sync: 'normal' | 'full';
  /** Overwrites what is deleted; absent = its bytes stay until their place is needed. */
  readonly erases?: boolean;
}

const BUSY_TIMEOUT_MS = 5000;
const CACHE_KIB = 8192;
/** Pages in the log before they are copied into the database: 16 MiB. */
const CHECKPOINT_PAGES = 4000;

/**
 * One open SQLite file of the store with its prepared statements. A file of an older program is
 * migrated when it is opened for writing; read only, it stays as it is and lacks what came later.
 * Throws what SQLite throws, and `store_newer` for a file that a newer program has written.
 */
export class SqliteFile {
  readonly path: string;
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string, schema: FileSchema, options: FileOptions) {
    this.path = path;
    this.#db = new DatabaseSync(path, { readOnly: options.readOnly, timeout: BUSY_TIMEOUT_MS });
    try {
      this.#prepareFile(schema, options);
    } catch (error) {
      this.#db.close();
      throw error;
    }
  }

  /** Version of the schema that the file has. */
  get version(): number {
    return versionOf(this.#db);
  }

  /** Rows come as arrays in the order of the columns. */
  statement(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      statement.setReturnArrays(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }

  rows(sql: string, ...values: (string | number | null)[]): Cells[] {
    return asCells(this.statement(sql).all(...values));
  }

  row(sql: string, ...values: (string | number | null)[]): Cells | null {
    return this.rows(sql, ...values)[0] ?? null;
  }

  run(sql: string, ...values: (string | number | null | Uint8Array)[]): void {
    this.statement(sql).run(...values);
  }

  exec(sql: string): void {
    this.#db.exec(sql);
  }

  /** All of `work` or nothing of it is committed. */
  transaction<T>(work: () => T): T {
    this.statement('BEGIN IMMEDIATE').run();
    try {
      const result = work();
      this.statement('COMMIT').run();
      return result;
    } catch (error) {
      if (this.#db.isTransaction) this.statement('ROLLBACK').run();
      throw error;
    }
  }

  /** Brings the log into the database and empties it; false: somebody reads what was before. Waits for nobody. */
  emptyLog(): boolean {
    this.#db.exec('PRAGMA busy_timeout = 0');
    try {
      return wholeOf(this.row('PRAGMA wal_checkpoint(TRUNCATE)')?.[0]) === 0;
    } finally {
      this.#db.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
    }
  }

  close(): void {
    this.#statements.clear();
    this.#db.close();
  }

  #prepareFile(schema: FileSchema, options: FileOptions): void {
    const version = versionOf(this.#db);
    if (version > schema.version) throw newerFile(this.path, version, schema.version);
    this.#db.exec(`PRAGMA cache_size = -${CACHE_KIB}`);
    if (options.readOnly) return;
    this.#db.exec('PRAGMA journal_mode = WAL');
    this.#db.exec(`PRAGMA synchronous = ${options.sync === 'full' ? 'FULL' : 'NORMAL'}`);
    this.#db.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
    if (options.erases === true) this.#db.exec('PRAGMA secure_delete = ON');
    const made = schema.made ?? schema.version;
    if (version > 0) {
      if (version < made) migrateFile(this.#db, this.path, { ...schema, version: made });
      return;
    }
    this.transaction(() => {
      this.#db.exec(schema.sql);
      this.#db.exec(`PRAGMA user_version = ${made}`);
    });
  }
}

/** The refusal of a file that a newer program has written. */
export function newerFile(path: string, version: number, known: number): AppError {
  return new AppError('store_newer', {
    ja: `${path} は新しい版で書かれています（形式 ${version}。この版が読めるのは ${known} まで）`,
    en: `${path} has schema ${version}, this program knows up to ${known}`,
  });
}

export type Cell = string | number | bigint | null | Uint8Array;
export type Cells = readonly Cell[];

/** Guarantee: every statement of a {@link SqliteFile} returns its rows as arrays of SQLite's values. */
export function asCells(rows: unknown): Cells[] {
  return rows as Cells[];
}

/** A whole number out of a row; 0 for null. */
export function wholeOf(cell: Cell | undefined): number {
  return typeof cell === 'number' ? cell : Number(cell ?? 0);
}

/** As {@link wholeOf}, null for null. */
export function wholeOrNull(cell: Cell | undefined): number | null {
  return cell === null ? null : wholeOf(cell);
}

/** A text out of a row; empty for null. */
export function textOf(cell: Cell | undefined): string {
  return typeof cell === 'string' ? cell : String(cell ?? '');
}

/** As {@link textOf}, null for null. */
export function textOrNull(cell: Cell | undefined): string | null {
  return cell === null ? null : textOf(cell);
}
