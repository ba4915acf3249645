import type { SaidStep } from '../../core/ports/said-store.ts';
import type { ConsentVersion } from '../../core/words/consent-version.ts';
import type { ContactList } from '../../core/words/contact-list.ts';
import { type Note, type NoteReading, readingKey } from '../../core/words/note.ts';
import type { PlannedWork } from '../../core/words/planned-work.ts';
import type { Statement } from '../../core/words/statement.ts';
import type { AuditTables } from './audit-tables.ts';
import { type SqliteFile, textOf } from './sqlite-file.ts';

const FIRST_SCHEMA = 7;

/**
 * Table of what people say themselves in `state.sqlite`, with row ids; it alone has nine columns, by
 * which the salvage of a damaged file knows it. `subject` is a target, of contacts and planned work a member, of a note nothing, of a
 * reading its note; `until_at` null = for good.
 */
export const SAID_SQL = `
  CREATE TABLE said (
    kind TEXT NOT NULL, id TEXT NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL,
    until_at INTEGER, ended_at INTEGER, revision INTEGER NOT NULL, actor TEXT NOT NULL,
    body TEXT NOT NULL, UNIQUE (kind, id));
  CREATE INDEX said_until ON said (kind, until_at);`;

/** What a damaged file still held of it. */
export type SalvagedSaid = Required<Omit<SaidStep, 'droppedWorks' | 'audit'>>;

/** What members say and choose themselves, in `state.sqlite`. */
export class SaidTables {
  readonly #file: SqliteFile;
  readonly #audit: AuditTables;
  /** Words that were taken away may still be in the log. */
  #isToErase = false;

  constructor(file: SqliteFile, audit: AuditTables) {
    this.#file = file;
    this.#audit = audit;
  }

  keepStep(step: SaidStep): void {
    const { consents = [], contacts = [], works = [], statements = [] } = step;
    const { notes = [], readings = [], droppedWorks = [], audit = [] } = step;
    const drop = `DELETE FROM said WHERE kind = 'work' AND id = ?`;
    this.#file.transaction(() => {
      for (const each of consents) this.#keep(rowOfConsent(each), each);
      for (const each of contacts) this.#keep(rowOfContacts(each), each);
      for (const each of works) this.#keep(rowOfWork(each), each);
      for (const id of droppedWorks) this.#file.run(drop, id);
      for (const each of statements) this.#keep(rowOfStatement(each), each);
      for (const each of notes) this.#keep(rowOfNote(each), each);
      for (const each of readings) this.#keepFirst(rowOfReading(each), each);
      for (const entry of audit) this.#audit.add(entry);
    });
    const isWithdrawn = notes.some(({ ended }) => ended?.as === 'withdrawn');
    this.#isToErase ||= isWithdrawn || contacts.length > 0;
    this.erase();
  }

  consents(): ConsentVersion[] {
    if (!this.#isThere) return [];
    const sql = `SELECT body FROM said WHERE kind = 'consent' ORDER BY subject, revision`;
    return this.#file.rows(sql).map(([body]) => consentOfText(textOf(body)));
  }

  contactLists(): ContactList[] {
    if (!this.#isThere) return [];
    const sql = `SELECT body FROM said WHERE kind = 'contacts' ORDER BY subject`;
    return this.#file.rows(sql).map(([body]) => contactsOfText(textOf(body)));
  }

  works(since: number): PlannedWork[] {
    if (!this.#isThere) return [];
    const sql = `SELECT body FROM said WHERE kind = 'work' AND until_at > ? ORDER BY at, id`;
    return this.#file.rows(sql, since).map(([body]) => workOfText(textOf(body)));
  }

  statements(since: number): Statement[] {
    if (!this.#isThere) return [];
    const sql = `SELECT body FROM said WHERE kind = 'statement' AND until_at > ? ORDER BY at, id`;
    return this.#file.rows(sql, since).map(([body]) => statementOfText(textOf(body)));
  }

  notes(since: number): Note[] {
    if (!this.#isThere) return [];
    const sql = `SELECT body FROM said WHERE ${NOTES_SINCE} ORDER BY at, id`;
    return this.#file.rows(sql, since, since).map(([body]) => noteOfText(textOf(body)));
  }

  noteReadings(since: number): NoteReading[] {
    if (!this.#isThere) return [];
    const sql = `SELECT body FROM said WHERE kind = 'reading'
      AND subject IN (SELECT id FROM said WHERE ${NOTES_SINCE}) ORDER BY at, id`;
    return this.#file.rows(sql, since, since).map(([body]) => readingOfText(textOf(body)));
  }

  dropNotes(since: number): void {
    this.#file.transaction(() => {
      this.#file.run(`DELETE FROM said WHERE kind = 'note' AND NOT (${NOTES_SINCE})`, since, since);
      const notes = `SELECT id FROM said WHERE kind = 'note'`;
      this.#file.run(`DELETE FROM said WHERE kind = 'reading' AND subject NOT IN (${notes})`);
    });
    this.#isToErase = true;
    this.erase();
  }

  /** Takes what was withdrawn out of the log, too; while somebody reads what was before, the next time. */
  erase(): void {
    if (!this.#isToErase) return;
    try {
      this.#isToErase = !this.#file.emptyLog();
    } catch {
      // It is kept all the same, and tried again.
    }
  }

  #keep(row: SaidRow, body: object): void {
    this.#insert(
      `ON CONFLICT (kind, id) DO UPDATE SET at = excluded.at, until_at = excluded.until_at,
        ended_at = excluded.ended_at, revision = excluded.revision, actor = excluded.actor,
        body = excluded.body`,
      row,
      body,
    );
  }

  #keepFirst(row: SaidRow, body: object): void {
    this.#insert('ON CONFLICT (kind, id) DO NOTHING', row, body);
  }

  #insert(onConflict: string, row: SaidRow, body: object): void {
    const { kind, id, subject, at, until, endedAt, revision, actor } = row;
    const sql = `INSERT INTO said VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ${onConflict}`;
    const text = JSON.stringify(body);
    this.#file.run(sql, kind, id, subject, at, until, endedAt, revision, actor, text);
  }

  /** Earlier schemas had none; such a file is met where it is only read. */
  get #isThere(): boolean {
    return this.#file.version >= FIRST_SCHEMA;
  }
}

