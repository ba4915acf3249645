import { describe, expect, it } from 'vitest';
import type { SharedFact } from '../../../../src/core/words/fact.ts';
import { holm } from '../../../../src/judge/rules/council/shared-cause.ts';
import type { Finding } from '../../../../src/judge/rules/council-view.ts';
import {
  fact,
  MINUTE,
  nameOf,
  type SectorPlan,
  START,
  type Trouble,
  targetsOf,
  World,
} from './world.ts';

const ONE: readonly SectorPlan[] = [{ id: 'local', field: 'government', members: 400 }];
const TWO: readonly SectorPlan[] = [...ONE, { id: 'bank', field: 'finance', members: 100 }];

type FactsOf = (number: number, sector: string) => readonly SharedFact[];

interface Row {
  readonly what: string;
  readonly plans?: readonly SectorPlan[];
  readonly facts: FactsOf;
  /** Numbers of members that fail from minute 10 on, by sector. */
  readonly failing: Readonly<Record<string, readonly number[]>>;
  readonly given?: Partial<Trouble>;
  readonly more?: readonly Trouble[];
  /** Names of what is found ten minutes later. */
  readonly found: readonly string[];
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

const site = (sector: string, number: number) =>
  `${sector}-${String(number).padStart(4, '0')}-home`;

const FROM = START + 10 * MINUTE;

function troublesOf({ failing, given = {}, more = [] }: Row): readonly Trouble[] {
  const own = Object.entries(failing).flatMap(([sector, numbers]) =>
    numbers.map((number): Trouble => ({ target: site(sector, number), from: FROM, ...given })),
  );
  return [...own, ...more];
}

function findingsOf(row: Row): readonly Finding[] {
  const targets = targetsOf(row.plans ?? ONE, (_, sector, number) => row.facts(number, sector));
  return new World(targets).run(troublesOf(row), START, FROM + 3 * MINUTE).at(-1)?.findings ?? [];
}

const upTo = (last: number, shared: SharedFact) => (number: number) =>
  number <= last ? [shared] : [];
const NET = fact('network', '192.0.2.0/24');
const CLOUD = fact('operator', 'Cloud');

const ROWS: readonly Row[] = [
  {
    what: 'five sites of one range of five are found',
    facts: upTo(5, NET),
    failing: { local: range(1, 5) },
    found: ['shared-cause network 192.0.2.0/24'],
  },
  {
    what: 'four are not enough',
    facts: upTo(4, NET),
    failing: { local: range(1, 4) },
    found: [],
  },
  {
    what: 'half of those that have it must be affected',
    facts: upTo(20, NET),
    failing: { local: range(1, 9) },
    found: [],
  },
  {
    what: 'half is enough',
    facts: upTo(20, NET),
    failing: { local: range(1, 10) },
    found: ['shared-cause network 192.0.2.0/24'],
  },
  {
    what: 'seven of ten affected are covered',
    facts: upTo(7, NET),
    failing: { local: [...range(1, 7), 101, 102, 103] },
    found: ['shared-cause network 192.0.2.0/24'],
  },
  {
    what: 'beside four others seven are not: most of what fails must have it',
    facts: upTo(7, NET),
    failing: { local: [...range(1, 7), 101, 102, 103, 104] },
    found: [],
  },
  {
    what: 'the fact merges its own holders into no unit: 40 beside three strays are not 1 of 4',
    facts: upTo(40, NET),
    failing: { local: [...range(1, 40), 301, 302, 303] },
    found: ['shared-cause network 192.0.2.0/24'],
  },
  {
    what: 'two providers in one minute are both found: what the other shares is one unit',
    facts: (number) => (number <= 20 ? [NET] : number <= 40 ? [CLOUD] : []),
    failing: { local: range(1, 40) },
    found: ['shared-cause network 192.0.2.0/24', 'shared-cause operator Cloud'],
  },
  {
    what: 'sites that have failed for days hide nothing and are not covered',
    facts: upTo(10, NET),
    failing: { local: range(1, 10) },
    more: range(200, 240).map((number) => ({ target: site('local', number), from: 0 })),
    found: ['shared-cause network 192.0.2.0/24'],
  },
  {
    what: 'of nested facts the one that fits: a range within a failing operator is too narrow',
    facts: (number) => [...(number <= 30 ? [CLOUD] : []), ...(number <= 25 ? [NET] : [])],
    failing: { local: range(1, 30) },
    found: ['shared-cause operator Cloud'],
  },
  {
    what: 'of nested facts the one that fits: an operator of whom one range fails is too wide',
    facts: (number) => [...(number <= 40 ? [CLOUD] : []), ...(number <= 25 ? [NET] : [])],
    failing: { local: range(1, 25) },
    found: ['shared-cause network 192.0.2.0/24'],
  },
  {
    what: 'of two that fit as well the narrower',
    facts: (number) => [
      ...(number <= 10 ? [NET] : []),
      ...(number <= 11 ? [fact('autonomous_system', 'AS64500')] : []),
    ],
    // Number 11 stands alone: the wider fact gains a stray, the narrower misses it.
    failing: { local: range(1, 10) },
    found: ['shared-cause network 192.0.2.0/24'],
  },
  {
    what: 'of two with the same holders the more telling kind: a declared operator',
    facts: (number) => (number <= 10 ? [NET, CLOUD, fact('alias', 'cloud.example')] : []),
    failing: { local: range(1, 10) },
    found: ['shared-cause operator Cloud'],
  },
  {
    what: 'a site that has failed for days, whose range nobody knows, makes its operator no wider',
    facts: (number) => [...(number <= 11 ? [CLOUD] : []), ...(number <= 10 ? [NET] : [])],
    failing: { local: range(1, 10) },
    more: [{ target: site('local', 11), from: 0 }],
    found: ['shared-cause operator Cloud'],
  },
  {
    what: 'of two names of one chain the first',
    facts: (number) =>
      number <= 10 ? [fact('alias', 'b.example'), fact('alias', 'a.example')] : [],
    failing: { local: range(1, 10) },
    found: ['shared-cause alias a.example'],
  },
  {
    what: 'where names were not resolved, the name servers',
    facts: (number) => (number <= 10 ? [CLOUD, fact('name_servers', 'ns.example')] : []),
    failing: { local: range(1, 10) },
    given: { reason: 'dns' },
    found: ['shared-cause name_servers ns.example'],
  },
  {
    what: 'an issuer counts where certificates were not accepted',
    facts: upTo(10, fact('certificate_issuer', 'Authority')),
    failing: { local: range(1, 10) },
    given: { reason: 'certificate' },
    found: ['shared-cause certificate_issuer Authority'],
  },
  {
    what: 'and only there: ten that time out under one issuer share nothing that counts',
    facts: upTo(10, fact('certificate_issuer', 'Authority')),
    failing: { local: range(1, 10) },
    found: [],
  },
  {
    what: 'the software of a server is never the finding',
    facts: upTo(10, fact('server_family', 'nginx')),
    failing: { local: range(1, 10) },
    found: [],
  },
  {
    what: 'a fact that half of the sector has says nothing of ten of them: conditioned on the sector',
    plans: TWO,
    facts: (_, sector) => (sector === 'bank' ? [fact('autonomous_system', 'AS64500')] : []),
    failing: { bank: range(1, 50) },
    found: ['sector-wide bank'],
  },
  {
    what: 'what suspects say is not heard',
    facts: upTo(10, NET),
    failing: { local: range(1, 10) },
    given: { suspect: true },
    found: [],
  },
  {
    what: 'blocked sites are not affected',
    facts: upTo(10, NET),
    failing: { local: range(1, 10) },
    given: { judgement: 'blocked' },
    found: [],
  },
];

describe('what the affected share', () => {
  it.each(ROWS)('$what', (row) => {
    expect(findingsOf(row).map(nameOf).toSorted()).toEqual(row.found.toSorted());
  });

  it('covers every affected site that has the fact, and says so in numbers', () => {
    const [finding] = findingsOf({
      what: '',
      facts: (number) => (number <= 12 ? [NET, fact('via_family', 'varnish')] : []),
      failing: { local: [...range(1, 10), 300] },
      found: [],
    });
    expect(finding?.targets).toEqual(range(1, 10).map((number) => site('local', number)));
    expect(finding?.evidence.figures).toMatchObject({
      targets: 10,
      members: 10,
      affectedMembers: 11,
      holders: 12,
      holdersAffected: 10,
      unrelatedGroups: 1,
      hypotheses: 1,
    });
    expect(finding?.evidence.figures['expectedMembers']).toBeCloseTo((11 * 12) / 400, 9);
    expect(finding?.evidence.text.en).toContain('Of 11 members');
    expect(finding?.evidence.text.en).toContain('10 (83 %)');
    expect(finding?.evidence.text.en).toContain('They also have the same intermediary software.');
    expect(finding?.evidence.text.ja).toContain('共通点: 同じアドレス範囲');
    expect(JSON.stringify(finding?.evidence)).not.toContain(NET.text);
  });

  it('grows surer with every holder more that is affected', () => {
    const levels = [10, 12, 14, 16, 18, 20].map((count) => {
      const row = {
        what: '',
        facts: upTo(20, NET),
        failing: { local: range(1, count) },
        found: [],
      };
      return findingsOf(row)[0]?.evidence.figures['log10Probability'];
    });
    expect(levels).toEqual(levels.toSorted((a, b) => Number(b) - Number(a)));
    expect(new Set(levels).size).toBe(levels.length);
  });
});

describe("Holm's correction", () => {
  it('never makes a fact more probable than one that is less so by itself', () => {
    // Of 3: 3 × 0.001, then 2 × 0.0012, which is less, then 1 × 0.5.
    const corrected = holm([0.001, 0.0012, 0.5].map(Math.log10), 3).map((log10) => 10 ** log10);
    expect(corrected.map((p) => Number(p.toFixed(6)))).toEqual([0.003, 0.003, 0.5]);
  });

  it('gives no more than 1, and counts each at least once', () => {
    expect(holm([Math.log10(0.6), Math.log10(0.9)], 2)).toEqual([0, 0]);
    expect(holm([-3, -2], 1)).toEqual([-3, -2]);
    expect(holm([], 4)).toEqual([]);
  });
});
