import type {
  NoteHeadDto,
  NoteReaderDto,
  NoteReadersDto,
  NoteToDto,
} from '../../board/dto/note.ts';
import type { NoteReader } from '../../board/notes/note-desk.ts';
import type { Config } from '../../core/config.ts';
import type { Office } from '../../core/words/account.ts';
import type { Text } from '../../core/words/language.ts';
import type { Note, NoteAddressee, NoteReading } from '../../core/words/note.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { isOfOffice, mayNameReaders } from '../../share/rules/note-right.ts';

export interface NoteViewParts {
  readonly sectors: Config['sectors'];
  /** Of offices of the council. */
  readonly nameOf: (office: Office) => Text;
}

/** A note with those who opened it. */
interface ReadNote {
  readonly note: Note;
  readonly readings: readonly NoteReading[];
}

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
    from: parts.nameOf(office),
    actor: isOwn ? note.actor : null,
    to: note.to.map((each) => noteToOf(each, parts)),
    subject: isGone ? null : note.subject,
    ended: ended && { as: ended.as, at: ended.at, actor: isOwn ? ended.actor : null },
    isRead: note.actor === name || readings.some(({ account }) => account === name),
    read: isOwn && note.to.length > 0 ? readOf({ note, readings }, viewer, parts) : null,
  };
}

export function noteToOf(addressee: NoteAddressee, { sectors, nameOf }: NoteViewParts): NoteToDto {
  if (addressee.kind !== 'members') return { ...addressee, name: nameOf(addressee) };
  const { sector: id } = addressee;
  const name = sectors.find((sector) => sector.id === id)?.name ?? { ja: id, en: id };
  return { ...addressee, name: { ja: `${name.ja} の構成員`, en: `members of ${name.en}` } };
}

/** Who opened it, for the office that wrote it: members by name where their accounts are its own to see. */
export function noteReadersOf(
  { note, readings }: ReadNote,
  viewer: Viewer,
  parts: NoteViewParts,
): NoteReadersDto {
  const byOffice = Map.groupBy(readings, ({ office }) => officeKey(office));
  const offices = namedOffices(note, viewer, parts).map((office): NoteReaderDto => {
    const its = byOffice.get(officeKey(office)) ?? [];
    return {
      office,
      name: parts.nameOf(office),
      readAt: its[0]?.at ?? null,
      accounts: its.length,
    };
  });
  return {
    offices: offices.sort((a, b) => (a.readAt ?? 0) - (b.readAt ?? 0)),
    members: unnamedSectors(note, viewer, parts).map(({ id, name, members }) => ({
      sector: { id, name },
      read: members.filter(({ id: member }) => byOffice.has(officeKey({ kind: 'member', member })))
        .length,
    })),
    own: readings
      .filter(({ office }) => isOfOffice(viewer, office))
      .map(({ account, at }) => ({ account, at })),
  };
}

function readOf(read: ReadNote, viewer: Viewer, parts: NoteViewParts): NoteHeadDto['read'] {
  const { offices, members } = noteReadersOf(read, viewer, parts);
  const named = offices.filter(({ readAt }) => readAt !== null).length;
  return {
    offices: members.reduce((sum, { read: some }) => sum + some, named),
    of: members.length > 0 ? null : offices.length,
  };
}

/** Offices to whom it is that the viewer may know as such. */
function namedOffices({ to }: Note, viewer: Viewer, { sectors }: NoteViewParts): readonly Office[] {
  return to.flatMap((each): readonly Office[] => {
    if (each.kind !== 'members') return [each];
    if (!mayNameReaders(viewer, each.sector)) return [];
    const members = sectors.find(({ id }) => id === each.sector)?.members ?? [];
    return members.map(({ id }) => ({ kind: 'member', member: id }));
  });
}

function unnamedSectors(
  { to }: Note,
  viewer: Viewer,
  { sectors }: NoteViewParts,
): Config['sectors'] {
  return sectors.filter(
    ({ id }) =>
      to.some((each) => each.kind === 'members' && each.sector === id) &&
      !mayNameReaders(viewer, id),
  );
}

function officeKey(office: Office): string {
  if (office.kind === 'member') return `member ${office.member}`;
  return office.kind === 'secretariat' ? `secretariat ${office.sector}` : office.kind;
}
