import { describe, expect, it } from 'vitest';
import { Marked } from '../../../src/core/words/marked.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import type { NoteHead } from '../../../src/share/rules/note-answer.ts';
import { createGate } from '../../../src/share/seal.ts';

const GAS: Viewer = { kind: 'secretariat', sector: 'gas' };
const MEMBER: Viewer = { kind: 'member', member: 'gas-1', sector: 'gas' };
const RAIL: Viewer = { kind: 'secretariat', sector: 'rail' };

/** To the members of gas, as another office is told of it. */
const HEAD: NoteHead = {
  ...{ office: { kind: 'secretariat', sector: 'gas' }, marking: 'TLP:GREEN' },
  ...{ to: [{ kind: 'members', sector: 'gas' }], subject: 'S', ended: null },
  ...{ actor: null, read: null },
};
const OWN: NoteHead = { ...HEAD, actor: 'abe', read: {} };
const GONE: NoteHead = { ...HEAD, subject: null, ended: { as: 'withdrawn' } };
const DONE: NoteHead = { ...OWN, to: [], marking: 'TLP:AMBER+STRICT', ended: { as: 'done' } };

/** A list, and under which marking it is given to whom; null = it is not. */
const LISTS: readonly (readonly [string, Viewer, readonly NoteHead[], string | null])[] = [
  ['nothing', RAIL, [], 'TLP:AMBER+STRICT'],
  ['one to him', MEMBER, [HEAD], 'TLP:AMBER+STRICT'],
  ['his own', GAS, [OWN, DONE], 'TLP:AMBER+STRICT'],
  ['one among his that is not for him', RAIL, [HEAD], null],
  ['who wrote it, of another office', MEMBER, [{ ...HEAD, actor: 'abe' }], null],
  ['how many read it, of another office', MEMBER, [{ ...HEAD, read: {} }], null],
  ['one that is withdrawn', MEMBER, [GONE], 'TLP:AMBER+STRICT'],
  ['one that is withdrawn with its subject', MEMBER, [{ ...GONE, subject: 'S' }], null],
  ['the same to who wrote it', GAS, [{ ...GONE, subject: 'S' }], null],
];

const PAGES: readonly (readonly [
  string,
  Viewer,
  { readonly note: NoteHead; readonly text: string | null; readonly readers: object | null },
  string | null,
])[] = [
  ['one to him', MEMBER, { note: HEAD, text: 'T', readers: null }, 'TLP:GREEN'],
  ['his own', GAS, { note: OWN, text: 'T', readers: {} }, 'TLP:AMBER+STRICT'],
  ['one to others', RAIL, { note: HEAD, text: 'T', readers: null }, null],
  ['who read it, to another office', MEMBER, { note: HEAD, text: 'T', readers: {} }, null],
  ['one that is withdrawn', MEMBER, { note: GONE, text: null, readers: null }, 'TLP:GREEN'],
  ['a withdrawn text', MEMBER, { note: GONE, text: 'T', readers: null }, null],
  ['a withdrawn text to who wrote it', GAS, { note: GONE, text: 'T', readers: {} }, null],
  ['one that is done', GAS, { note: DONE, text: 'T', readers: {} }, 'TLP:AMBER+STRICT'],
];

describe('the gate looks through notes itself', () => {
  const gate = createGate();
  const markingOf = (marked: Marked<unknown> | null) => marked && Marked.open(marked).marking;

  it.each(LISTS)('in a list: %s', (_, viewer, notes, marking) => {
    const data = { notes };
    const item = { kind: 'notes', answer: data } as const;
    expect(markingOf(gate.seal(viewer, item, { asOf: 5, data }))).toBe(marking);
  });

  it.each(PAGES)('opened: %s', (_, viewer, data, marking) => {
    const item = { kind: 'note', answer: data } as const;
    expect(markingOf(gate.seal(viewer, item, { asOf: 5, data }))).toBe(marking);
  });

  it('and tells the number of those that are unread to who asked alone', () => {
    const data = { unread: 3 };
    const item = { kind: 'unread_notes', reader: MEMBER } as const;
    expect(markingOf(gate.seal(MEMBER, item, { asOf: 5, data }))).toBe('TLP:AMBER+STRICT');
    for (const viewer of [RAIL, { ...MEMBER }, { kind: 'operator' } as const]) {
      expect(gate.seal(viewer, item, { asOf: 5, data })).toBeNull();
    }
  });

  it('and lets nothing through in the place of what it looked at', () => {
    const list = { notes: [HEAD] };
    const other = { notes: [HEAD], secret: 1 };
    const listed = { kind: 'notes', answer: list } as const;
    expect(gate.seal(MEMBER, listed, { asOf: 5, data: other })).toBeNull();
    const page = { note: HEAD, text: 'T', readers: null };
    const opened = { kind: 'note', answer: page } as const;
    expect(gate.seal(MEMBER, opened, { asOf: 5, data: { ...page } })).toBeNull();
  });
});
