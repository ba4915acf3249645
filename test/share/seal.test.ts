import { describe, expect, it } from 'vitest';
import { Marked } from '../../src/core/words/marked.ts';
import { OPERATOR, type Viewer } from '../../src/core/words/viewer.ts';
import { createGate, type Item } from '../../src/share/seal.ts';
import { sharedTarget } from './rules/shared.ts';

const ITEMS: readonly Item[] = [
  { kind: 'council' },
  { kind: 'target', target: 'gas-0001-home', member: 'gas-0001', sector: 'gas' },
  { kind: 'prober' },
];

const OTHERS: readonly Viewer[] = [
  { kind: 'member', member: 'gas-0001', sector: 'gas' },
  { kind: 'secretariat', sector: 'gas' },
  { kind: 'council' },
  { kind: 'observer' },
];

describe('the gate', () => {
  const gate = createGate();

  it.each(ITEMS)('gives the operator $kind, marked as own detail', (item) => {
    const data = { secret: 1 };
    const marked = gate.seal(OPERATOR, item, { asOf: 5, data });
    expect(marked && Marked.open(marked)).toEqual({ marking: 'TLP:AMBER+STRICT', asOf: 5, data });
  });

  it.each(OTHERS.flatMap((viewer) => ITEMS.map((item) => ({ viewer, item }))))(
    'gives $viewer.kind nothing of $item.kind, which is the operator’s',
    ({ viewer, item }) => {
      expect(gate.seal(viewer, item, { asOf: 5, data: { secret: 1 } })).toBeNull();
    },
  );

  it.each([OPERATOR, ...OTHERS])(
    'gives $kind what everybody may know, marked as clear',
    (viewer) => {
      const marked = gate.seal(viewer, { kind: 'about' }, { asOf: 5, data: { contact: 'x' } });
      expect(marked && Marked.open(marked)).toMatchObject({ marking: 'TLP:CLEAR', asOf: 5 });
    },
  );

  it.each([OPERATOR, ...OTHERS])('tells $kind who he is himself, and nobody else', (reader) => {
    const dated = { asOf: 5, data: { kind: reader.kind } };
    const marked = gate.seal(reader, { kind: 'reader', reader }, dated);
    expect(marked && Marked.open(marked).marking).toBe('TLP:AMBER+STRICT');
    const other = { kind: 'secretariat', sector: 'rail' } as const;
    expect(gate.seal(reader, { kind: 'reader', reader: other }, dated)).toBeNull();
  });

  it('gives values of a target to who sees it in detail', () => {
    const item = { kind: 'detail', target: sharedTarget({ member: 'gas-0001' }) } as const;
    const given = (viewer: Viewer) => gate.seal(viewer, item, { asOf: 5, data: {} }) !== null;
    expect([OPERATOR, ...OTHERS].filter(given).map(({ kind }) => kind)).toEqual([
      'operator',
      'member',
      'secretariat',
    ]);
    expect(given({ kind: 'member', member: 'gas-0002', sector: 'gas' })).toBe(false);
  });

  it('looks through what is shared itself, whatever is said of it', () => {
    const answer = { view: 'shared', sites: [], sectors: [{ id: 'gas' }] };
    const item = { kind: 'shared', answer, targetOf: () => null } as const;
    const marked = gate.seal({ kind: 'observer' }, item, { asOf: 5, data: answer });
    expect(marked && Marked.open(marked).marking).toBe('TLP:GREEN');
    const other = { ...answer, secret: 1 };
    expect(gate.seal({ kind: 'observer' }, item, { asOf: 5, data: other })).toBeNull();
    const site = { target: 'gas-1-home', member: { id: 'gas-1' }, sector: 'gas', detail: null };
    const named = { ...answer, sites: [site] };
    const wrong = { ...item, answer: named, targetOf: () => sharedTarget() };
    expect(gate.seal({ kind: 'observer' }, wrong, { asOf: 5, data: named })).toBeNull();
  });

  it('seals so that neither spreading nor serialising gets at the data', () => {
    const marked = gate.seal(OPERATOR, { kind: 'council' }, { asOf: 5, data: { secret: 1 } });
    expect({ ...marked }).toEqual({});
    expect(() => JSON.stringify({ marked })).toThrow(TypeError);
  });
});
