import { describe, expect, it } from 'vitest';
import type { Office } from '../../../src/core/words/account.ts';
import type { Marking } from '../../../src/core/words/marking.ts';
import type { NoteAddressee, NoteScope } from '../../../src/core/words/note.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import {
  isOfOffice,
  mayNameReaders,
  mayReadNote,
  mayRemoveNotes,
  mayWriteNotes,
  noteChoicesOf,
  noteRefusalOf,
  officeOfViewer,
} from '../../../src/share/rules/note-right.ts';

const VIEWERS: Readonly<Record<string, Viewer>> = {
  M: { kind: 'member', member: 'gas-1', sector: 'gas' },
  S: { kind: 'secretariat', sector: 'gas' },
  C: { kind: 'council' },
  B: { kind: 'observer' },
  O: { kind: 'operator' },
};

const gas = { kind: 'members', sector: 'gas' } as const;
const gasOffice = { kind: 'secretariat', sector: 'gas' } as const;
const rail = { kind: 'members', sector: 'rail' } as const;
const railOffice = { kind: 'secretariat', sector: 'rail' } as const;
const council = { kind: 'council' } as const;

/** Columns of the table. */
const TO: readonly (readonly NoteAddressee[])[] = [
  [],
  [gas],
  [railOffice],
  [rail],
  [council],
  [gas, gasOffice],
  [gas, railOffice],
  [rail, railOffice],
  [gas, railOffice, council],
];

const LETTERS = {
  y: null,
  '-': 'denied',
  r: 'note_red',
  o: 'note_stays_in_office',
  s: 'note_stays_in_sector',
  c: 'note_clear_of_council',
  n: 'note_to_nobody',
  d: 'note_addressee_denied',
} as const;

/**
 * Written by hand. Columns: to nobody; members of gas; secretariat of rail; members of rail; the council;
 * all of gas; members of gas with the secretariat of rail; all of rail; members of gas with the secretariat
 * of rail and the council. Writers: member of gas, secretariat of gas, council, observer, operator.
 */
const TABLE = `
TLP:RED          M rrrrrrrrr  S rrrrrrrrr  C rrrrrrrrr  B rrrrrrrrr  O rrrrrrrrr
TLP:AMBER+STRICT M y--------  S yoooooooo  C yoooyoooo  B y--------  O y--------
TLP:AMBER        M ---------  S nysdsysds  C nyyynysys  B ---------  O ---------
TLP:GREEN        M ---------  S nyydyyydy  C nyyynyyyy  B ---------  O ---------
TLP:CLEAR        M ---------  S nccdcccdc  C nyyynyyyy  B ---------  O ---------
`;

const ROWS = TABLE.trim()
  .split('\n')
  .flatMap((line) => {
    const [marking = '', rest = ''] = line.split(/ +(.*)/);
    return [...rest.matchAll(/([MSCBO]) (\S{9})/g)].map(([, who = '', cells = '']) => ({
      ...{ marking: marking as Marking, who, cells: [...cells] },
    }));
  });

describe('who may write a note, where to and how marked', () => {
  it('is written out for every marking and viewer', () => {
    expect(ROWS).toHaveLength(25);
  });

  it.each(ROWS)('$marking by $who', ({ marking, who, cells }) => {
    const viewer = VIEWERS[who] ?? { kind: 'observer' };
    const refusals = TO.map((to) => noteRefusalOf(viewer, { marking, to }));
    expect(refusals).toEqual(cells.map((cell) => LETTERS[cell as keyof typeof LETTERS]));
  });

  it('is offered as it is let through, but for the writer’s own office', () => {
    const all = [gas, gasOffice, rail, railOffice, council];
    const offered = Object.entries(VIEWERS).map(([who, viewer]) => [
      who,
      mayWriteNotes(viewer),
      noteChoicesOf(viewer, all),
    ]);
    const sectors = [gas, gasOffice, rail, railOffice];
    expect(offered).toEqual([
      ['M', false, []],
      [
        'S',
        true,
        [
          { marking: 'TLP:AMBER', to: [gas] },
          { marking: 'TLP:GREEN', to: [gas, railOffice, council] },
        ],
      ],
      [
        'C',
        true,
        [
          { marking: 'TLP:AMBER', to: sectors },
          { marking: 'TLP:GREEN', to: sectors },
          { marking: 'TLP:CLEAR', to: sectors },
        ],
      ],
      ['B', false, []],
      ['O', false, []],
    ]);
  });
});

