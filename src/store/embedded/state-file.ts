import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import { codeOf } from '../../core/errors.ts';
import type { TimeRange } from '../../core/ports/sample-store.ts';
import type { Gap } from '../../core/words/sample.ts';
import { AccountTables } from './account-tables.ts';
import { AuditTables } from './audit-tables.ts';
import { JudgementTables } from './judgement-tables.ts';
import { NoticeTables } from './notice-tables.ts';
import { SaidTables } from './said-tables.ts';
import type { Cells, FileOptions } from './sqlite-file.ts';
import { SqliteFile, textOf, textOrNull, wholeOf } from './sqlite-file.ts';
import { STATE_SCHEMA } from './state-schema.ts';
import type { LostSamples } from './store-calls.ts';

/** A damaged file that is still to be salvaged. */
export interface SetAsideFile {
  /** Name inside its folder. */
  readonly file: string;
  /** Start of its day, epoch ms. */
  readonly start: number;
  readonly foundAt: number;
}

/** `state.sqlite`. */
export class StateFile {
  readonly file: SqliteFile;
  readonly audit: AuditTables;
  readonly judgements: JudgementTables;
  readonly notices: NoticeTables;
  readonly accounts: AccountTables;
  readonly said: SaidTables;

  constructor(path: string, options: FileOptions) {
    if (!options.readOnly) keepForOwner(path);
    this.file = new SqliteFile(path, STATE_SCHEMA, { ...options, erases: true });
    this.audit = new AuditTables(this.file);
    this.judgements = new JudgementTables(this.file);
    this.notices = new NoticeTables(this.file);
    this.accounts = new AccountTables(this.file, this.audit);
    this.said = new SaidTables(this.file, this.audit);
  }

  mark(name: string): number | null {
    const row = this.file.row('SELECT value FROM marks WHERE name = ?', name);
    return row === null ? null : wholeOf(row[0]);
  }

  setMark(name: string, value: number): void {
    this.file.run('INSERT OR REPLACE INTO marks VALUES (?, ?)', name, value);
  }

  addGap(gap: Gap): void {
    const { vantage, from, to, slots } = gap;
    this.file.run('INSERT OR IGNORE INTO gaps VALUES (?, ?, ?, ?)', vantage, from, to, slots);
  }

  /** Gaps that overlap the range, in order of their start. */
  gaps(range: TimeRange): Gap[] {
    const sql = `SELECT vantage, from_at, to_at, slots FROM gaps
      WHERE from_at < ? AND to_at > ? ORDER BY from_at, vantage`;
    return this.file.rows(sql, range.to, range.from).map(gapOf);
  }

  addLost(lost: LostSamples): void {
    const { file, foundAt, target, samples } = lost;
    this.file.run('INSERT INTO lost VALUES (?, ?, ?, ?)', file, foundAt, target, samples);
  }

  lost(): LostSamples[] {
    const sql = 'SELECT file, found_at, target, samples FROM lost ORDER BY found_at, target';
    return this.file.rows(sql).map(([file, foundAt, target, samples]) => ({
      file: textOf(file),
      foundAt: wholeOf(foundAt),
      target: textOrNull(target),
      samples: wholeOf(samples),
    }));
  }

  lostCount(): number {
    return wholeOf(this.file.row('SELECT sum(samples) FROM lost')?.[0]);
  }

  addSetAside(one: SetAsideFile): void {
    this.file.run(
      'INSERT OR REPLACE INTO set_aside VALUES (?, ?, ?)',
      one.file,
      one.start,
      one.foundAt,
    );
  }

  removeSetAside(file: string): void {
    this.file.run('DELETE FROM set_aside WHERE file = ?', file);
  }

  setAside(): SetAsideFile[] {
    return this.file
      .rows('SELECT file, start, found_at FROM set_aside')
      .map(([file, start, foundAt]) => ({
        file: textOf(file),
        start: wholeOf(start),
        foundAt: wholeOf(foundAt),
      }));
  }

  /** Forgets what ended before the times given, epoch ms. */
  expire(gapsUntil: number, recordsUntil: number): void {
    this.file.run('DELETE FROM gaps WHERE to_at <= ?', gapsUntil);
    this.file.run('DELETE FROM kept WHERE at <= ?', recordsUntil);
    this.judgements.expire(recordsUntil, gapsUntil);
  }

  close(): void {
    this.file.close();
  }
}

/**
 * The file holds keys of apps and what members do not share, also where its folder is open to others;
 * SQLite makes the files beside it with the same rights. Another user's stays as it is.
 */
function keepForOwner(path: string): void {
  // An open one is never opened and closed here: that would end SQLite's locks on it.
  if (!existsSync(path)) closeSync(openSync(path, 'a', OWNER_ONLY));
  for (const file of [path, `${path}-wal`, `${path}-shm`]) {
    try {
      chmodSync(file, OWNER_ONLY);
    } catch (error) {
      if (!['EPERM', 'ENOENT'].includes(codeOf(error) ?? '')) throw error;
    }
  }
}

const OWNER_ONLY = 0o600;

function gapOf([vantage, from, to, slots]: Cells): Gap {
  return { vantage: textOf(vantage), from: wholeOf(from), to: wholeOf(to), slots: wholeOf(slots) };
}
