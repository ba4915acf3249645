import { describe, expect, it } from 'vitest';
import type { Consent } from '../../../src/core/config.ts';
import type { Viewer } from '../../../src/core/words/viewer.ts';
import type { Concern } from '../../../src/share/rules/action-right.ts';
import { mayKnowTold } from '../../../src/share/rules/told-right.ts';

const MEMBER: Viewer = { kind: 'member', member: 'gas-1', sector: 'gas' };
const OFFICE: Viewer = { kind: 'secretariat', sector: 'gas' };
const OF_MEMBER: Concern = { kind: 'member', member: 'gas-1', sector: 'gas' };

function site(consent: Consent, member = 'gas-1', sector = 'gas') {
  return { id: `${member}-home`, member, sector, consent, secretariatSees: 'judgement' } as const;
}

describe('who may know who was told', () => {
  it.each<[string, Viewer, Concern, boolean]>([
    ['the operator of a member', { kind: 'operator' }, OF_MEMBER, true],
    ['the operator of the council', { kind: 'operator' }, { kind: 'council' }, true],
    ['a member of itself', MEMBER, OF_MEMBER, true],
    ['a member of another', { ...MEMBER, member: 'gas-2' }, OF_MEMBER, false],
    ['a member of its secretariat', MEMBER, { kind: 'sector', sector: 'gas' }, false],
    ['a secretariat of itself', OFFICE, { kind: 'sector', sector: 'gas' }, true],
    ['a secretariat of another', OFFICE, { kind: 'sector', sector: 'tap' }, false],
    ['a secretariat of the council', OFFICE, { kind: 'council' }, false],
    ['the council of itself', { kind: 'council' }, { kind: 'council' }, true],
    ['the council of a member', { kind: 'council' }, OF_MEMBER, false],
    ['an observer of the operator', { kind: 'observer' }, { kind: 'operator' }, false],
  ])('%s', (_, viewer, concern, expected) => {
    expect(mayKnowTold(viewer, { concern, targets: [site('named')] })).toBe(expected);
  });

  it.each<[string, ReturnType<typeof site>[], boolean]>([
    ['a site that it sees', [site('counted')], true],
    ['no site that it sees', [site('own')], false],
    ['one that it sees among others', [site('own'), site('sector')], true],
    ['no site at all', [], false],
    ['a site of another member', [site('named', 'gas-2')], false],
    ['a site of another sector', [site('named', 'gas-1', 'tap')], false],
  ])('a secretariat of its member with %s in it: %#', (_, targets, expected) => {
    expect(mayKnowTold(OFFICE, { concern: OF_MEMBER, targets })).toBe(expected);
  });

  it('a secretariat nothing of a member of another sector', () => {
    const concern: Concern = { kind: 'member', member: 'tap-1', sector: 'tap' };
    expect(mayKnowTold(OFFICE, { concern, targets: [site('named', 'tap-1', 'tap')] })).toBe(false);
  });
});