const NOTES_SINCE = `kind = 'note' AND (until_at IS NULL OR until_at > ?)
  AND (ended_at IS NULL OR ended_at > ?)`;

/** The columns beside the body, which say the same. */
export interface SaidRow {
  readonly kind: 'consent' | 'contacts' | 'work' | 'statement' | 'note' | 'reading';
  readonly id: string;
  readonly subject: string;
  readonly at: number;
  readonly until: number | null;
  readonly endedAt: number | null;
  readonly revision: number;
  readonly actor: string;
}

export function rowOfConsent({ target, version, at, actor }: ConsentVersion): SaidRow {
  const id = `${target} ${version}`;
  const row = { kind: 'consent', id, subject: target, at } as const;
  return { ...row, until: null, endedAt: null, revision: version, actor };
}

export function rowOfContacts({ member, version, at, actor }: ContactList): SaidRow {
  const row = { kind: 'contacts', id: member, subject: member, at } as const;
  return { ...row, until: null, endedAt: null, revision: version, actor };
}

export function rowOfWork(work: PlannedWork): SaidRow {
  const { id, member: subject, at, to: until, endedAt, revision, actor } = work;
  return { kind: 'work', id, subject, at, until, endedAt, revision, actor };
}

export function rowOfStatement(statement: Statement): SaidRow {
  const { id, target, at, until, endedAt, revision, actor } = statement;
  return { kind: 'statement', id, subject: target, at, until, endedAt, revision, actor };
}

export function rowOfNote({ id, at, until, ended, revision, actor }: Note): SaidRow {
  return { kind: 'note', id, subject: '', at, until, endedAt: ended?.at ?? null, revision, actor };
}

export function rowOfReading(reading: NoteReading): SaidRow {
  const { note, account, at } = reading;
  const row = { kind: 'reading', id: readingKey(reading), subject: note, at } as const;
  return { ...row, until: null, endedAt: null, revision: 1, actor: account };
}

/** Guarantee: only {@link SaidTables} writes such texts, whole. */
function consentOfText(text: string): ConsentVersion {
  return JSON.parse(text) as ConsentVersion;
}

/** Guarantee: only {@link SaidTables} writes such texts, whole. */
function contactsOfText(text: string): ContactList {
  return JSON.parse(text) as ContactList;
}

/** Guarantee: only {@link SaidTables} writes such texts, whole. */
function workOfText(text: string): PlannedWork {
  return JSON.parse(text) as PlannedWork;
}

/** Guarantee: only {@link SaidTables} writes such texts, whole. */
function statementOfText(text: string): Statement {
  return JSON.parse(text) as Statement;
}

/** Guarantee: only {@link SaidTables} writes such texts, whole. */
function noteOfText(text: string): Note {
  return JSON.parse(text) as Note;
}

/** Guarantee: only {@link SaidTables} writes such texts, whole. */
function readingOfText(text: string): NoteReading {
  return JSON.parse(text) as NoteReading;
}
