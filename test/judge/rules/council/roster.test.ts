import { describe, expect, it } from 'vitest';
import { rosterOf } from '../../../../src/judge/rules/council/roster.ts';
import { unrelatedGroups } from '../../../../src/judge/rules/council/unrelated-groups.ts';
import type { CouncilTarget } from '../../../../src/judge/rules/council-view.ts';
import { fact, randomOf, SECTORS, shuffled, targetsOf } from './world.ts';

function target(id: string, facts: CouncilTarget['facts'], member = id): CouncilTarget {
  return { target: id, member, sector: 'gas', field: 'energy', facts };
}

/** Of those given, in a sector of which many more are well. */
function groupsOf(targets: readonly CouncilTarget[]): readonly (readonly string[])[] {
  const well = Array.from({ length: 200 }, (_, at) => target(`well-${at}`, []));
  const affected = new Set(targets.map(({ member }) => member));
  const members = rosterOf([...targets, ...well]).members.filter(({ id }) => affected.has(id));
  return unrelatedGroups(members).map((group) => group.map(({ id }) => id));
}

const range = (text: string) => fact('network', text);
const servers = (text: string) => fact('name_servers', text);
const operator = (text: string) => fact('operator', text);

describe('unrelated groups', () => {
  it.each([
    {
      what: 'members that share nothing stand alone',
      targets: [target('a', []), target('b', [])],
      groups: [['a'], ['b']],
    },
    {
      what: 'one range makes one group',
      targets: [target('a', [range('x')]), target('b', [range('x')]), target('c', [range('y')])],
      groups: [['a', 'b'], ['c']],
    },
    {
      what: 'one declared operator does',
      targets: [target('a', [operator('o')]), target('b', [operator('o')])],
      groups: [['a', 'b']],
    },
    {
      what: 'name servers do as a set, one of two does not',
      targets: [
        target('a', [servers('ns1'), servers('ns2')]),
        target('b', [servers('ns2'), servers('ns1')]),
        target('c', [servers('ns1')]),
      ],
      groups: [['a', 'b'], ['c']],
    },
    {
      what: 'a third member with a range and an operator ties two together',
      targets: [
        target('a', [range('x')]),
        target('b', [operator('o')]),
        target('c', [range('x'), operator('o')]),
      ],
      groups: [['a', 'b', 'c']],
    },
    {
      what: 'a chain is walked to its end',
      targets: [
        target('a', [range('1'), range('2')]),
        target('b', [range('3'), range('4')]),
        target('c', [range('2'), range('3')]),
        target('d', [range('4'), range('5')]),
        target('e', [range('5'), range('1')]),
      ],
      groups: [['a', 'b', 'c', 'd', 'e']],
    },
    {
      what: 'sites of one member are one member',
      targets: [
        target('a', [range('x')], 'm'),
        target('b', [range('y')], 'm'),
        target('c', [range('y')]),
      ],
      groups: [['c', 'm']],
    },
    {
      what: 'an issuer, a software or an alias makes no group',
      targets: ['certificate_issuer', 'server_family', 'alias', 'autonomous_system'].flatMap(
        (kind) =>
          ['1', '2'].map((n) => target(`${kind}-${n}`, [{ kind: kind as 'alias', text: 'same' }])),
      ),
      groups: [
        ['alias-1'],
        ['alias-2'],
        ['autonomous_system-1'],
        ['autonomous_system-2'],
        ['certificate_issuer-1'],
        ['certificate_issuer-2'],
        ['server_family-1'],
        ['server_family-2'],
      ],
    },
  ])('$what', ({ targets, groups }) => {
    expect(groupsOf(targets)).toEqual(groups);
  });

  it('looks at those given alone: what ties them to others does not count', () => {
    const roster = rosterOf([
      target('a', [range('x')]),
      target('b', [operator('o')]),
      target('c', [range('x'), operator('o')]),
    ]);
    const given = roster.members.filter(({ id }) => id !== 'c');
    expect(unrelatedGroups(given)).toHaveLength(2);
  });

  it.each([
    ['a popular link says nothing of those hit at random', 20, 20, 40],
    ['nor where others are hit at more than half its rate', 20, 12, 32],
    ['it says something where they are hit half as often', 20, 10, 11],
    ['and where it alone is hit, however little of it', 3, 0, 1],
    ['all of it is one group, however many of the others are hit', 100, 60, 61],
  ])('%s', (_, holders, others, groups) => {
    // 100 of the 200 members have the link.
    const targets = Array.from({ length: 200 }, (_, at) =>
      target(String(at).padStart(3, '0'), at < 100 ? [operator('popular')] : []),
    );
    const hit = rosterOf(targets).members.filter(({ id }) => {
      const at = Number(id);
      return at < 100 ? at < holders : at - 100 < others;
    });
    expect(unrelatedGroups(hit)).toHaveLength(groups);
  });

  it.each([
    [
      'those of a handful on one host are one group',
      { members: 20, holders: 5, hit: 2, others: 12 },
      13,
    ],
    [
      'and those of eight in a large sector',
      { members: 400, holders: 8, hit: 4, others: 300 },
      301,
    ],
    ['but not those of six in a small one', { members: 20, holders: 6, hit: 2, others: 12 }, 14],
  ])(
    '%s, most of the others being hit',
    (_, { members, holders, hit: hitHolders, others }, groups) => {
      const targets = Array.from({ length: members }, (_each, at) =>
        target(String(at).padStart(3, '0'), at < holders ? [range('host')] : []),
      );
      const hit = rosterOf(targets).members.filter(({ id }) => {
        const at = Number(id);
        return at < holders ? at < hitHolders : at - holders < others;
      });
      expect(unrelatedGroups(hit)).toHaveLength(groups);
    },
  );
});

