import type { Office } from '../../core/words/account.ts';
import { MARKINGS, type Marking } from '../../core/words/marking.ts';
import type { NoteAddressee, NoteRefusal, NoteScope } from '../../core/words/note.ts';
import type { Viewer } from '../../core/words/viewer.ts';
import { actionRightOf, type Concern } from './action-right.ts';

type Wanted = Pick<NoteScope, 'marking' | 'to'>;

/** Whether he writes notes to other offices at all; to his own office everybody does. */
export function mayWriteNotes(viewer: Viewer): boolean {
  return actionRightOf(viewer, 'note', { kind: 'council' }) === 'allowed';
}

/** Whether he takes away the words of any office, which he cannot read, as he keeps the store. */
export function mayRemoveNotes(viewer: Viewer): boolean {
  return actionRightOf(viewer, 'remove_note', { kind: 'council' }) === 'allowed';
}

/**
 * Whether a note so marked may go there; null = it may. `TLP:AMBER+STRICT` stays in the office that writes
 * it, `TLP:AMBER` in one sector, of a secretariat in its own; `TLP:GREEN` goes to whomever the action table
 * lets him write: own members, secretariats, the council; `TLP:CLEAR` is the council's. `TLP:RED` is for
 * those in a room, and no board is one.
 */
export function noteRefusalOf(viewer: Viewer, wanted: Wanted): NoteRefusal | 'denied' | null {
  const { marking } = wanted;
  const to = othersAmong(viewer, wanted.to);
  if (marking === 'TLP:RED') return 'note_red';
  if (marking === 'TLP:AMBER+STRICT') {
    if (to.length === 0) return null;
    return mayWriteNotes(viewer) ? 'note_stays_in_office' : 'denied';
  }
  if (!mayWriteNotes(viewer)) return 'denied';
  if (to.length === 0) return 'note_to_nobody';
  if (to.some((each) => actionRightOf(viewer, 'note', concernOfAddressee(each)) !== 'allowed')) {
    return 'note_addressee_denied';
  }
  if (marking === 'TLP:CLEAR') return viewer.kind === 'council' ? null : 'note_clear_of_council';
  if (marking === 'TLP:GREEN') return null;
  return isInOneSector(viewer, to) ? null : 'note_stays_in_sector';
}

/** Whether he may read it: his office wrote it, or it is to him and the marking lets it reach him. */
export function mayReadNote(viewer: Viewer, scope: NoteScope): boolean {
  if (isOfOffice(viewer, scope.office)) return true;
  return scope.to.some((each) => isAddressed(viewer, each)) && reaches(viewer, scope);
}

/** Whether he may know which member of a sector read it: those of his own, whose accounts are his, too. */
export function mayNameReaders(viewer: Viewer, sector: string): boolean {
  const concern = { kind: 'member', member: '', sector } as const;
  return actionRightOf(viewer, 'accounts', concern) === 'allowed';
}

export function isOfOffice(viewer: Viewer, office: Office): boolean {
  if (office.kind === 'member') return viewer.kind === 'member' && viewer.member === office.member;
  if (office.kind === 'secretariat') {
    return viewer.kind === 'secretariat' && viewer.sector === office.sector;
  }
  return viewer.kind === office.kind;
}

/** The office of whoever looks. */
export function officeOfViewer(viewer: Viewer): Office {
  switch (viewer.kind) {
    case 'member':
      return { kind: 'member', member: viewer.member };
    case 'secretariat':
      return { kind: 'secretariat', sector: viewer.sector };
    default:
      return { kind: viewer.kind };
  }
}

/** Markings with which he may write to others, the strictest first, and to whom among these with each. */
export function noteChoicesOf(
  viewer: Viewer,
  addressees: readonly NoteAddressee[],
): readonly { readonly marking: Marking; readonly to: readonly NoteAddressee[] }[] {
  return MARKINGS.map((marking) => ({
    marking,
    to: othersAmong(viewer, addressees).filter(
      (each) => noteRefusalOf(viewer, { marking, to: [each] }) === null,
    ),
  })).filter(({ to }) => to.length > 0);
}

/** Without his own office, to which nothing is sent, and each once. */
export function othersAmong(
  viewer: Viewer,
  to: readonly NoteAddressee[],
): readonly NoteAddressee[] {
  const others = to.filter((each) => each.kind === 'members' || !isAddressed(viewer, each));
  return [...new Map(others.map((each) => [addresseeKey(each), each])).values()];
}

/** The same for the same addressee, and as the audit has it. */
export function addresseeKey(addressee: NoteAddressee): string {
  return addressee.kind === 'council' ? 'council' : `${addressee.kind} ${addressee.sector}`;
}

/** Of a member as of any of its sector. */
function concernOfAddressee(addressee: NoteAddressee): Concern {
  switch (addressee.kind) {
    case 'members':
      return { kind: 'member', member: '', sector: addressee.sector };
    case 'secretariat':
      return { kind: 'sector', sector: addressee.sector };
    case 'council':
      return addressee;
    default:
      return addressee satisfies never;
  }
}

function isAddressed(viewer: Viewer, addressee: NoteAddressee): boolean {
  switch (addressee.kind) {
    case 'members':
      return viewer.kind === 'member' && viewer.sector === addressee.sector;
    case 'secretariat':
      return viewer.kind === 'secretariat' && viewer.sector === addressee.sector;
    case 'council':
      return viewer.kind === 'council';
    default:
      return addressee satisfies never;
  }
}

function isInOneSector(viewer: Viewer, to: readonly NoteAddressee[]): boolean {
  const sectors = new Set(to.map((each) => (each.kind === 'council' ? null : each.sector)));
  const [only = null] = sectors;
  if (sectors.size !== 1 || only === null) return false;
  return viewer.kind !== 'secretariat' || viewer.sector === only;
}

/** Looked through anew, whatever was let through when it was written. */
function reaches(viewer: Viewer, { marking, office }: NoteScope): boolean {
  switch (marking) {
    case 'TLP:RED':
    case 'TLP:AMBER+STRICT':
      return false;
    case 'TLP:AMBER':
      return (
        'sector' in viewer && (office.kind !== 'secretariat' || office.sector === viewer.sector)
      );
    case 'TLP:GREEN':
    case 'TLP:CLEAR':
      return true;
    default:
      return marking satisfies never;
  }
}
