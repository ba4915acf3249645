import type { AuditEntry } from '../words/audit.ts';
import type { ConsentVersion } from '../words/consent-version.ts';
import type { ContactList } from '../words/contact-list.ts';
import type { Note, NoteReading } from '../words/note.ts';
import type { PlannedWork } from '../words/planned-work.ts';
import type { Statement } from '../words/statement.ts';

/** What is to be kept at one moment: all of it is kept, or nothing. */
export interface SaidStep {
  /** Each takes the place of the one of its target and version. */
  readonly consents?: readonly ConsentVersion[];
  /** Each takes the place of the one of its member. */
  readonly contacts?: readonly ContactList[];
  /** Each takes the place of the one of its id. */
  readonly works?: readonly PlannedWork[];
  /** Ids of planned work that is forgotten. */
  readonly droppedWorks?: readonly string[];
  /** Each takes the place of the one of its id. */
  readonly statements?: readonly Statement[];
  /** As statements. */
  readonly notes?: readonly Note[];
  /** Of a note, an account and an office the first stays. */
  readonly readings?: readonly NoteReading[];
  readonly audit?: readonly AuditEntry[];
}

/** Where it is kept what people say and choose themselves. Rejections carry `store_unavailable`. */
export interface SaidStore {
  /** Resolves after commit. */
  keepStep(step: SaidStep): Promise<void>;
  /** In order of target and version. */
  consents(): Promise<readonly ConsentVersion[]>;
  /** In order of the member. */
  contactLists(): Promise<readonly ContactList[]>;
  /** Those that are planned to end after `since`, epoch ms, in the order in which they were planned. */
  works(since: number): Promise<readonly PlannedWork[]>;
  /** Those that hold at `since`, epoch ms, or later, in the order in which they were made. */
  statements(since: number): Promise<readonly Statement[]>;
  /** Those that go on at `since`, epoch ms, or end later, in the order in which they were written. */
  notes(since: number): Promise<readonly Note[]>;
  /** Of the same notes, in the order in which they were opened. */
  noteReadings(since: number): Promise<readonly NoteReading[]>;
  /** Forgets every note that is not among these, and whatever readings are of none of them. */
  dropNotes(since: number): Promise<void>;
}
