import type { NoteHeadDto, NoteToDto } from '../../board/dto/note.ts';
import type { NoteReader } from '../../board/notes/note-desk.ts';
import type { NoteAddressee } from '../../core/words/note.ts';
import { isOfOffice } from '../../share/rules/note-right.ts';
import { countReaders, isReadBy, type NoteViewParts, type ReadNote } from './note-readers.ts';

/** As the reader may know it; that he may read it at all is for the gate. */
export function noteHeadOf(
  { note, readings }: ReadNote,
  { viewer, name }: NoteReader,
  parts: NoteViewParts,
): NoteHeadDto {
  const { id, office, at, marking, until, ended } = note;
  const isOwn = isOfOffice(viewer, office);
  const isGone = ended?.as === 'withdrawn';
  return {
    ...{ id, office, at, marking, until, isOwn },
    isOfficeGone: parts.isGone(office),
    from: parts.nameOf(office),
    actor: isOwn ? note.actor : null,
    to: note.to.map((each) => noteToOf(each, parts)),
    subject: isGone ? null : note.subject,
    ended: ended && { as: ended.as, at: ended.at, actor: isOwn ? ended.actor : null },
    isRead: isReadBy({ note, readings }, { viewer, name }),
    read: isOwn && note.to.length > 0 ? countReaders({ note, readings }, viewer, parts) : null,
  };
}

export function noteToOf(addressee: NoteAddressee, { members, nameOf }: NoteViewParts): NoteToDto {
  if (addressee.kind !== 'members') return { ...addressee, name: nameOf(addressee) };
  const name = members.sectorNamed(addressee.sector);
  return { ...addressee, name: { ja: `${name.ja} の構成員`, en: `members of ${name.en}` } };
}
