import type { AuditLine } from '../../core/words/audit.ts';
import {
  CONSENT_ACTION,
  type ConsentVersion,
  levelsOfDetail,
} from '../../core/words/consent-version.ts';
import { CONTACTS_ACTION, type ContactList, keysOfDetail } from '../../core/words/contact-list.ts';
import {
  NOTE_ACTIONS,
  type Note,
  type NoteReading,
  readingKey,
  withdrawnNote,
} from '../../core/words/note.ts';
import { type PlannedWork, WORK_ACTIONS, workOfDetail } from '../../core/words/planned-work.ts';
import type { Statement } from '../../core/words/statement.ts';
import { objectIn } from './found-cell.ts';
import {
  rowOfConsent,
  rowOfContacts,
  rowOfNote,
  rowOfReading,
  rowOfStatement,
  rowOfWork,
  type SaidRow,
  type SalvagedSaid,
} from './said-tables.ts';
import type { FoundRecord } from './sqlite-pages.ts';

const SAID_WIDTH = 9;

/**
 * What people said, as far as a damaged `state.sqlite` still holds it. A choice whose record is lost is
 * taken from its line of the audit: nobody is shared more widely than he chose last. So is that a note was
 * withdrawn, whose words do not come back, which contacts a member has: nobody is told whom it removed; and
 * that planned work was taken back, whose trouble is told again.
 */
export class SaidFinds {
  /** By target and version. */
  readonly #consents = new Map<string, ConsentVersion>();
  /** By member. */
  readonly #contacts = new Map<string, ContactList>();
  readonly #works = new Map<string, PlannedWork>();
  readonly #statements = new Map<string, Statement>();
  readonly #notes = new Map<string, Note>();
  /** By `readingKey`. */
  readonly #readings = new Map<string, NoteReading>();

  take({ columns }: FoundRecord): void {
    const [kind, , , , , , , , body] = columns;
    if (columns.length !== SAID_WIDTH) return;
    // Guarantee: the store writes them whole; the columns beside it say the same.
    const said = objectIn(body);
    if (said === null) return;
    if (kind === 'consent' && isRow(columns, rowOfConsent(said as ConsentVersion))) {
      const consent = said as ConsentVersion;
      this.#consents.set(`${consent.target} ${consent.version}`, consent);
    }
    if (kind === 'contacts' && isRow(columns, rowOfContacts(said as ContactList))) {
      const list = said as ContactList;
      const before = this.#contacts.get(list.member)?.version ?? 0;
      if (list.version >= before) this.#contacts.set(list.member, list);
    }
    if (kind === 'work' && isRow(columns, rowOfWork(said as PlannedWork))) {
      takeNewer(this.#works, said as PlannedWork);
    }
    if (kind === 'statement' && isRow(columns, rowOfStatement(said as Statement))) {
      takeNewer(this.#statements, said as Statement);
    }
    if (kind === 'note' && isRow(columns, rowOfNote(said as Note))) {
      takeNewer(this.#notes, said as Note);
    }
    if (kind === 'reading' && isRow(columns, rowOfReading(said as NoteReading))) {
      const reading = said as NoteReading;
      this.#readings.set(readingKey(reading), reading);
    }
  }

  /** `lines`: those of the audit that came back, in order. */
  found(lines: readonly AuditLine[]): SalvagedSaid {
    const consents = new Map(this.#consents);
    const contacts = new Map(this.#contacts);
    const notes = new Map(this.#notes);
    const works = new Map(this.#works);
    for (const line of lines) {
      const note = line.action === NOTE_ACTIONS.withdrawn ? notes.get(line.subject ?? '') : null;
      if (note && note.ended?.as !== 'withdrawn') notes.set(note.id, withdrawnNote(note, line));
      const work = takenBackBy(line, works);
      if (work !== null) works.set(work.id, work);
      const list = listToldBy(line, contacts);
      if (list !== null) contacts.set(list.member, list);
      const told = toldBy(line);
      if (told === null) continue;
      const key = `${told.target} ${told.version}`;
      if (!consents.has(key)) consents.set(key, told);
    }
    return {
      consents: [...consents.values()],
      contacts: [...contacts.values()],
      works: [...works.values()],
      statements: [...this.#statements.values()],
      notes: [...notes.values()],
      readings: [...this.#readings.values()],
    };
  }
}

/** What a line of the audit says of a choice; what the files had then it does not say. */
function toldBy({ action, subject, detail, at, actor }: AuditLine): ConsentVersion | null {
  const levels = action === CONSENT_ACTION ? levelsOfDetail(detail ?? '') : null;
  if (levels === null || subject === null) return null;
  const { version, ...set } = levels;
  return { target: subject, version, ...set, at, by: 'member', actor, request: null, file: set };
}

/** Of a line that says so of work that is still thought to go on; null = it does not. */
function takenBackBy(
  { action, detail, at }: AuditLine,
  works: ReadonlyMap<string, PlannedWork>,
): PlannedWork | null {
  const work = action === WORK_ACTIONS.ended ? works.get(workOfDetail(detail ?? '')) : undefined;
  if (work === undefined || work.endedAt !== null) return null;
  return { ...work, endedAt: at, revision: work.revision + 1 };
}

/** Of contacts that changed after what was found: those that stayed; addresses are in no line. */
function listToldBy(
  { action, subject, detail, at, actor }: AuditLine,
  found: ReadonlyMap<string, ContactList>,
): ContactList | null {
  const told = action === CONTACTS_ACTION ? keysOfDetail(detail ?? '') : null;
  if (told === null || subject === null) return null;
  const known = found.get(subject);
  const { version, keys } = told;
  if (known !== undefined && known.version >= version) return null;
  const contacts = known?.contacts.filter(({ key }) => keys.includes(key)) ?? [];
  const by = { by: 'member', actor, request: null } as const;
  return { member: subject, version, contacts, at, ...by, file: known?.file ?? [] };
}

function takeNewer<T extends { readonly id: string; readonly revision: number }>(
  known: Map<string, T>,
  found: T,
): void {
  const before = known.get(found.id);
  if (before === undefined || found.revision >= before.revision) known.set(found.id, found);
}

function isRow(columns: FoundRecord['columns'], row: SaidRow): boolean {
  const { kind, id, subject, at, until, endedAt, revision, actor } = row;
  const wanted = [kind, id, subject, at, until, endedAt, revision, actor];
  return wanted.every((value, index) => columns[index] === value);
}
