import { SAMPLE_COLUMNS, STORED_ONLY_COLUMNS, storedName } from '../../core/schema.ts';
import { type KeyOrder, keyInSql, msInSql, storedInSql, waitingInSql } from './day-key.ts';
import { FACT_COLUMNS } from './facts.ts';
import type { FileSchema } from './file-schema.ts';
import { VALUE_COLUMNS } from './sample-row.ts';

/** By the order of the table `day`. Raise them with every change of the tables or of a key's layout. */
const VERSIONS: Readonly<Record<KeyOrder, number>> = { hour: 1, series: 2 };

const VALUES = VALUE_COLUMNS.join(', ');
const HOURS = Array.from({ length: 24 }, (_, hour) => `(${hour})`).join(', ');
/** Smallest key of a series in an hour, in SQL. */
const FIRST_KEY = '(h.hour << 47) + (s.id << 23)';

/** The order that a file's version stands for. */
export function orderOf(version: number): KeyOrder {
  return version >= VERSIONS.series ? 'series' : 'hour';
}

/**
 * Tables of one UTC day. `open_batches` holds the open hours in time order, one row a commit, its
 * rows as JSON arrays in the order key, facts, values; `day` the closed ones clustered by stored key;
 * `dirty` the (hour, series) whose roll-ups are not written yet. The view `samples` shows both with
 * the columns of exports, durations as whole microseconds; its CROSS JOINs fix the order series, hour,
 * rows, so that one target is found without reading the others. A day begins in order of hours.
 */
export function daySchema(day: number, order: KeyOrder = 'hour'): FileSchema {
  const first = storedInSql(order, `(${FIRST_KEY})`);
  return {
    version: Math.max(...Object.values(VERSIONS)),
    made: VERSIONS[order],
    sql: `
      CREATE TABLE series (
        id INTEGER PRIMARY KEY, target TEXT NOT NULL, vantage TEXT NOT NULL, family INTEGER NOT NULL);
      CREATE TABLE facts (id INTEGER PRIMARY KEY, ${FACT_COLUMNS.join(', ')});
      CREATE TABLE day (
        key INTEGER PRIMARY KEY, facts INTEGER NOT NULL,
        ${VALUE_COLUMNS.map((name) => `${name} INTEGER`).join(', ')});
      CREATE TABLE open_batches (id INTEGER PRIMARY KEY, rows TEXT NOT NULL);
      CREATE TABLE dirty (id INTEGER PRIMARY KEY);
      CREATE VIEW open_rows AS
        SELECT r.value ->> 0 AS key, r.value ->> 1 AS facts,
          ${VALUE_COLUMNS.map((name, index) => `r.value ->> ${index + 2} AS ${name}`).join(', ')}
        FROM open_batches b, json_each(b.rows) r;
      CREATE VIEW samples AS
        SELECT ${columnsOf('r', day, keyInSql(order, 'r.key'))} FROM series s
          CROSS JOIN (WITH hours (hour) AS (VALUES ${HOURS}) SELECT hour FROM hours) h
          CROSS JOIN day r ON r.key BETWEEN ${first} AND ${first} + 8388607
          CROSS JOIN facts f ON f.id = r.facts
        UNION ALL
        SELECT ${columnsOf('r', day, 'r.key')}
          FROM (SELECT key, facts, ${VALUES} FROM ${waitingInSql(order)}) r
          JOIN series s ON s.id = (r.key >> 23) & 16777215
          JOIN facts f ON f.id = r.facts;`,
  };
}

function columnsOf(row: string, day: number, key: string): string {
  return [...SAMPLE_COLUMNS, ...STORED_ONLY_COLUMNS]
    .map((column) => {
      const name = storedName(column);
      return `${expressionOf(name, row, { day, key })} AS ${name}`;
    })
    .join(', ');
}

function expressionOf(
  name: string,
  row: string,
  { day, key }: { readonly day: number; readonly key: string },
): string {
  const scheduledAt = `${day} + ${msInSql(key)}`;
  switch (name) {
    case 'scheduled_at':
      return scheduledAt;
    case 'started_at':
      return `${scheduledAt} + ${row}.started_delta_ms`;
    case 'attempt':
      return `(${key} & 1) + 1`;
    case 'target':
    case 'vantage':
    case 'family':
      return `s.${name}`;
    default:
      return (FACT_COLUMNS as readonly string[]).includes(name) ? `f.${name}` : `${row}.${name}`;
  }
}
