import { describe, expect, it } from 'vitest';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import type { Band } from '../../../src/share/rules/band.ts';
import { patternFormOf } from '../../../src/share/rules/pattern-form.ts';
import { sharedTarget } from './shared.ts';

const SOME: Band = { level: 'some', atLeast: null };
const NONE: Band = { level: 'none', atLeast: null };
const COUNCIL: Viewer = { kind: 'council' };
const OFFICE: Viewer = { kind: 'secretariat', sector: 'gas' };

const counted = sharedTarget({ id: 'gas-1', member: 'm-1' });
const named = sharedTarget({ id: 'gas-2', member: 'm-2', consent: 'named' });
const own = sharedTarget({ id: 'rail-1', member: 'm-3', sector: 'rail', consent: 'own' });
const targets = [counted, named, own];

describe('the form of a pattern', () => {
  it('is names and the sectors whose released band shows it, to the council', () => {
    const form = patternFormOf(COUNCIL, { targets, mayName: true, released: () => SOME });
    expect(form).toEqual({
      ...{ isShown: true, named: ['gas-2'], hasOthers: true },
      ...{ sectors: ['gas'], isWhole: false },
    });
  });

  it('is bands alone where no name may go by the channel', () => {
    const form = patternFormOf(COUNCIL, { targets, mayName: false, released: () => SOME });
    expect(form).toMatchObject({ named: [], hasOthers: true, sectors: ['gas'], isShown: true });
  });

  it.each([null, NONE])('is nothing where the released band %j does not show it', (band) => {
    const query = { targets, mayName: true, released: () => band };
    expect(patternFormOf(COUNCIL, query)).toMatchObject({ isShown: false, sectors: [] });
  });

  it('is all of it, with its times, to the office that knows every target by name', () => {
    const query = { targets, mayName: true, released: () => null };
    const form = patternFormOf(OFFICE, query);
    expect(form).toMatchObject({ isShown: true, isWhole: true, hasOthers: false });
    expect(form.named).toEqual(['gas-1', 'gas-2']);
    expect(patternFormOf(OFFICE, { ...query, mayName: false }).isShown).toBe(false);
  });

  it('holds nothing of targets that are in no count, not even their sector', () => {
    const query = { targets: [own], mayName: true, released: () => SOME };
    const form = patternFormOf({ kind: 'observer' }, query);
    expect(form).toMatchObject({ isShown: false, hasOthers: false, sectors: [], named: [] });
  });

  it('tells the operator that there is one, whatever was released', () => {
    const query = { targets, mayName: false, released: () => null };
    expect(patternFormOf({ kind: 'operator' }, query)).toMatchObject({
      ...{ isShown: true, named: [], sectors: [] },
    });
  });
});
