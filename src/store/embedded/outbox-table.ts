import {
  OUTBOX_STATES,
  type OutboxDraft,
  type OutboxEntry,
  type OutboxQuery,
  type OutboxResult,
  type OutboxState,
} from '../../core/ports/notice-store.ts';
import { incidentsOf, OUTBOX_AT_ONCE } from '../notice-entries.ts';
import {
  type Cell,
  type Cells,
  type SqliteFile,
  textOf,
  textOrNull,
  wholeOf,
  wholeOrNull,
} from './sqlite-file.ts';

/** What lies under an index of its own is left out of the body. */
type Body = Pick<OutboxDraft, 'to' | 'marking' | 'notice'>;

const ROW = `seq, contact, state, attempts, next_at, failing_since, last_error, settled_at, body`;

/** An entry in which one of the incidents of a JSON list is told. */
const OF_INCIDENTS = `seq IN (SELECT entry FROM outbox_incidents
  WHERE incident IN (SELECT value FROM json_each(?)))`;

/** A `seq` is given once, also after everything was forgotten. */
export const OUTBOX_SQL = `
  CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, contact TEXT NOT NULL, key TEXT NOT NULL,
    state TEXT NOT NULL, attempts INTEGER NOT NULL, next_at INTEGER NOT NULL,
    failing_since INTEGER, last_error TEXT, settled_at INTEGER, body TEXT NOT NULL);
  CREATE UNIQUE INDEX outbox_once ON outbox (contact, key);
  CREATE INDEX outbox_waiting ON outbox (seq) WHERE state = 'waiting';
  CREATE INDEX outbox_dead ON outbox (seq) WHERE state = 'dead';
  CREATE INDEX outbox_settled ON outbox (settled_at) WHERE settled_at IS NOT NULL;
  CREATE TABLE outbox_incidents (incident TEXT NOT NULL, entry INTEGER NOT NULL);
  CREATE UNIQUE INDEX outbox_of_incident ON outbox_incidents (incident, entry);
  CREATE INDEX outbox_incidents_of_entry ON outbox_incidents (entry);`;

/** The notices on their way and those that arrived or were given up, in `state.sqlite`. */
export class OutboxTable {
  readonly #file: SqliteFile;

  constructor(file: SqliteFile) {
    this.#file = file;
  }

  /** Inside a transaction of the caller. */
  add({ contact, to, marking, notice }: OutboxDraft): void {
    const sql = `INSERT INTO outbox (contact, key, state, attempts, next_at, body)
      VALUES (?, ?, 'waiting', 0, ?, ?) ON CONFLICT (contact, key) DO NOTHING RETURNING seq`;
    const body: Body = { to, marking, notice };
    const text = JSON.stringify(body);
    const added = this.#file.row(sql, contact, notice.key, notice.at, text);
    if (added !== null) this.#link(wholeOf(added[0]), incidentsOf({ notice }));
  }

  waiting(after: number): OutboxEntry[] {
    const sql = `SELECT ${ROW} FROM outbox WHERE state = 'waiting' AND seq > ? ORDER BY seq`;
    return this.#file.rows(sql, after).map(entryOf);
  }

  /** The newest first. */
  entries(query: OutboxQuery): OutboxEntry[] {
    const { state = null, incidents = null, before = null, limit = OUTBOX_AT_ONCE } = query;
    const wanted = [
      ...(state === null ? [] : [`state = '${state}'`]),
      ...(incidents === null ? [] : [OF_INCIDENTS]),
      ...(before === null ? [] : ['seq < ?']),
    ];
    const where = wanted.length === 0 ? '' : `WHERE ${wanted.join(' AND ')}`;
    const values = [incidents && JSON.stringify(incidents), before].filter(
      (value) => value !== null,
    );
    const sql = `SELECT ${ROW} FROM outbox ${where} ORDER BY seq DESC LIMIT ?`;
    return this.#file.rows(sql, ...values, limit).map(entryOf);
  }

  settle(results: readonly OutboxResult[]): void {
    const sql = `UPDATE outbox SET state = ?, attempts = ?, next_at = ?, failing_since = ?,
      last_error = ?, settled_at = ? WHERE seq = ?`;
    this.#file.transaction(() => {
      for (const result of results) {
        const { seq, state, attempts, nextAt, failingSince, lastError, settledAt } = result;
        this.#file.run(sql, state, attempts, nextAt, failingSince, lastError, settledAt, seq);
      }
    });
  }

  /** Forgets what was settled before `ended`, epoch ms, and tells of no incident that is kept. */
  expire(ended: number): void {
    const gone = `SELECT seq FROM outbox WHERE settled_at <= ? AND NOT EXISTS (
      SELECT 1 FROM outbox_incidents JOIN incidents ON incidents.id = outbox_incidents.incident
      WHERE outbox_incidents.entry = outbox.seq)`;
    for (const [seq] of this.#file.rows(gone, ended)) {
      this.#file.run('DELETE FROM outbox_incidents WHERE entry = ?', wholeOf(seq));
      this.#file.run('DELETE FROM outbox WHERE seq = ?', wholeOf(seq));
    }
  }

  /** Puts back what a damaged file still held, inside a transaction of the caller. */
  restore(entry: OutboxEntry): void {
    const { seq, contact, state, attempts, nextAt, failingSince, lastError, settledAt } = entry;
    const { to, marking, notice } = entry;
    const body: Body = { to, marking, notice };
    const sql = 'INSERT OR IGNORE INTO outbox VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
    const progress = [attempts, nextAt, failingSince, lastError, settledAt] as const;
    this.#file.run(sql, seq, contact, notice.key, state, ...progress, JSON.stringify(body));
    this.#link(seq, incidentsOf({ notice }));
  }

  #link(seq: number, incidents: Iterable<string>): void {
    const sql = 'INSERT OR IGNORE INTO outbox_incidents VALUES (?, ?)';
    for (const incident of incidents) this.#file.run(sql, incident, seq);
  }
}

/** Guarantee: only {@link OutboxTable} writes such rows, whole. */
function entryOf(cells: Cells): OutboxEntry {
  const [seq, contact, state, attempts, nextAt, failingSince, lastError, settledAt, body] = cells;
  return {
    seq: wholeOf(seq),
    contact: textOf(contact),
    state: stateOf(state),
    attempts: wholeOf(attempts),
    nextAt: wholeOf(nextAt),
    failingSince: wholeOrNull(failingSince),
    lastError: textOrNull(lastError),
    settledAt: wholeOrNull(settledAt),
    ...(JSON.parse(textOf(body)) as Body),
  };
}

function stateOf(cell: Cell | undefined): OutboxState {
  return OUTBOX_STATES.find((state) => state === cell) ?? 'waiting';
}
