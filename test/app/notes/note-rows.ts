import type { NoteDraft } from '../../../src/board/notes/note-desk.ts';
import type { NoteAddressee, NoteRefusal } from '../../../src/core/words/note.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import type { SharedAnswer, SharedBoard } from '../sharing/shared-board.ts';
import { VIEWERS } from '../sharing/shared-council.ts';

/** Every route by which something is done with notes. */
export const NOTE_ACTS: readonly string[] = [
  '/api/acts/notes',
  '/api/acts/notes/done',
  '/api/acts/notes/withdraw',
];

/** Those of the other tables, another member of each sector, and the other secretariat. */
export const OFFICES = {
  ...VIEWERS,
  near: { kind: 'member', member: 'gas-0', sector: 'gas' },
  far: { kind: 'member', member: 'rail-0', sector: 'rail' },
  rail: { kind: 'secretariat', sector: 'rail' },
} as const satisfies Readonly<Record<string, Viewer>>;
export type Who = keyof typeof OFFICES;
export const WHO = Object.keys(OFFICES) as Who[];

export const GAS = { kind: 'members', sector: 'gas' } as const;
export const GAS_OFFICE = { kind: 'secretariat', sector: 'gas' } as const;
export const RAIL = { kind: 'members', sector: 'rail' } as const;
export const RAIL_OFFICE = { kind: 'secretariat', sector: 'rail' } as const;
export const COUNCIL = { kind: 'council' } as const;

/** Something that whoever may write notes may write. */
export const DRAFT: NoteDraft = {
  ...{ marking: 'TLP:GREEN', to: [GAS], subject: '応答の遅れについて', until: null },
  text: '10 時から遅れています。\n確認しています。',
};

/** A handover note. */
export const HANDOVER: NoteDraft = { ...DRAFT, marking: 'TLP:AMBER+STRICT', to: [] };

interface Written {
  readonly name: string;
  readonly by: Who;
  readonly marking: NoteDraft['marking'];
  readonly to: readonly NoteAddressee[];
  /** Who reads it. */
  readonly readers: readonly Who[];
}

const ALL_OF_GAS = ['member', 'secretariat', 'near'] as const;

/** Written out by hand: what is written, and who reads it. */
export const WRITTEN: readonly Written[] = [
  ...WHO.map((by): Written => {
    return { name: `handover of ${by}`, by, marking: 'TLP:AMBER+STRICT', to: [], readers: [by] };
  }),
  {
    ...{ name: 'inside gas', by: 'secretariat', marking: 'TLP:AMBER', to: [GAS] },
    readers: ALL_OF_GAS,
  },
  {
    ...{ name: 'gas to members', by: 'secretariat', marking: 'TLP:GREEN', to: [GAS] },
    readers: ALL_OF_GAS,
  },
  {
    ...{ name: 'gas to rail', by: 'secretariat', marking: 'TLP:GREEN', to: [RAIL_OFFICE] },
    readers: ['secretariat', 'rail'],
  },
  {
    ...{ name: 'gas to council', by: 'secretariat', marking: 'TLP:GREEN', to: [COUNCIL] },
    readers: ['secretariat', 'council'],
  },
  {
    ...{ name: 'rail to all', by: 'rail', marking: 'TLP:GREEN', to: [RAIL, GAS_OFFICE, COUNCIL] },
    readers: ['secretariat', 'council', 'far', 'rail'],
  },
  {
    ...{ name: 'council inside rail', by: 'council', marking: 'TLP:AMBER' },
    ...{ to: [RAIL, RAIL_OFFICE], readers: ['council', 'far', 'rail'] },
  },
  {
    ...{ name: 'council to offices', by: 'council', marking: 'TLP:GREEN' },
    ...{ to: [GAS_OFFICE, RAIL_OFFICE], readers: ['council', 'secretariat', 'rail'] },
  },
  {
    ...{ name: 'council to members', by: 'council', marking: 'TLP:CLEAR', to: [GAS, RAIL] },
    readers: ['council', 'member', 'near', 'far'],
  },
];

