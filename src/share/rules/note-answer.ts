import type { Marking } from '../../core/words/marking.ts';
import type { NoteEnd, NoteScope } from '../../core/words/note.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { markingOf } from './marking-of.ts';
import { isOfOffice, mayReadNote } from './note-right.ts';

/** What a note on its way is looked through for. */
export interface NoteHead extends NoteScope {
  readonly subject: string | null;
  readonly ended: Pick<NoteEnd, 'as'> | null;
  /** Of the office that wrote it alone. */
  readonly actor: string | null;
  readonly read: object | null;
}

export interface NoteAnswer {
  readonly note: NoteHead;
  readonly text: string | null;
  /** As `actor`. */
  readonly readers: object | null;
}

/** Whether each of a list is for the viewer, and tells him no more than it may. */
export function mayListNotes(viewer: Viewer, notes: readonly NoteHead[]): boolean {
  return notes.every((note) => {
    const isForOwnOffice = note.actor !== null || note.read !== null;
    const isGone = note.ended?.as === 'withdrawn';
    return (
      mayReadNote(viewer, note) &&
      (isOfOffice(viewer, note.office) || !isForOwnOffice) &&
      !(isGone && note.subject !== null)
    );
  });
}

/**
 * Of a note that is opened: its own marking, and to the office that wrote it, which is told who opened it,
 * that of what is its own. null: it is not for the viewer.
 */
export function markingOfNote(viewer: Viewer, { note, text, readers }: NoteAnswer): Marking | null {
  const isGone = note.ended?.as === 'withdrawn';
  if (!mayListNotes(viewer, [note]) || (isGone && text !== null)) return null;
  if (isOfOffice(viewer, note.office)) return markingOf(['detail']);
  return readers === null ? note.marking : null;
}
