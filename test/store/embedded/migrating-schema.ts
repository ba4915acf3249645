import type { FileSchema } from '../../../src/store/embedded/file-schema.ts';

/** A schema in two versions: the second doubles every number, which takes some 100 ms. */
export const FIRST_SCHEMA: FileSchema = {
  version: 1,
  sql: 'CREATE TABLE numbers (id INTEGER PRIMARY KEY, value INTEGER NOT NULL)',
};

const DOUBLED = `
  ALTER TABLE numbers ADD COLUMN doubled INTEGER;
  UPDATE numbers SET doubled = value * 2;
  CREATE INDEX by_doubled ON numbers (doubled);`;

export const SECOND_SCHEMA: FileSchema = {
  version: 2,
  sql: `${FIRST_SCHEMA.sql}; ${DOUBLED}`,
  migrations: { 1: DOUBLED },
};

export const NUMBERS = 100_000;
export const FILL = `
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${NUMBERS})
  INSERT INTO numbers SELECT i, i * 3 FROM n`;