/** What is asked for, by whom it is refused, and why; `denied`: as if there were nothing of the kind. */
export const REFUSED: readonly (readonly [
  string,
  Partial<NoteDraft>,
  readonly Who[],
  NoteRefusal | 'denied',
])[] = [
  ['a note by a member', {}, ['member', 'near', 'far'], 'denied'],
  ['a note by an observer or the operator', {}, ['observer', 'operator'], 'denied'],
  ['a strict one of theirs', { marking: 'TLP:AMBER+STRICT' }, ['member', 'observer'], 'denied'],
  ['a red one', { marking: 'TLP:RED' }, WHO, 'note_red'],
  ['a red one to nobody', { marking: 'TLP:RED', to: [] }, WHO, 'note_red'],
  [
    'a strict one to others',
    { marking: 'TLP:AMBER+STRICT' },
    ['secretariat', 'council'],
    'note_stays_in_office',
  ],
  [
    'an amber one to another sector',
    { marking: 'TLP:AMBER', to: [GAS, RAIL_OFFICE] },
    ['secretariat', 'council'],
    'note_stays_in_sector',
  ],
  [
    'an amber one to the council',
    { marking: 'TLP:AMBER', to: [COUNCIL] },
    ['secretariat', 'rail'],
    'note_stays_in_sector',
  ],
  ['a clear one', { marking: 'TLP:CLEAR' }, ['secretariat'], 'note_clear_of_council'],
  ['one to nobody', { to: [] }, ['secretariat', 'council'], 'note_to_nobody'],
  ['one to itself', { to: [COUNCIL] }, ['council'], 'note_to_nobody'],
  ['one to members of another', { to: [RAIL] }, ['secretariat'], 'note_addressee_denied'],
  [
    'one to a sector that is not there',
    { to: [{ kind: 'secretariat', sector: 'zzz' }] },
    ['secretariat', 'council'],
    'note_addressee_unknown',
  ],
  ['one without a subject', { subject: ' ' }, ['secretariat', 'council'], 'note_subject_wrong'],
  ['one of two lines', { subject: 'a\nb' }, ['secretariat'], 'note_subject_wrong'],
  ['a long subject', { subject: 'x'.repeat(121) }, ['secretariat'], 'note_subject_wrong'],
  ['one without a text', { text: '\n ' }, ['secretariat', 'council'], 'note_text_wrong'],
  ['one that is too long', { text: 'x'.repeat(3001) }, ['secretariat'], 'note_text_wrong'],
  ['one that is turned over', { text: 'a\u202eb' }, ['secretariat'], 'note_text_wrong'],
  ['one that is over', { until: 5 }, ['secretariat'], 'note_until_wrong'],
  ['one for years', { until: 9e12 }, ['secretariat'], 'note_until_wrong'],
  ['a handover note without a text', { ...HANDOVER, text: '' }, WHO, 'note_text_wrong'],
];

/** Bodies that are none. */
export const MISSHAPEN: readonly object[] = [
  { ...DRAFT, marking: 'TLP:WHITE' },
  { ...DRAFT, to: 'council' },
  { ...DRAFT, to: [{ kind: 'observer' }] },
  { ...DRAFT, to: [{ kind: 'members' }] },
  { ...DRAFT, to: [{ kind: 'members', sector: '' }] },
  { ...DRAFT, to: [{ ...COUNCIL, sector: 'gas' }] },
  { ...DRAFT, to: Array.from({ length: 201 }, () => COUNCIL) },
  { ...DRAFT, until: 1.5 },
  { ...DRAFT, until: 'tomorrow' },
  { ...DRAFT, text: null },
  { ...DRAFT, text: 'x'.repeat(17_000) },
  { ...DRAFT, office: { kind: 'council' } },
  {},
];

export interface Listed {
  readonly id: string;
  readonly subject: string | null;
  readonly isRead: boolean;
  readonly read: object | null;
  readonly ended: { readonly as: string; readonly actor: string | null } | null;
}

/** Notes that he is listed, the newest first. */
export async function listed(board: SharedBoard, who: Who): Promise<readonly Listed[]> {
  const { text } = await board.askBy(OFFICES[who], '/api/notes');
  return (JSON.parse(text) as { data: { notes: Listed[] } }).data.notes;
}

/** Writes it; its id. */
export async function written(
  board: SharedBoard,
  by: Who,
  draft: Partial<NoteDraft> = {},
): Promise<string> {
  const answer = await board.actBy(OFFICES[by], '/api/acts/notes', { ...DRAFT, ...draft });
  if (answer.status !== 200) throw new Error(`${by}: ${answer.text}`);
  const [newest] = await listed(board, by);
  return newest?.id ?? '';
}

export function open(board: SharedBoard, who: Who, id: string): Promise<SharedAnswer> {
  return board.askBy(OFFICES[who], `/api/notes/${encodeURIComponent(id)}`);
}