describe('the roster', () => {
  it('counts a sector in units: each member by the link that most have', () => {
    const roster = rosterOf([
      target('a', [range('x'), operator('o')]),
      target('b', [operator('o')]),
      target('c', [operator('o')]),
      target('d', [range('x')]),
      target('e', []),
    ]);
    // a, b, c by the operator; d by the range that a has too; e alone.
    expect(roster.sectors.map(({ units }) => units)).toEqual([3]);
  });

  it('keeps facts of two members or more, with the sites that have them', () => {
    const roster = rosterOf([
      target('a', [range('x'), range('z')]),
      target('b', [range('x')]),
      target('c', [range('y')], 'm'),
      target('d', [range('y')], 'm'),
    ]);
    expect(roster.facts.map(({ key }) => key)).toEqual(['network x']);
    expect(roster.facts.flatMap(({ targets }) => targets.map(({ id }) => id))).toEqual(['a', 'b']);
    expect(roster.targets.get('c')?.facts).toEqual([]);
  });

  it('is the same in whatever order targets and facts are given', () => {
    const random = randomOf(4);
    const targets = targetsOf(SECTORS, (_, sector, number) => [
      range(String(number % 37)),
      operator(`${sector} ${number % 5}`),
      servers(String(number % 11)),
    ]);
    const shape = (given: readonly CouncilTarget[]) => {
      const roster = rosterOf(given);
      return {
        targets: roster.members.flatMap((member) => member.targets.map(({ id }) => id)),
        facts: roster.facts.map(({ key, targets: all }) => [key, all.map(({ id }) => id)]),
        sectors: roster.sectors.map(({ id, units, members }) => [id, units, members.length]),
        fields: roster.fields.map(({ id, members }) => [id, members.map((each) => each.id)]),
        groups: unrelatedGroups(roster.members).map((group) => group.map(({ id }) => id)),
      };
    };
    const turned = shuffled(targets, random).map((each) => ({
      ...each,
      facts: shuffled(each.facts, random),
    }));
    expect(shape(turned)).toEqual(shape(targets));
  });
});
