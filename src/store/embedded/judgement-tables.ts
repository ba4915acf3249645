import type {
  IncidentQuery,
  JudgingStep,
  SeriesSnapshot,
} from '../../core/ports/judgement-store.ts';
import type { Incident } from '../../core/words/incident.ts';
import { INCIDENTS_AT_ONCE, incidentOfText, textOfIncident } from '../incident-text.ts';
import type { FoundJudging } from './judgement-salvage.ts';
import { type Cell, type SqliteFile, textOf, wholeOf } from './sqlite-file.ts';

const FIRST_SCHEMA = 3;

/**
 * Tables of judging in `state.sqlite`: incidents with the targets in them, what was learned of each
 * series, and the memory of the rules on many targets. They have row ids, as all that outlives damage.
 */
export const JUDGEMENT_SQL = `
  CREATE TABLE incidents (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, ended_at INTEGER, body TEXT NOT NULL);
  CREATE INDEX incidents_open ON incidents (seq) WHERE ended_at IS NULL;
  CREATE TABLE incident_targets (target TEXT NOT NULL, incident INTEGER NOT NULL);
  CREATE UNIQUE INDEX incidents_of_target ON incident_targets (target, incident);
  CREATE TABLE judged_series (
    series TEXT NOT NULL UNIQUE, at INTEGER NOT NULL, state BLOB NOT NULL);
  CREATE TABLE judging_memory (id INTEGER PRIMARY KEY CHECK (id = 1), body TEXT NOT NULL);`;

/** Added by version 4: finds incidents by what they are part of, and by their end. */
export const INCIDENT_INDEX_SQL = `
  CREATE INDEX incidents_of_incident ON incidents (json_extract(body, '$.mergedInto'));
  CREATE INDEX incidents_by_end ON incidents (ended_at);`;

const PATTERN_OR_NAMED = `(json_extract(body, '$.pattern') <> 'single' OR seq IN
  (SELECT incident FROM incident_targets WHERE target IN (SELECT value FROM json_each(?))))`;

/** What judging keeps, in `state.sqlite`. */
export class JudgementTables {
  readonly #file: SqliteFile;

  constructor(file: SqliteFile) {
    this.#file = file;
  }

  keepStep({ incidents, memory }: JudgingStep): void {
    this.#file.transaction(() => {
      for (const incident of incidents) this.#keep(incident);
      if (memory !== null) {
        this.#file.run('INSERT OR REPLACE INTO judging_memory VALUES (1, ?)', memory);
      }
    });
  }

  keepSeries(snapshots: readonly SeriesSnapshot[]): void {
    const sql = `INSERT INTO judged_series VALUES (?, ?, ?)
      ON CONFLICT (series) DO UPDATE SET at = excluded.at, state = excluded.state`;
    this.#file.transaction(() => {
      for (const { series, at, state } of snapshots) this.#file.run(sql, series, at, state);
    });
  }

  /** Puts back what a damaged file still held, into tables that are empty. */
  restore({ incidents, series, memory }: FoundJudging): void {
    this.keepStep({ incidents, memory });
    this.keepSeries(series);
  }

  /** The newest opened first. */
  incidents(query: IncidentQuery): Incident[] {
    if (!this.#isThere) return [];
    const { target = null, open = false, before = null, limit = INCIDENTS_AT_ONCE } = query;
    const { endedSince = null, mergedInto = null, patternsAnd } = query;
    const conditions = [
      ['seq IN (SELECT incident FROM incident_targets WHERE target = ?)', target],
      ['(ended_at IS NULL OR ended_at >= ?)', endedSince],
      ["json_extract(body, '$.mergedInto') = ?", mergedInto],
      ['seq < (SELECT seq FROM incidents WHERE id = ?)', before],
      [PATTERN_OR_NAMED, patternsAnd === undefined ? null : JSON.stringify(patternsAnd)],
    ] as const;
    const asked = conditions.filter(([, value]) => value !== null);
    const wanted = [...asked.map(([sql]) => sql), ...(open ? ['ended_at IS NULL'] : [])];
    const where = wanted.length === 0 ? '' : `WHERE ${wanted.join(' AND ')}`;
    const values = asked.map(([, value]) => value);
    const sql = `SELECT body FROM incidents ${where} ORDER BY seq DESC LIMIT ?`;
    return this.#file.rows(sql, ...values, limit).map(([body]) => incidentOfText(textOf(body)));
  }

  incident(id: string): Incident | null {
    if (!this.#isThere) return null;
    const row = this.#file.row('SELECT body FROM incidents WHERE id = ?', id);
    return row === null ? null : incidentOfText(textOf(row[0]));
  }

  memory(): string | null {
    if (!this.#isThere) return null;
    const row = this.#file.row('SELECT body FROM judging_memory');
    return row === null ? null : textOf(row[0]);
  }

  series(): SeriesSnapshot[] {
    if (!this.#isThere) return [];
    return this.#file
      .rows('SELECT series, at, state FROM judged_series ORDER BY series')
      .map(([series, at, state]) => ({
        series: textOf(series),
        at: wholeOf(at),
        state: bytesOf(state),
      }));
  }

  /** Forgets series without a sample since `until`, epoch ms, and incidents that ended before `ended`. */
  expire(until: number, ended: number): void {
    this.#file.run('DELETE FROM judged_series WHERE at <= ?', until);
    const gone = 'SELECT seq FROM incidents WHERE ended_at <= ?';
    this.#file.run(`DELETE FROM incident_targets WHERE incident IN (${gone})`, ended);
    this.#file.run('DELETE FROM incidents WHERE ended_at <= ?', ended);
  }

  /** Earlier schemas had none; such a file is met where it is only read. */
  get #isThere(): boolean {
    return this.#file.version >= FIRST_SCHEMA;
  }

  #keep(incident: Incident): void {
    const sql = `INSERT INTO incidents (id, ended_at, body) VALUES (?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET ended_at = excluded.ended_at, body = excluded.body`;
    this.#file.run(sql, incident.id, incident.endedAt, textOfIncident(incident));
    const found = this.#file.row('SELECT seq FROM incidents WHERE id = ?', incident.id);
    const link = 'INSERT OR IGNORE INTO incident_targets VALUES (?, ?)';
    for (const { target } of incident.targets) this.#file.run(link, target, wholeOf(found?.[0]));
  }
}

function bytesOf(cell: Cell | undefined): Uint8Array {
  return cell instanceof Uint8Array ? cell : new Uint8Array();
}
