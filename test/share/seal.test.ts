import { describe, expect, it } from 'vitest';
import { Marked } from '../../src/core/words/marked.ts';
import { OPERATOR, type Viewer } from '../../src/core/words/viewer.ts';
import { createGate, type Item } from '../../src/share/seal.ts';

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
    'gives $viewer.kind nothing of $item.kind until accounts exist',
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

  it('seals so that neither spreading nor serialising gets at the data', () => {
    const marked = gate.seal(OPERATOR, { kind: 'council' }, { asOf: 5, data: { secret: 1 } });
    expect({ ...marked }).toEqual({});
    expect(() => JSON.stringify({ marked })).toThrow(TypeError);
  });
});
