import type {
  Acknowledgement,
  Bounce,
  ContactRecord,
  DeskSnapshot,
  NoticeStep,
  OutboxEntry,
  OutboxQuery,
  OutboxResult,
} from '../../core/ports/notice-store.ts';
import type { NoticeDecision, Silence } from '../../core/words/notice.ts';
import { codeCell, codeOfCell } from './code-cell.ts';
import type { FoundNotices } from './notice-salvage.ts';
import { OUTBOX_SQL, OutboxTable } from './outbox-table.ts';
import { type SqliteFile, textOf, textOrNull, wholeOf, wholeOrNull } from './sqlite-file.ts';

const FIRST_SCHEMA = 5;

/**
 * Tables of telling in `state.sqlite`. They have row ids, and no two the same width and kinds of
 * columns: the salvage of a damaged file knows them by that. `revision` grows with every desk kept.
 */
export const NOTICE_SQL = `${OUTBOX_SQL}
  CREATE TABLE notice_desks (
    contact TEXT NOT NULL UNIQUE, revision INTEGER NOT NULL, body TEXT NOT NULL);
  CREATE TABLE notice_decisions (
    seq INTEGER PRIMARY KEY, incident TEXT NOT NULL, at INTEGER NOT NULL, body TEXT NOT NULL);
  CREATE INDEX decisions_of_incident ON notice_decisions (incident, seq);
  CREATE INDEX decisions_by_time ON notice_decisions (at);
  CREATE TABLE silences (until_at INTEGER NOT NULL, id TEXT NOT NULL UNIQUE, body TEXT NOT NULL);
  CREATE TABLE acknowledgements (
    at INTEGER NOT NULL, incident TEXT NOT NULL, recipient TEXT NOT NULL, actor TEXT NOT NULL);
  CREATE UNIQUE INDEX acknowledged_once ON acknowledgements (incident, recipient);
  CREATE TABLE notice_contacts (
    contact TEXT NOT NULL UNIQUE, verified_at INTEGER, code TEXT, code_sent_at INTEGER,
    bounced_at INTEGER, bounce TEXT);`;

/** What telling keeps, in `state.sqlite`. */
export class NoticeTables {
  readonly #file: SqliteFile;
  readonly #outbox: OutboxTable;
  /** Of the desks kept last; null = not read yet. The file has one writer. */
  #revision: number | null = null;

  constructor(file: SqliteFile) {
    this.#file = file;
    this.#outbox = new OutboxTable(file);
  }