const READERS: readonly Viewer[] = [
  { kind: 'member', member: 'gas-1', sector: 'gas' },
  { kind: 'member', member: 'gas-2', sector: 'gas' },
  { kind: 'member', member: 'rail-1', sector: 'rail' },
  { kind: 'secretariat', sector: 'gas' },
  { kind: 'secretariat', sector: 'rail' },
  { kind: 'council' },
  { kind: 'observer' },
  { kind: 'operator' },
];

const OFFICE = {
  member: { kind: 'member', member: 'gas-1' },
  gas: gasOffice,
  council,
  observer: { kind: 'observer' },
  operator: { kind: 'operator' },
} as const satisfies Readonly<Record<string, Office>>;

/** Office, marking, addressees, and who reads of the list above. */
const READ: readonly (readonly [Office, Marking, readonly NoteAddressee[], string])[] = [
  [OFFICE.member, 'TLP:AMBER+STRICT', [], 'y-------'],
  [OFFICE.gas, 'TLP:AMBER+STRICT', [], '---y----'],
  [OFFICE.council, 'TLP:AMBER+STRICT', [], '-----y--'],
  [OFFICE.observer, 'TLP:AMBER+STRICT', [], '------y-'],
  [OFFICE.operator, 'TLP:AMBER+STRICT', [], '-------y'],
  [OFFICE.gas, 'TLP:AMBER', [gas], 'yy-y----'],
  [OFFICE.gas, 'TLP:GREEN', [gas], 'yy-y----'],
  [OFFICE.gas, 'TLP:GREEN', [railOffice], '---yy---'],
  [OFFICE.gas, 'TLP:GREEN', [council], '---y-y--'],
  [OFFICE.gas, 'TLP:GREEN', [gas, railOffice, council], 'yy-yyy--'],
  [OFFICE.council, 'TLP:AMBER', [rail, railOffice], '--y-yy--'],
  [OFFICE.council, 'TLP:CLEAR', [gas, rail], 'yyy--y--'],
  // What no rule lets through, were it kept all the same.
  [OFFICE.gas, 'TLP:AMBER+STRICT', [gas, railOffice, council], '---y----'],
  [OFFICE.gas, 'TLP:AMBER', [railOffice, council, rail], '---y----'],
  [OFFICE.gas, 'TLP:RED', [gas, council], '---y----'],
  [OFFICE.council, 'TLP:AMBER', [council, gas], 'yy---y--'],
];

describe('who may read a note', () => {
  it.each(READ)('of %j marked %s to %j: %s', (office, marking, to, readers) => {
    const scope: NoteScope = { office, marking, to };
    const may = READERS.map((viewer) => (mayReadNote(viewer, scope) ? 'y' : '-'));
    expect(may.join('')).toBe(readers);
  });

  it('is of the office that wrote it, which is his alone', () => {
    expect(READERS.map((viewer) => isOfOffice(viewer, officeOfViewer(viewer)))).toEqual(
      READERS.map(() => true),
    );
    expect(READERS.filter((viewer) => isOfOffice(viewer, OFFICE.member))).toHaveLength(1);
  });

  it('is not who takes the words of any office away: that is the operator’s', () => {
    const removers = READERS.filter((viewer) => mayRemoveNotes(viewer));
    expect(removers).toEqual([{ kind: 'operator' }]);
  });

  it('is told member by member to whom the accounts of its members are', () => {
    expect(READERS.map((viewer) => mayNameReaders(viewer, 'gas'))).toEqual([
      ...[false, false, false, true, false, false, false, true],
    ]);
  });
});
