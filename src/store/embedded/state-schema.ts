import { ACCOUNT_SQL } from './account-tables.ts';
import type { FileSchema } from './file-schema.ts';
import { INCIDENT_INDEX_SQL, JUDGEMENT_SQL } from './judgement-tables.ts';
import { NOTICE_SQL } from './notice-tables.ts';
import { SAID_SQL } from './said-tables.ts';

/**
 * Tables of `state.sqlite`: named numbers, gaps, samples lost with damaged files (target null where
 * it is not known), files set aside that are still to be salvaged, the kept probe records, the audit
 * (which takes no change of a line), the targets stopped, what judging and telling keep, who may come in, and what members say.
 */
export const STATE_SCHEMA: FileSchema = {
  version: 7,
  sql: `
    CREATE TABLE marks (name TEXT PRIMARY KEY, value REAL NOT NULL) WITHOUT ROWID;
    CREATE TABLE gaps (
      vantage TEXT NOT NULL, from_at INTEGER NOT NULL, to_at INTEGER NOT NULL,
      slots INTEGER NOT NULL, PRIMARY KEY (vantage, from_at)) WITHOUT ROWID;
    CREATE TABLE lost (
      file TEXT NOT NULL, found_at INTEGER NOT NULL, target TEXT, samples INTEGER NOT NULL);
    CREATE TABLE set_aside (file TEXT PRIMARY KEY, start INTEGER NOT NULL, found_at INTEGER NOT NULL)
      WITHOUT ROWID;
    CREATE TABLE kept (
      series TEXT PRIMARY KEY, target TEXT NOT NULL, at INTEGER NOT NULL, records TEXT NOT NULL)
      WITHOUT ROWID;
    CREATE INDEX kept_by_target ON kept (target);
    ${auditSql()}
    ${JUDGEMENT_SQL}
    ${INCIDENT_INDEX_SQL}
    ${NOTICE_SQL}
    ${ACCOUNT_SQL}
    ${SAID_SQL}`,
  migrations: {
    1: auditSql(),
    2: JUDGEMENT_SQL,
    3: INCIDENT_INDEX_SQL,
    4: NOTICE_SQL,
    5: ACCOUNT_SQL,
    6: SAID_SQL,
  },
};

/** Added by version 2. Tables with row ids: the salvage of a damaged file finds only those. */
function auditSql(): string {
  return `
    CREATE TABLE audit (
      seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
      subject TEXT, detail TEXT, previous_hash TEXT NOT NULL, hash TEXT NOT NULL);
    CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit
      BEGIN SELECT raise(ABORT, 'the audit is not changed'); END;
    CREATE TRIGGER audit_is_not_shortened BEFORE DELETE ON audit
      BEGIN SELECT raise(ABORT, 'the audit is not shortened'); END;
    CREATE TABLE stopped (
      id INTEGER PRIMARY KEY, target TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, actor TEXT NOT NULL,
      reason TEXT);`;
}
