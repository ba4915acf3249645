import { DatabaseSync } from 'node:sqlite';
import { edgeInSql, msInSql, waitingInSql } from '../embedded/day-key.ts';
import { orderOf } from '../embedded/day-schema.ts';
import { versionOf } from '../embedded/migrate-file.ts';

/** What a day's file holds. */
export interface DayFacts {
  /** Confirmations and missed slots included. */
  readonly samples: number;
  /** Epoch ms of the first and the last slot; null without samples. */
  readonly range: { readonly from: number; readonly to: number } | null;
}

/** Slot of a row that waits, ms since the day's start. */
const SLOT = msInSql('key');

/** Reads them from a file that nobody writes to; `day` is its start, epoch ms. Throws what SQLite does. */
export function dayFactsOf(path: string, day: number): DayFacts {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const numbers = (sql: string): (number | null)[] =>
      Object.values(db.prepare(sql).get() ?? {}).map((value) =>
        value === null ? null : Number(value),
      );
    const order = orderOf(versionOf(db));
    const [moved = 0] = numbers('SELECT count(*) FROM day');
    const [open = 0, openFrom, openTo] = numbers(
      `SELECT count(*), min(${SLOT}), max(${SLOT}) FROM ${waitingInSql(order)}`,
    );
    const froms = [...numbers(edgeInSql(order, 'min')), openFrom].filter(isNumber);
    const tos = [...numbers(edgeInSql(order, 'max')), openTo].filter(isNumber);
    const range =
      froms.length === 0 ? null : { from: day + Math.min(...froms), to: day + Math.max(...tos) };
    return { samples: (moved ?? 0) + (open ?? 0), range };
  } finally {
    db.close();
  }
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === 'number';
}
