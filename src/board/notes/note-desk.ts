import type { Actor } from '../../core/ports/entrance.ts';
import type { Marked } from '../../core/words/marked.ts';
import type { Note, NoteRefusal } from '../../core/words/note.ts';
import type { NotePageDto, NotesDto, UnreadNotesDto } from '../dto/note.ts';

export type NoteDraft = Pick<Note, 'marking' | 'to' | 'subject' | 'text' | 'until'>;

/** Who reads, by the account that a reading is noted for. */
export type NoteReader = Pick<Actor, 'viewer' | 'name'>;

export type NoteOutcome =
  | { readonly kind: 'done' }
  /** He may do it, and not so. */
  | { readonly kind: 'refused'; readonly refusal: NoteRefusal }
  /** He may not do it, or there is no such note: he cannot tell these apart. */
  | { readonly kind: 'denied' };

/**
 * Notes between offices, and those that an office hands over to itself, sealed for who asks; given by the
 * composition root. Rejections carry `store_unavailable`.
 */
export interface NoteDesk {
  notes(reader: NoteReader): Promise<Marked<NotesDto> | null>;
  /** How many he has still to open. */
  unread(reader: NoteReader): Promise<Marked<UnreadNotesDto> | null>;
  /**
   * With its text; that he opened it is kept before he is answered. null where he may not read it, or there
   * is none.
   */
  open(reader: NoteReader, id: string): Promise<Marked<NotePageDto> | null>;
  write(actor: NoteReader, draft: NoteDraft): Promise<NoteOutcome>;
  /** Takes the words from everybody; of the office that wrote it, and of the keeper of the store. */
  withdraw(actor: NoteReader, id: string): Promise<NoteOutcome>;
  /** Of a handover note: what it asks for is done. */
  finish(actor: NoteReader, id: string): Promise<NoteOutcome>;
}