  keepStep({ desks, decisions, outbox }: NoticeStep): void {
    const sql = 'INSERT INTO notice_decisions (incident, at, body) VALUES (?, ?, ?)';
    this.#file.transaction(() => {
      this.#keepDesks(desks);
      for (const decision of decisions) {
        this.#file.run(sql, decision.incident, decision.at, JSON.stringify(decision));
      }
      for (const draft of outbox) this.#outbox.add(draft);
    });
  }

  desks(): DeskSnapshot[] {
    if (!this.#isThere) return [];
    return this.#file
      .rows('SELECT contact, body FROM notice_desks ORDER BY contact')
      .map(([contact, body]) => ({ contact: textOf(contact), body: textOf(body) }));
  }

  waiting(after: number): OutboxEntry[] {
    return this.#isThere ? this.#outbox.waiting(after) : [];
  }

  outbox(query: OutboxQuery): OutboxEntry[] {
    return this.#isThere ? this.#outbox.entries(query) : [];
  }

  settle(results: readonly OutboxResult[]): void {
    this.#outbox.settle(results);
  }

  decisions(incidents: readonly string[]): NoticeDecision[] {
    if (!this.#isThere) return [];
    const sql = `SELECT body FROM notice_decisions
      WHERE incident IN (SELECT value FROM json_each(?)) ORDER BY seq`;
    const rows = this.#file.rows(sql, JSON.stringify(incidents));
    return rows.map(([body]) => decisionOfText(textOf(body)));
  }

  silences(at: number): Silence[] {
    if (!this.#isThere) return [];
    const sql = 'SELECT body FROM silences WHERE until_at > ? ORDER BY id';
    return this.#file.rows(sql, at).map(([body]) => silenceOfText(textOf(body)));
  }

  keepSilence(silence: Silence): void {
    const sql = `INSERT INTO silences VALUES (?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET until_at = excluded.until_at, body = excluded.body`;
    this.#file.run(sql, silence.until, silence.id, JSON.stringify(silence));
  }

  acknowledgements(): Acknowledgement[] {
    if (!this.#isThere) return [];
    const sql = 'SELECT at, incident, recipient, actor FROM acknowledgements ORDER BY rowid';
    return this.#file.rows(sql).map(([at, incident, recipient, by]) => ({
      incident: textOf(incident),
      recipient: textOf(recipient),
      at: wholeOf(at),
      by: textOf(by),
    }));
  }

  acknowledge({ incident, recipient, at, by }: Acknowledgement): void {
    const sql = 'INSERT OR IGNORE INTO acknowledgements VALUES (?, ?, ?, ?)';
    this.#file.run(sql, at, incident, recipient, by);
  }

  contacts(): ContactRecord[] {
    if (!this.#isThere) return [];
    const sql = `SELECT contact, verified_at, code, code_sent_at, bounced_at, bounce
      FROM notice_contacts ORDER BY contact`;
    return this.#file.rows(sql).map(([contact, verified, code, codeSent, bounced, bounce]) => ({
      contact: textOf(contact),
      verifiedAt: wholeOrNull(verified),
      ...codeOfCell(textOrNull(code)),
      codeSentAt: wholeOrNull(codeSent),
      bouncedAt: wholeOrNull(bounced),
      bounce: textOrNull(bounce),
    }));
  }

  keepContact(record: ContactRecord): void {
    const { contact, verifiedAt, codeSentAt, bouncedAt, bounce } = record;
    const sql = 'INSERT OR REPLACE INTO notice_contacts VALUES (?, ?, ?, ?, ?, ?)';
    this.#file.run(sql, contact, verifiedAt, codeCell(record), codeSentAt, bouncedAt, bounce);
  }

  keepBounce(contact: string, bounce: Bounce | null): void {
    const sql = `INSERT INTO notice_contacts (contact, bounced_at, bounce) VALUES (?, ?, ?)
      ON CONFLICT (contact) DO UPDATE SET bounced_at = excluded.bounced_at, bounce = excluded.bounce`;
    this.#file.run(sql, contact, bounce?.at ?? null, bounce?.error ?? null);
  }

  /**
   * Forgets silences that are over at `now`, and what was settled, decided or acknowledged before
   * `ended` of incidents that are not kept any more; both epoch ms.
   */
  expire(ended: number, now: number): void {
    const gone = 'at <= ? AND incident NOT IN (SELECT id FROM incidents)';
    this.#file.transaction(() => {
      this.#file.run('DELETE FROM silences WHERE until_at <= ?', now);
      this.#file.run(`DELETE FROM notice_decisions WHERE ${gone}`, ended);
      this.#file.run(`DELETE FROM acknowledgements WHERE ${gone}`, ended);
      this.#outbox.expire(ended);
    });
  }

  /** Puts back what a damaged file still held, into tables that are empty. */
  restore({ desks, outbox, silences, acknowledgements, contacts }: FoundNotices): void {
    this.#file.transaction(() => {
      this.#keepDesks(desks);
      for (const entry of outbox) this.#outbox.restore(entry);
      for (const silence of silences) this.keepSilence(silence);
      for (const acknowledgement of acknowledgements) this.acknowledge(acknowledgement);
      for (const contact of contacts) this.keepContact(contact);
    });
  }

  #keepDesks(desks: readonly DeskSnapshot[]): void {
    const newest = 'SELECT max(revision) FROM notice_desks';
    this.#revision ??= wholeOf(this.#file.row(newest)?.[0]);
    this.#revision += 1;
    const sql = `INSERT INTO notice_desks VALUES (?, ?, ?)
      ON CONFLICT (contact) DO UPDATE SET revision = excluded.revision, body = excluded.body`;
    for (const { contact, body } of desks) {
      if (body === null) this.#file.run('DELETE FROM notice_desks WHERE contact = ?', contact);
      else this.#file.run(sql, contact, this.#revision, body);
    }
  }

  /** Earlier schemas had none; such a file is met where it is only read. */
  get #isThere(): boolean {
    return this.#file.version >= FIRST_SCHEMA;
  }
}

/** Guarantee: only {@link NoticeTables} writes such texts, whole. */
function decisionOfText(text: string): NoticeDecision {
  return JSON.parse(text) as NoticeDecision;
}

/** Guarantee: only {@link NoticeTables} writes such texts, whole. */
function silenceOfText(text: string): Silence {
  return JSON.parse(text) as Silence;
}
