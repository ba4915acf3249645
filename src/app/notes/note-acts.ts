import { randomUUID } from 'node:crypto';
import type { NotePageDto, NotesDto, UnreadNotesDto } from '../../board/dto/note.ts';
import type { NoteDesk, NoteDraft, NoteOutcome, NoteReader } from '../../board/notes/note-desk.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { Office } from '../../core/words/account.ts';
import type { AuditEntry } from '../../core/words/audit.ts';
import type { AuditAction } from '../../core/words/audit-action.ts';
import type { Marked } from '../../core/words/marked.ts';
import {
  isNoteOver,
  NOTE_ACTIONS,
  NOTES_OF_DAY,
  NOTES_OF_OFFICE,
  type Note,
  type NoteAddressee,
  type NoteRefusal,
  noteSubjectOf,
  noteTextOf,
  withdrawnNote,
} from '../../core/words/note.ts';
import {
  addresseeKey,
  isOfOffice,
  mayReadNote,
  mayRemoveNotes,
  noteChoicesOf,
  noteRefusalOf,
  officeOfViewer,
  othersAmong,
} from '../../share/rules/note-right.ts';
import type { Gate } from '../../share/seal.ts';
import { CouncilOffices } from '../accounts/offices-of.ts';
import type { SharedViews } from '../sharing/shared-views.ts';
import { MembersOfDay } from './members-of-day.ts';
import type { HeldNotes, NoteBook, NoteStep } from './note-book.ts';
import { noteHeadOf, noteToOf } from './note-dto.ts';
import { isReadBy, type NoteViewParts, noteReadersOf } from './note-readers.ts';

const DAY_MS = 86_400_000;
const AHEAD_MS = 366 * DAY_MS;
/** Of those that are over so many are listed. */
const OVER_LISTED = 100;
const DENIED: NoteOutcome = { kind: 'denied' };
const DONE: NoteOutcome = { kind: 'done' };

interface NoteActsParts {
  readonly book: NoteBook;
  readonly shared: Pick<SharedViews, 'places' | 'council'>;
  readonly gate: Gate;
  readonly clock: Pick<Clock, 'now'>;
}

type Made = NoteStep | NoteRefusal | 'denied';

/** Notes between offices and handover notes, by the rules of their markings; each act is in the audit. */
export class NoteActs implements NoteDesk {
  readonly #parts: NoteActsParts;
  readonly #offices: CouncilOffices;
  #members: MembersOfDay | null = null;

  constructor(parts: NoteActsParts) {
    this.#parts = parts;
    this.#offices = new CouncilOffices(() => parts.shared.places.config);
  }

