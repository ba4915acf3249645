import type { FileSchema } from './sqlite-file.ts';

/**
 * Tables of `state.sqlite`: named numbers, gaps, samples lost with damaged files (target null where
 * it is not known), files set aside that are still to be salvaged, and the kept probe records.
 */
export const STATE_SCHEMA: FileSchema = {
  version: 1,
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
    CREATE INDEX kept_by_target ON kept (target);`,
};
