import { describe, expect, it } from 'vitest';
import { type OwnNetwork, ownNetworkOf } from '../../../../src/judge/rules/council/own-network.ts';
import { rosterOf } from '../../../../src/judge/rules/council/roster.ts';
import { DOWN, MIXED, newest, probesOf, ROSTER, reference, UP, UP_BEFORE } from './probes.ts';
import { targetsOf } from './world.ts';

describe('a doubt of our own network', () => {
  it.each([5, 6, 9])('ends in a council of %d sites though two of them stay away', (members) => {
    const sites = targetsOf([{ id: 'gas', field: 'energy', members }]);
    const roster = rosterOf(sites);
    const order = sites.map(({ target }) => target);
    const stepWith = (away: number, held: OwnNetwork | null) => {
      const probes = probesOf(order, (at) => at < away);
      return ownNetworkOf(roster, { probes, references: [] }, held);
    };
    const held = stepWith(members, null);
    expect(held).not.toBeNull();
    expect(stepWith(3, held)).toEqual(held);
    expect(stepWith(2, held)).toBeNull();
    expect(stepWith(2, null)).toBeNull();
  });

  it.each([
    ['it goes on while a fifth fails', probesOf(MIXED, (at) => at % 5 === 0), DOWN, true],
    ['it ends when fewer do', probesOf(MIXED, (at) => at % 6 === 0 && at < 24), DOWN, false],
    ['it goes on while nothing is probed', [], UP_BEFORE, true],
    ['it goes on while too few are probed, as after a restart', newest(1).slice(0, 4), DOWN, true],
    ['it goes on while references answered before', newest(30), UP_BEFORE, true],
    ['it goes on until every reference answered', newest(60), [...UP, reference(true)], true],
    ['it ends when every reference has answered since', newest(60), UP, false],
    ['it goes on without references', newest(60), [], true],
  ])('%s', (_, probes, references, goesOn) => {
    const held = ownNetworkOf(ROSTER, { probes: newest(30), references: UP_BEFORE }, null);
    expect(held?.evidence.figures).toMatchObject({ references: 0, referencesOf: 2 });
    expect(held?.evidence.text.en).toContain('None of the operator');
    const next = ownNetworkOf(ROSTER, { probes, references }, held);
    expect(next).toEqual(goesOn ? held : null);
  });
});
