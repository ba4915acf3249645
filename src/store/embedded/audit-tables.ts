import type {
  AuditEntry,
  AuditFound,
  AuditLine,
  AuditSearch,
  StoppedTarget,
} from '../../core/words/audit.ts';
import {
  CHAIN_START,
  type ChainEnd,
  chained,
  entryOfResumption,
  entryOfStop,
} from '../audit-chain.ts';
import { type Cells, type SqliteFile, textOf, textOrNull, wholeOf } from './sqlite-file.ts';
import type { Resumption } from './store-calls.ts';

const FIRST_SCHEMA = 2;
const LINE = 'seq, at, actor, action, subject, detail, previous_hash, hash';

/**
 * The audit and the targets stopped, in `state.sqlite`. Every change is one transaction that reads the
 * chain's end itself, so that two processes may add to it.
 */
export class AuditTables {
  readonly #file: SqliteFile;

  constructor(file: SqliteFile) {
    this.#file = file;
  }

  append(entry: AuditEntry): AuditLine {
    return this.#file.transaction(() => this.add(entry));
  }

  /** As {@link append}, inside a transaction of the caller. */
  add(entry: AuditEntry): AuditLine {
    const line = chained(entry, this.end());
    this.#insertLine(line);
    return line;
  }

  /** Lines after `after`, oldest first. */
  lines({ after, limit }: { readonly after: number; readonly limit: number }): AuditLine[] {
    if (!this.#isThere) return [];
    const sql = `SELECT ${LINE} FROM audit WHERE seq > ? ORDER BY seq LIMIT ?`;
    return this.#file.rows(sql, after, limit).map(lineOf);
  }

  /** A null filter is one that every line passes. */
  search({ before, span, limit, ...filter }: AuditSearch): AuditFound {
    const above = Math.min(before ?? Infinity, this.end().seq + 1);
    const lowest = above - span;
    const { from, to, actor } = filter;
    const [actions, subjects] = [filter.actions, filter.subjects].map(
      (list) => list && JSON.stringify(list),
    );
    const sql = `SELECT ${LINE} FROM audit
      WHERE seq < ?1 AND seq >= ?2 AND at >= ?3 AND at < ?4 AND (?5 IS NULL OR actor = ?5)
        AND (?6 IS NULL OR action IN (SELECT value FROM json_each(?6)))
        AND (?7 IS NULL OR EXISTS (SELECT 1 FROM json_each(?7) WHERE value IS subject))
      ORDER BY seq DESC LIMIT ?8`;
    const asked = [from, to, actor, actions ?? null, subjects ?? null, limit] as const;
    const rows = this.#isThere ? this.#file.rows(sql, above, lowest, ...asked) : [];
    const lines = rows.map(lineOf);
    return { lines, reached: lines.length === limit ? (lines.at(-1)?.seq ?? lowest) : lowest };
  }

  /** The last line; the chain's start where there is none. */
  end(): ChainEnd {
    if (!this.#isThere) return CHAIN_START;
    const row = this.#file.row('SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1');
    return row === null ? CHAIN_START : { seq: wholeOf(row[0]), hash: textOf(row[1]) };
  }

  stopped(): StoppedTarget[] {
    if (!this.#isThere) return [];
    const sql = 'SELECT target, at, actor, reason FROM stopped ORDER BY target';
    return this.#file.rows(sql).map(([target, at, actor, reason]) => ({
      target: textOf(target),
      at: wholeOf(at),
      actor: textOf(actor),
      reason: textOrNull(reason),
    }));
  }

  stop(stopped: StoppedTarget): void {
    this.#file.transaction(() => {
      this.add(entryOfStop(stopped));
      this.#file.run('DELETE FROM stopped WHERE target = ?', stopped.target);
      this.#insertStop(stopped);
    });
  }

  /** False where the target was not stopped; then nothing is written. */
  resume(by: Resumption): boolean {
    return this.#file.transaction(() => {
      const found = this.#file.row('SELECT 1 FROM stopped WHERE target = ?', by.target);
      if (found === null) return false;
      this.#file.run('DELETE FROM stopped WHERE target = ?', by.target);
      this.add(entryOfResumption(by));
      return true;
    });
  }

  /** Puts back what a damaged file still held, into tables that are empty. */
  restore(lines: readonly AuditLine[], stopped: readonly StoppedTarget[]): void {
    this.#file.transaction(() => {
      for (const line of lines) this.#insertLine(line);
      for (const one of stopped) this.#insertStop(one);
    });
  }

  /** Schema 1 had none; such a file is met where it is only read. */
  get #isThere(): boolean {
    return this.#file.version >= FIRST_SCHEMA;
  }

  #insertLine(line: AuditLine): void {
    const { seq, at, actor, action, subject, detail, previousHash, hash } = line;
    const sql = `INSERT INTO audit (${LINE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
    this.#file.run(sql, seq, at, actor, action, subject, detail, previousHash, hash);
  }

  #insertStop({ target, at, actor, reason }: StoppedTarget): void {
    const sql = 'INSERT INTO stopped (target, at, actor, reason) VALUES (?, ?, ?, ?)';
    this.#file.run(sql, target, at, actor, reason);
  }
}

function lineOf(cells: Cells): AuditLine {
  const [seq, at, actor, action, subject, detail, previousHash, hash] = cells;
  return {
    seq: wholeOf(seq),
    at: wholeOf(at),
    actor: textOf(actor),
    action: textOf(action),
    subject: textOrNull(subject),
    detail: textOrNull(detail),
    previousHash: textOf(previousHash),
    hash: textOf(hash),
  };
}
