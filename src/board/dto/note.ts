/** What the API's `data` holds of notes between offices and of handover notes; as in `../dto.ts`. */
import type { Office } from '../../core/words/account.ts';
import type { Text } from '../../core/words/language.ts';
import type { Marking } from '../../core/words/marking.ts';
import type { NoteAddressee, NoteEnd } from '../../core/words/note.ts';
import type { NamedDto } from '../dto.ts';
import type { SharedCouncilDto } from './shared.ts';

export type NoteToDto = NoteAddressee & { readonly name: Text };

/** A note without its text. */
export interface NoteHeadDto {
  readonly id: string;
  readonly office: Office;
  readonly from: Text;
  readonly at: number;
  /** Of the reader's own office who wrote it; null = another office did. */
  readonly actor: string | null;
  readonly marking: Marking;
  /** None: it is a handover note. */
  readonly to: readonly NoteToDto[];
  /** null: it was withdrawn. */
  readonly subject: string | null;
  /** null = without an end. */
  readonly until: number | null;
  readonly ended: (Omit<NoteEnd, 'actor'> & Pick<NoteHeadDto, 'actor'>) | null;
  /** The office that wrote it is in the council no more: the note is over. */
  readonly isOfficeGone: boolean;
  /** The reader's office wrote it. */
  readonly isOwn: boolean;
  /** The reader himself opened it, or wrote it. */
  readonly isRead: boolean;
  /** Of its own office, how many others opened it, and of how many; `of` null: that is not told. */
  readonly read: { readonly offices: number; readonly of: number | null } | null;
}

/** Notes that the reader may read, the newest first; of those that are over the newest. */
export interface NotesDto extends UnreadNotesDto {
  readonly notes: readonly NoteHeadDto[];
  /** How he may mark what he writes to others, and to whom with each; none = he writes to nobody. */
  readonly choices: readonly { readonly marking: Marking; readonly to: readonly NoteToDto[] }[];
  /** He takes away the words of any office's note, by its id. */
  readonly mayRemove: boolean;
  readonly council: SharedCouncilDto;
}

/** Of other offices, not over and not opened by him. */
export interface UnreadNotesDto {
  readonly unread: number;
}

export interface NotePageDto {
  readonly note: NoteHeadDto;
  /** null: it was withdrawn. */
  readonly text: string | null;
  /** To the office that wrote it; null = to another. */
  readonly readers: NoteReadersDto | null;
  readonly council: SharedCouncilDto;
}

export interface NoteReadersDto {
  /** Offices that it is to, those first that have not opened it. */
  readonly offices: readonly NoteReaderDto[];
  /** Sectors whose members are not told by name, and how many of them opened it. */
  readonly members: readonly { readonly sector: NamedDto; readonly read: number }[];
  /** Accounts of the own office, in the order in which they opened it. */
  readonly own: readonly { readonly account: string; readonly at: number }[];
}

export interface NoteReaderDto {
  readonly office: Office;
  readonly name: Text;
  /** When somebody of it first did; null = nobody did. */
  readonly readAt: number | null;
  /** How many of its accounts did. */
  readonly accounts: number;
}
