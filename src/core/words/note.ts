import { isOneLine } from '../one-line.ts';
import { type Office, officeKey } from './account.ts';
import type { Marking } from './marking.ts';

/** Whom a note is to; the members of a sector are each an office of their own. */
export type NoteAddressee =
  | { readonly kind: 'secretariat'; readonly sector: string }
  | { readonly kind: 'members'; readonly sector: string }
  | { readonly kind: 'council' };

/** Who reads a note is decided by these alone. */
export interface NoteScope {
  /** That wrote it. */
  readonly office: Office;
  readonly marking: Marking;
  /** None: it is a handover note, for the office itself. */
  readonly to: readonly NoteAddressee[];
}

/** What an office has others read, or hands over to itself. Times are epoch ms. */
export interface Note extends NoteScope {
  readonly id: string;
  readonly at: number;
  /** Name of the account that wrote it. */
  readonly actor: string;
  /** Both empty once it is withdrawn. */
  readonly subject: string;
  readonly text: string;
  /** Up to when it is of use, exclusive; null = until it is ended. */
  readonly until: number | null;
  /** null = it was not. */
  readonly ended: NoteEnd | null;
  /** Grows with every change. */
  readonly revision: number;
}

export interface NoteEnd {
  /** `done`: of a handover note, that what it asks for was done. */
  readonly as: 'withdrawn' | 'done';
  readonly at: number;
  /** Name of the account. */
  readonly actor: string;
}

/** That somebody of an office opened a note, the first time. */
export interface NoteReading {
  /** Id of the note. */
  readonly note: string;
  /** Name of the account. */
  readonly account: string;
  /** Whose the account was. */
  readonly office: Office;
  /** In which the member was that it was; null = it was no member's. */
  readonly sector: string | null;
  readonly at: number;
}

/** The same for the same note, office and account: a member's that moved to another office are two. */
export function readingKey({ note, office, account }: NoteReading): string {
  return `${note} ${officeKey(office)} ${account}`;
}

/** Characters (UTF-16 units). */
export const NOTE_SUBJECT_LENGTH = 120;
export const NOTE_TEXT_LENGTH = 3000;

/** Of one office: that are not over, and that were written within 24 hours. */
export const NOTES_OF_OFFICE = 200;
export const NOTES_OF_DAY = 50;

/** Of the audit's lines about notes; their words stand in none of them. */
export const NOTE_ACTIONS = {
  written: 'note.written',
  read: 'note.read',
  withdrawn: 'note.withdrawn',
  done: 'note.done',
} as const;

/** Why a note was not written or ended. */
export const NOTE_REFUSALS = [
  'note_red',
  'note_stays_in_office',
  'note_stays_in_sector',
  'note_clear_of_council',
  'note_to_nobody',
  'note_addressee_denied',
  'note_addressee_unknown',
  'note_subject_wrong',
  'note_text_wrong',
  'note_until_wrong',
  'notes_full',
  'notes_of_day_full',
  'note_over',
] as const;
export type NoteRefusal = (typeof NOTE_REFUSALS)[number];

/** A subject as it is kept; null = it is none. */
export function noteSubjectOf(text: string): string | null {
  const subject = text.trim();
  return subject !== '' && subject.length <= NOTE_SUBJECT_LENGTH && isOneLine(subject)
    ? subject
    : null;
}

/** A text as it is kept, its lines ended by `\n`; null = it is none. */
export function noteTextOf(text: string): string | null {
  const kept = text.replace(/\r\n?/g, '\n').trim();
  const isText = kept !== '' && kept.length <= NOTE_TEXT_LENGTH;
  return isText && kept.split('\n').every(isOneLine) ? kept : null;
}

interface NoteCourse extends Pick<Note, 'until'> {
  readonly ended: object | null;
  /** The office that wrote it is in the council no more. */
  readonly isOfficeGone?: boolean;
}

/** Whether there is nothing to be done about it any more. */
export function isNoteOver(
  { until, ended, isOfficeGone = false }: NoteCourse,
  now: number,
): boolean {
  return isOfficeGone || ended !== null || (until !== null && until <= now);
}

/** Without its words, as it is kept when it is withdrawn. */
export function withdrawnNote(note: Note, end: Pick<NoteEnd, 'at' | 'actor'>): Note {
  const { at, actor } = end;
  const ended = { as: 'withdrawn', at, actor } as const;
  return { ...note, subject: '', text: '', ended, revision: note.revision + 1 };
}
