import type { TimeRange } from '../../core/ports/sample-store.ts';
import type { Family } from '../../core/words/outcome.ts';
import {
  DAY_MS,
  edgeInSql,
  HOUR_MS,
  type KeyOrder,
  keyInSql,
  msInSql,
  partsOfDay,
  storedInSql,
  waitingInSql,
} from './day-key.ts';
import { daySchema, orderOf } from './day-schema.ts';
import { dayPath, listDays } from './file-names.ts';
import { type Cells, SqliteFile, textOf, textOrNull, wholeOf, wholeOrNull } from './sqlite-file.ts';

/** What one series asked of one address in a range, with one member and sector. */
export interface LoadRow {
  readonly target: string;
  readonly family: Family;
  readonly member: string;
  readonly sector: string;
  /** Of the last hop; null where nothing was connected to. */
  readonly peerAddress: string | null;
  /** Slots that were due: first attempts, missed ones too. */
  readonly slots: number;
  /** Probes made, confirmations too. */
  readonly probes: number;
  /** Requests sent or attempted, redirects and confirmations too. */
  readonly requests: number;
  /** Of response bodies as transferred. */
  readonly bodyBytes: number;
  /** Probes that waited a second or longer for a limit, and the longest wait, ms. */
  readonly waited: number;
  readonly longestWaitMs: number;
  /** First and last slot, epoch ms. */
  readonly firstAt: number;
  readonly lastAt: number;
}

const WAITED_US = 1_000_000;

/** Rows that are moved and rows that wait, each once, of the stored keys between the two given. */
const sumsOf = (order: KeyOrder): string => `
  WITH rows AS (
    SELECT ${keyInSql(order, 'd.key')} AS key, facts, encoded_body_bytes, queue_us FROM day d
      WHERE d.key >= ?1 AND d.key < ?2
    UNION ALL
    SELECT key, facts, encoded_body_bytes, queue_us FROM ${waitingInSql(order)}
      AND ${storedInSql(order, 'o.key')} >= ?1 AND ${storedInSql(order, 'o.key')} < ?2)
  SELECT s.target, s.family, f.member, f.sector, f.peer_address, r.*
    FROM (
      SELECT (key >> 23) & 16777215 AS series, facts,
        sum(1 - (key & 1)), count(*), coalesce(sum(encoded_body_bytes), 0),
        sum(coalesce(queue_us, 0) >= ${WAITED_US}), coalesce(max(queue_us), 0),
        min(${msInSql('key')}), max(${msInSql('key')})
      FROM rows
      WHERE ${msInSql('key')} BETWEEN ?3 AND ?4
      GROUP BY series, facts) r
    JOIN series s ON s.id = r.series JOIN facts f ON f.id = r.facts`;
const FACT_HOPS = 'SELECT id, hops FROM facts';

/**
 * Sums of what is stored of a range, part by part, beside whoever writes; a row for each part and
 * combination of facts, so that one series has several.
 */
export function* readLoad(dir: string, { from, to }: TimeRange): Generator<readonly LoadRow[]> {
  for (const day of listDays(dir)) {
    if (day + DAY_MS <= from || day >= to) continue;
    const file = new SqliteFile(dayPath(dir, day), daySchema(day), {
      readOnly: true,
      sync: 'normal',
    });
    try {
      const first = Math.max(0, from - day);
      const last = Math.min(DAY_MS, to - day) - 1;
      const order = orderOf(file.version);
      const hours = { from: Math.floor(first / HOUR_MS), to: Math.floor(last / HOUR_MS) };
      const maxSeries = maxOf(file, 'SELECT max(id) FROM series') ?? 0;
      for (const [low, end] of partsOfDay(order, hours, maxSeries)) {
        yield rowsOfPart(file, { day, order, low, end, first, last });
      }
    } finally {
      file.close();
    }
  }
}

/** The newest slot that is stored, epoch ms; null without any. */
export function newestSlot(dir: string): number | null {
  for (const day of listDays(dir).reverse()) {
    const file = new SqliteFile(dayPath(dir, day), daySchema(day), {
      readOnly: true,
      sync: 'normal',
    });
    try {
      const moved = maxOf(file, edgeInSql(orderOf(file.version), 'max'));
      const waiting = maxOf(file, `SELECT max(${msInSql('key')}) FROM open_rows`);
      if (moved === null && waiting === null) continue;
      return day + Math.max(moved ?? 0, waiting ?? 0);
    } finally {
      file.close();
    }
  }
  return null;
}

function maxOf(file: SqliteFile, sql: string): number | null {
  return wholeOrNull(file.row(sql)?.[0] ?? null);
}

interface Part {
  /** Start of the UTC day, epoch ms. */
  readonly day: number;
  readonly order: KeyOrder;
  /** Stored keys from one to before the other. */
  readonly low: number;
  readonly end: number;
  /** First and last ms of the day that count. */
  readonly first: number;
  readonly last: number;
}

/** One transaction: a row that moves from the open hour to its place is neither lost nor doubled. */
function rowsOfPart(file: SqliteFile, { day, order, low, end, first, last }: Part): LoadRow[] {
  file.exec('BEGIN');
  try {
    const facts = new Map(
      file.rows(FACT_HOPS).map(([id, hops]) => [wholeOf(id), wholeOf(hops)] as const),
    );
    return file
      .rows(sumsOf(order), low, end, first, last)
      .map((cells) => loadRowOf(cells, facts, day));
  } finally {
    file.exec('COMMIT');
  }
}

function loadRowOf(cells: Cells, hopsOf: ReadonlyMap<number, number>, day: number): LoadRow {
  const [target, family, member, sector, peer, , facts, slots, rows, bytes, waited, wait, a, b] =
    cells;
  const hops = hopsOf.get(wholeOf(facts)) ?? 0;
  return {
    target: textOf(target),
    family: wholeOf(family) === 6 ? 6 : 4,
    member: textOf(member),
    sector: textOf(sector),
    peerAddress: textOrNull(peer),
    slots: wholeOf(slots),
    probes: hops === 0 ? 0 : wholeOf(rows),
    requests: hops * wholeOf(rows),
    bodyBytes: wholeOf(bytes),
    waited: wholeOf(waited),
    longestWaitMs: wholeOf(wait) / 1000,
    firstAt: day + wholeOf(a),
    lastAt: day + wholeOf(b),
  };
}
