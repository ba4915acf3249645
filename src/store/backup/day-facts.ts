import { DatabaseSync } from 'node:sqlite';
import { HOUR_MS } from '../embedded/day-key.ts';

/** What a day's file holds. */
export interface DayFacts {
  /** Confirmations and missed slots included. */
  readonly samples: number;
  /** Epoch ms of the first and the last slot; null without samples. */
  readonly range: { readonly from: number; readonly to: number } | null;
}

/** Slot of a row, ms since the day's start. */
const SLOT = `(key >> 47) * ${HOUR_MS} + ((key >> 1) & 4194303)`;
/** Rows of open hours that are not in their place yet. */
const OPEN = `open_rows o WHERE NOT EXISTS (SELECT 1 FROM day d WHERE d.key = o.key)`;

/** Reads them from a file that nobody writes to; `day` is its start, epoch ms. Throws what SQLite does. */
export function dayFactsOf(path: string, day: number): DayFacts {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    const numbers = (sql: string): (number | null)[] =>
      Object.values(db.prepare(sql).get() ?? {}).map((value) =>
        value === null ? null : Number(value),
      );
    const [moved = 0] = numbers('SELECT count(*) FROM day');
    const [open = 0, openFrom, openTo] = numbers(
      `SELECT count(*), min(${SLOT}), max(${SLOT}) FROM ${OPEN}`,
    );
    const [first, last] = numbers('SELECT min(key) >> 47, max(key) >> 47 FROM day');
    const edge = (which: 'min' | 'max', hour: number | null | undefined) =>
      numbers(`SELECT ${which}(${SLOT}) FROM day
        WHERE key >= ${hour ?? 0} << 47 AND key < (${hour ?? 0} + 1) << 47`)[0];
    const froms = [edge('min', first), openFrom].filter(isNumber);
    const tos = [edge('max', last), openTo].filter(isNumber);
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