  async notes(reader: NoteReader): Promise<Marked<NotesDto> | null> {
    const { book, gate, clock, shared } = this.#parts;
    const { viewer } = reader;
    const held = await book.held();
    const now = clock.now();
    const readable = held.all(now).filter((note) => mayReadNote(viewer, note));
    const over = readable.filter((note) => this.#isOver(note, now));
    const untold = new Set(over.slice(OVER_LISTED));
    const views = this.#views;
    const heads = readable
      .filter((note) => !untold.has(note))
      .map((note) => noteHeadOf({ note, readings: held.readingsOf(note.id) }, reader, views));
    const data: NotesDto = {
      notes: heads,
      unread: this.#unreadIn(held, reader),
      choices: noteChoicesOf(viewer, this.#addressees).map(({ marking, to }) => ({
        marking,
        to: to.map((each) => noteToOf(each, views)),
      })),
      mayRemove: mayRemoveNotes(viewer),
      council: shared.council,
    };
    return gate.seal(viewer, { kind: 'notes', answer: data }, { asOf: now, data });
  }

  async unread(reader: NoteReader): Promise<Marked<UnreadNotesDto> | null> {
    const { book, gate, clock } = this.#parts;
    const { viewer } = reader;
    const data = { unread: this.#unreadIn(await book.held(), reader) };
    return gate.seal(viewer, { kind: 'unread_notes', reader: viewer }, { asOf: clock.now(), data });
  }

  async open(reader: NoteReader, id: string): Promise<Marked<NotePageDto> | null> {
    const { book, gate, clock, shared } = this.#parts;
    const { viewer } = reader;
    const at = clock.now();
    const held = await book.keep((before) => readingIn(before, reader, { id, at }));
    if (held === 'denied') return null;
    const note = held.byId(id, at);
    if (note === null) return null;
    const read = { note, readings: held.readingsOf(id) };
    const data: NotePageDto = {
      note: noteHeadOf(read, reader, this.#views),
      text: note.ended?.as === 'withdrawn' ? null : note.text,
      readers: isOfOffice(viewer, note.office) ? noteReadersOf(read, viewer, this.#views) : null,
      council: shared.council,
    };
    return gate.seal(viewer, { kind: 'note', answer: data }, { asOf: at, data });
  }

  async write(actor: NoteReader, draft: NoteDraft): Promise<NoteOutcome> {
    const { clock } = this.#parts;
    return await this.#keep((held) => {
      const note = this.#noteOf(actor, draft, clock.now());
      if (typeof note === 'string') return note;
      const own = held.all(note.at).filter((each) => isOfOffice(actor.viewer, each.office));
      const standing = own.filter((each) => !this.#isOver(each, note.at));
      if (standing.length >= NOTES_OF_OFFICE) return 'notes_full';
      const recent = own.filter(({ at }) => at > note.at - DAY_MS);
      if (recent.length >= NOTES_OF_DAY) return 'notes_of_day_full';
      return { note, audit: [lineOf(note, NOTE_ACTIONS.written, actor, detailOf(note))] };
    });
  }

  async withdraw(actor: NoteReader, id: string): Promise<NoteOutcome> {
    return await this.#end(actor, id, 'withdrawn');
  }

  async finish(actor: NoteReader, id: string): Promise<NoteOutcome> {
    return await this.#end(actor, id, 'done');
  }

  async #end(actor: NoteReader, id: string, as: 'withdrawn' | 'done'): Promise<NoteOutcome> {
    return await this.#keep((held) => {
      const at = this.#parts.clock.now();
      const note = held.byId(id, at);
      if (note === null) return 'denied';
      const isOwn = isOfOffice(actor.viewer, note.office);
      if (as === 'done' && (!isOwn || note.to.length > 0)) return 'denied';
      if (as === 'withdrawn' && !isOwn && !mayRemoveNotes(actor.viewer)) return 'denied';
      // What is done still has its words.
      const isEnded = as === 'withdrawn' ? note.ended?.as === as : note.ended !== null;
      if (isEnded) return 'note_over';
      const end = { at, actor: actor.name };
      const done = { ...note, ended: { as, ...end }, revision: note.revision + 1 };
      const ended = as === 'withdrawn' ? withdrawnNote(note, end) : done;
      return { note: ended, audit: [lineOf({ id, at: end.at }, NOTE_ACTIONS[as], actor, null)] };
    });
  }

  /** As it is kept, or why it is not. */
  #noteOf(
    { viewer, name }: NoteReader,
    { marking, to, ...words }: NoteDraft,
    now: number,
  ): Note | NoteRefusal | 'denied' {
    const refusal = noteRefusalOf(viewer, { marking, to });
    if (refusal !== null) return refusal;
    const known = new Set(this.#addressees.map(addresseeKey));
    if (to.some((each) => !known.has(addresseeKey(each)))) return 'note_addressee_unknown';
    const subject = noteSubjectOf(words.subject);
    if (subject === null) return 'note_subject_wrong';
    const text = noteTextOf(words.text);
    if (text === null) return 'note_text_wrong';
    const { until } = words;
    if (until !== null && (until <= now || until > now + AHEAD_MS)) return 'note_until_wrong';
    return {
      ...{ id: randomUUID(), office: officeOfViewer(viewer), at: now, actor: name, marking },
      ...{ to: othersAmong(viewer, to), subject, text, until, ended: null, revision: 1 },
    };
  }

  async #keep(make: (held: HeldNotes) => Made): Promise<NoteOutcome> {
    const kept = await this.#parts.book.keep(make);
    if (kept === 'denied') return DENIED;
    return typeof kept === 'string' ? { kind: 'refused', refusal: kept } : DONE;
  }

  /** Of other offices, not over and not opened by him. */
  #unreadIn(held: HeldNotes, reader: NoteReader): number {
    const now = this.#parts.clock.now();
    return held.all(now).filter((note) => {
      if (this.#isOver(note, now) || isOfOffice(reader.viewer, note.office)) return false;
      if (!mayReadNote(reader.viewer, note)) return false;
      return !isReadBy({ note, readings: held.readingsOf(note.id) }, reader);
    }).length;
  }

  #isOver(note: Note, now: number): boolean {
    return isNoteOver(note, now) || this.#isGone(note.office);
  }

  get #addressees(): readonly NoteAddressee[] {
    const { sectors } = this.#parts.shared.places.config;
    const ofSectors = sectors.flatMap(({ id: sector }): readonly NoteAddressee[] => [
      { kind: 'members', sector },
      { kind: 'secretariat', sector },
    ]);
    return [...ofSectors, { kind: 'council' }];
  }

  get #views(): NoteViewParts {
    const { sectors } = this.#parts.shared.places.config;
    let members = this.#members;
    if (members?.sectors !== sectors) {
      members = new MembersOfDay(sectors);
      this.#members = members;
    }
    return {
      members,
      nameOf: (office) => this.#offices.nameOf(office),
      isGone: (office) => this.#isGone(office),
    };
  }

  #isGone(office: Office): boolean {
    return this.#offices.viewerOf(office) === null;
  }
}

/** That he opened it, the first time in his office; of who wrote it there nothing is noted. */
function readingIn(
  held: HeldNotes,
  { viewer, name }: NoteReader,
  { id, at }: { readonly id: string; readonly at: number },
): NoteStep | 'denied' | null {
  const note = held.byId(id, at);
  if (note === null || !mayReadNote(viewer, note)) return 'denied';
  const own = { account: name, office: officeOfViewer(viewer) };
  const isKnown = isReadBy({ note, readings: held.readingsOf(id) }, { viewer, name });
  // Where its words are gone there is nothing to read.
  if (isKnown || note.ended?.as === 'withdrawn') return null;
  const reading = { note: id, ...own, sector: viewer.kind === 'member' ? viewer.sector : null, at };
  return { reading, audit: [lineOf({ id, at }, NOTE_ACTIONS.read, { name }, null)] };
}

function lineOf(
  { id, at }: Pick<Note, 'id' | 'at'>,
  action: AuditAction,
  { name }: Pick<NoteReader, 'name'>,
  detail: string | null,
): AuditEntry {
  return { at, actor: name, action, subject: id, detail };
}

/** Where it went, without its words. */
function detailOf({ marking, to, until }: Note): string {
  const whom = to.length === 0 ? 'the own office' : to.map(addresseeKey).join(', ');
  const end = until === null ? '' : `; until ${new Date(until).toISOString()}`;
  return `${marking}; to ${whom}${end}`;
}
