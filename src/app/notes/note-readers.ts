import type { NoteHeadDto, NoteReaderDto, NoteReadersDto } from '../../board/dto/note.ts';
import type { NoteReader } from '../../board/notes/note-desk.ts';
import { type Office, officeKey } from '../../core/words/account.ts';
import type { Text } from '../../core/words/language.ts';
import type { Note, NoteReading } from '../../core/words/note.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { isOfOffice, mayNameReaders } from '../../share/rules/note-right.ts';
import type { MembersOfDay } from './members-of-day.ts';

export interface NoteViewParts {
  readonly members: MembersOfDay;
  /** Whether an office is in the council no more. */
  readonly isGone: (office: Office) => boolean;
  /** Of offices of the council. */
  readonly nameOf: (office: Office) => Text;
}

/** A note with those who opened it. */
export interface ReadNote {
  readonly note: Note;
  readonly readings: readonly NoteReading[];
}

/** Whether he opened it or wrote it, in the office in which he is. */
export function isReadBy({ note, readings }: ReadNote, { viewer, name }: NoteReader): boolean {
  if (note.actor === name && isOfOffice(viewer, note.office)) return true;
  return readings.some(({ account, office }) => account === name && isOfOffice(viewer, office));
}

/** How many are in {@link noteReadersOf} with a reading, and of how many; no name is looked up. */
export function countReaders(
  { note, readings }: ReadNote,
  viewer: Viewer,
  { members }: NoteViewParts,
): NonNullable<NoteHeadDto['read']> {
  const others = othersIn(readings, viewer);
  const offices = new Set(others.map(placeKey)).size;
  if (unnamedSectors(note, viewer).length > 0) return { offices, of: null };
  const today = note.to.reduce(
    (sum, each) => sum + (each.kind === 'members' ? members.ofSector(each.sector).size : 1),
    0,
  );
  const gone = others.filter((reading) => !isOfToday(note, reading, members));
  return { offices, of: today + new Set(gone.map(placeKey)).size };
}

/**
 * Who opened it, for the office that wrote it: members by name where their accounts are its own to see.
 * Whoever opened it and is not addressed any more, as he left or went to another sector, stays in it, as of
 * the sector in which he was.
 */
export function noteReadersOf(
  { note, readings }: ReadNote,
  viewer: Viewer,
  parts: NoteViewParts,
): NoteReadersDto {
  const byPlace = Map.groupBy(othersIn(readings, viewer), placeKey);
  const places = new Map(
    [...namedPlaces(note, viewer, parts), ...readings.filter(isNamed(viewer))]
      .filter(({ office }) => !isOfOffice(viewer, office))
      .map(({ office, sector }) => [placeKey({ office, sector }), { office, sector }]),
  );
  const offices = [...places].map(([key, place]): NoteReaderDto => {
    const its = byPlace.get(key) ?? [];
    return {
      ...{ office: place.office, name: nameOfPlace(place, parts) },
      ...{ readAt: its[0]?.at ?? null, accounts: its.length },
    };
  });
  return {
    offices: offices.sort((a, b) => (a.readAt ?? 0) - (b.readAt ?? 0)),
    members: unnamedSectors(note, viewer).map((id) => ({
      sector: { id, name: parts.members.sectorNamed(id) },
      read: [...byPlace.values()].filter(([first]) => first?.sector === id).length,
    })),
    own: readings
      .filter(({ office }) => isOfOffice(viewer, office))
      .map(({ account, at }) => ({ account, at })),
  };
}

/** An office; of a member with the sector in which it was. */
type Place = Pick<NoteReading, 'office' | 'sector'>;

function placeKey({ office, sector }: Place): string {
  return sector === null ? officeKey(office) : `${officeKey(office)} in ${sector}`;
}

/** A member that is not there any more is told by its id, wherever it went. */
function nameOfPlace({ office, sector }: Place, { members, nameOf }: NoteViewParts): Text {
  if (office.kind !== 'member') return nameOf(office);
  const { member: id } = office;
  return members.ofSector(sector ?? '').get(id) ?? { ja: id, en: id };
}

function othersIn(readings: readonly NoteReading[], viewer: Viewer): readonly NoteReading[] {
  return readings.filter(({ office }) => !isOfOffice(viewer, office));
}

function isOfToday({ to }: Note, { office, sector }: Place, members: MembersOfDay): boolean {
  if (office.kind === 'member') return members.ofSector(sector ?? '').has(office.member);
  return to.some((each) => each.kind !== 'members' && officeKey(each) === officeKey(office));
}

function isNamed(viewer: Viewer): (place: Place) => boolean {
  return ({ sector }) => sector === null || mayNameReaders(viewer, sector);
}

/** To whom it is today and who may be told as such. */
function namedPlaces({ to }: Note, viewer: Viewer, { members }: NoteViewParts): readonly Place[] {
  return to.flatMap((each): readonly Place[] => {
    if (each.kind !== 'members') return [{ office: each, sector: null }];
    const { sector } = each;
    if (!mayNameReaders(viewer, sector)) return [];
    const ids = [...members.ofSector(sector).keys()];
    return ids.map((member) => ({ office: { kind: 'member', member }, sector }));
  });
}

function unnamedSectors({ to }: Note, viewer: Viewer): readonly string[] {
  return to.flatMap((each) =>
    each.kind === 'members' && !mayNameReaders(viewer, each.sector) ? [each.sector] : [],
  );
}
