import { AppError } from '../../core/errors.ts';
import type { SaidStep, SaidStore } from '../../core/ports/said-store.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import type { ConsentVersion } from '../../core/words/consent-version.ts';
import type { ContactList } from '../../core/words/contact-list.ts';
import { type Note, type NoteReading, readingKey } from '../../core/words/note.ts';
import type { PlannedWork } from '../../core/words/planned-work.ts';
import type { Statement } from '../../core/words/statement.ts';

export class MemorySaid implements SaidStore {
  readonly #state: Pick<StateStore, 'appendAudit'>;
  /** By target and version. */
  readonly #consents = new Map<string, ConsentVersion>();
  /** By member. */
  readonly #contacts = new Map<string, ContactList>();
  readonly #works = new Map<string, PlannedWork>();
  readonly #statements = new Map<string, Statement>();
  readonly #notes = new Map<string, Note>();
  /** By `readingKey`. */
  readonly #readings = new Map<string, NoteReading>();
  #isClosed = false;

  constructor(state: Pick<StateStore, 'appendAudit'>) {
    this.#state = state;
  }

  async keepStep(step: SaidStep): Promise<void> {
    this.#check();
    const { consents = [], contacts = [], works = [], statements = [] } = step;
    const { notes = [], readings = [], droppedWorks = [], audit = [] } = step;
    for (const each of consents) this.#consents.set(`${each.target} ${each.version}`, each);
    for (const each of contacts) this.#contacts.set(each.member, each);
    for (const each of works) this.#works.set(each.id, each);
    for (const id of droppedWorks) this.#works.delete(id);
    for (const each of statements) this.#statements.set(each.id, each);
    for (const each of notes) this.#notes.set(each.id, each);
    for (const each of readings) {
      if (!this.#readings.has(readingKey(each))) this.#readings.set(readingKey(each), each);
    }
    for (const entry of audit) await this.#state.appendAudit(entry);
  }

  async consents(): Promise<readonly ConsentVersion[]> {
    this.#check();
    return [...this.#consents.values()].sort(
      (a, b) => (a.target < b.target ? -1 : a.target > b.target ? 1 : 0) || a.version - b.version,
    );
  }

  async contactLists(): Promise<readonly ContactList[]> {
    this.#check();
    return [...this.#contacts.values()].sort((a, b) => (a.member < b.member ? -1 : 1));
  }

  async works(since: number): Promise<readonly PlannedWork[]> {
    this.#check();
    return [...this.#works.values()]
      .filter(({ to }) => to > since)
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }

  async statements(since: number): Promise<readonly Statement[]> {
    this.#check();
    return [...this.#statements.values()]
      .filter(({ until }) => until > since)
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }

  async notes(since: number): Promise<readonly Note[]> {
    this.#check();
    return [...this.#notes.values()]
      .filter(({ until, ended }) => (until ?? Infinity) > since && (ended?.at ?? Infinity) > since)
      .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }

  async noteReadings(since: number): Promise<readonly NoteReading[]> {
    const notes = new Set((await this.notes(since)).map(({ id }) => id));
    return [...this.#readings.values()]
      .filter(({ note }) => notes.has(note))
      .sort((a, b) => a.at - b.at || (readingKey(a) < readingKey(b) ? -1 : 1));
  }

  async dropNotes(since: number): Promise<void> {
    const notes = new Set((await this.notes(since)).map(({ id }) => id));
    for (const id of this.#notes.keys()) if (!notes.has(id)) this.#notes.delete(id);
    for (const [key, { note }] of this.#readings) {
      if (!notes.has(note)) this.#readings.delete(key);
    }
  }

  close(): void {
    this.#isClosed = true;
  }

  #check(): void {
    if (this.#isClosed) throw new AppError('store_unavailable', 'the store is closed');
  }
}
