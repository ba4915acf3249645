import { describe, expect, it } from 'vitest';
import type { SharedFact } from '../../../../src/core/words/fact.ts';
import { fact, MINUTE, patternsIn, START, type Trouble, targetsOf, World } from './world.ts';

const PLANS = [
  { id: 'bank', field: 'finance', members: 300 },
  { id: 'broker', field: 'finance', members: 60 },
  { id: 'gas', field: 'gas', members: 10 },
  { id: 'rail', field: 'railway', members: 10 },
  { id: 'water', field: 'water', members: 8 },
  { id: 'town', field: 'government', members: 500 },
];

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

function failing(sector: string, numbers: readonly number[], minute = 10): readonly Trouble[] {
  return numbers.map((number) => ({
    target: `${sector}-${String(number).padStart(4, '0')}-home`,
    from: START + minute * MINUTE,
  }));
}

function knownLate(troubles: readonly Trouble[], minutes: readonly number[]): readonly Trouble[] {
  return troubles.map((each, at) => ({
    ...each,
    saidAt: each.from + (minutes[at] ?? 0) * MINUTE,
  }));
}

interface Row {
  readonly what: string;
  readonly facts?: (number: number, sector: string) => readonly SharedFact[];
  readonly troubles: readonly Trouble[];
  readonly found: readonly string[];
}

const ROWS: readonly Row[] = [
  {
    what: 'three of ten are a sector',
    troubles: failing('gas', [1, 2, 3]),
    found: ['sector-wide gas'],
  },
  { what: 'two of ten are not', troubles: failing('gas', [1, 2]), found: [] },
  {
    what: 'three members behind one operator are one unit',
    facts: (number) => (number <= 3 ? [fact('operator', 'One')] : []),
    troubles: failing('gas', [1, 2, 3]),
    found: [],
  },
  {
    what: 'behind one operator and beside it: three units',
    facts: (number) => (number <= 3 ? [fact('operator', 'One')] : []),
    troubles: failing('gas', [1, 2, 3, 4, 5]),
    found: ['sector-wide gas'],
  },
  {
    what: '29 of 300 are below a tenth',
    troubles: failing('bank', range(1, 29)),
    found: [],
  },
  {
    what: '30 of 300 are a tenth',
    troubles: failing('bank', range(1, 30)),
    found: ['sector-wide bank'],
  },
  {
    what: 'a tenth that comes within the hour is a tenth, where enough come within ten minutes',
    troubles: range(1, 30).flatMap((number) => failing('bank', [number], 5 + number)),
    found: ['sector-wide bank'],
  },
  {
    what: 'a tenth that comes over ten hours is nobody together',
    troubles: range(1, 60).flatMap((number) => failing('bank', [number], 10 * number)),
    found: [],
  },
  {
    what: 'three slow ones of ten are a sector, though each takes half an hour to be known',
    troubles: knownLate(failing('gas', [1, 2, 3]), [30, 33, 36]),
    found: ['sector-wide gas'],
  },
  {
    what: 'three that began together and are known hours apart are not',
    troubles: knownLate(failing('gas', [1, 2, 3]), [30, 90, 150]),
    found: [],
  },
  {
    what: 'nor three that fail since their first sample: nobody saw them begin',
    troubles: failing('gas', [1, 2, 3]).map((each) => ({ ...each, saidAt: each.from, from: 0 })),
    found: [],
  },
  {
    what: 'two sectors of one field are each for itself',
    troubles: [...failing('bank', range(1, 40)), ...failing('broker', range(1, 10))],
    found: ['sector-wide bank', 'sector-wide broker'],
  },
  {
    what: 'two fields are the council, and their sectors are told with it',
    troubles: [...failing('gas', [1, 2, 3]), ...failing('town', range(1, 9))],
    found: ['cross-sector'],
  },
  {
    what: 'the second field may come much later, while the first still fails',
    troubles: [...failing('gas', [1, 2, 3]), ...failing('water', [1, 2, 3], 190)],
    found: ['sector-wide gas', 'cross-sector'],
  },
  {
    what: 'a small sector counts by itself in a large field',
    troubles: [...failing('gas', [1, 2, 3]), ...failing('broker', [1, 2, 3])],
    found: ['cross-sector'],
  },
  {
    what: 'a pair over two fields of one size counts in one of them',
    facts: (number, sector) =>
      sector !== 'bank' && number === 1 ? [fact('operator', 'pair')] : [],
    troubles: [...failing('gas', [1, 2, 3, 4]), ...failing('rail', [1, 2, 3, 4])],
    found: ['cross-sector'],
  },
  {
    what: 'one of the second field is one site',
    troubles: [...failing('gas', [1, 2, 3]), ...failing('town', [1])],
    found: ['sector-wide gas'],
  },
  {
    what: 'two fields of two sites each are too likely by chance',
    troubles: [...failing('broker', [1, 2]), ...failing('town', [1, 2])],
    found: [],
  },
  {
    what: 'one operator over two fields is one thing in both',
    facts: (number) => (number <= 4 ? [fact('operator', 'One')] : []),
    troubles: [...failing('gas', [1, 2]), ...failing('water', [1, 2])],
    found: [],
  },
  {
    what: 'what is related across two fields counts in one of them, and the rest in both',
    facts: (number, sector) =>
      (sector === 'gas' || sector === 'water') && number <= 3
        ? [fact('operator', `pair ${number}`)]
        : [],
    troubles: [...failing('gas', range(1, 6)), ...failing('water', range(1, 6))],
    found: ['cross-sector'],
  },
  {
    what: 'three pairs over two fields are three things, all counted in the smaller',
    facts: (number) => (number <= 3 ? [fact('operator', `pair ${number}`)] : []),
    troubles: [...failing('gas', [1, 2, 3]), ...failing('water', [1, 2, 3])],
    found: ['sector-wide gas', 'sector-wide water'],
  },
  {
    what: 'a cloud over two fields is what they share, not the council',
    facts: (number, sector) =>
      number <= 8 && ['town', 'bank'].includes(sector) ? [fact('network', 'Cloud')] : [],
    troubles: [...failing('town', range(1, 8)), ...failing('bank', range(1, 8))],
    found: ['shared-cause network Cloud'],
  },
  {
    what: 'a cloud, and beside it two fields of others',
    facts: (number, sector) =>
      sector === 'town' && number <= 60 ? [fact('network', 'Cloud')] : [],
    troubles: [
      ...failing('town', range(1, 60)),
      ...failing('gas', range(1, 5)),
      ...failing('water', range(1, 5)),
    ],
    found: ['shared-cause network Cloud', 'cross-sector'],
  },
];

describe('sectors and fields', () => {
  it.each(ROWS)('$what', ({ facts = () => [], troubles, found }) => {
    const targets = targetsOf(PLANS, (_, sector, number) => facts(number, sector));
    const seen = new World(targets).run(troubles, START, START + 210 * MINUTE);
    expect(patternsIn(seen).toSorted()).toEqual(found.toSorted());
  });

  it('are told at the second evaluation, not at the first', () => {
    const seen = new World(targetsOf(PLANS)).run(
      failing('gas', [1, 2, 3]),
      START,
      START + 12 * MINUTE,
    );
    expect(seen.findIndex(({ findings }) => findings.length > 0)).toBe(11);
  });

  it('are found from the first evaluations on, with nothing learned', () => {
    const from = START + 10 * MINUTE;
    const seen = new World(targetsOf(PLANS)).run(failing('gas', [1, 2, 3]), from, from + MINUTE);
    expect(patternsIn(seen)).toEqual(['sector-wide gas']);
  });

  it('are held while a third of the most is affected, and five minutes longer', () => {
    const end = START + 100 * MINUTE;
    const troubles = failing('gas', range(1, 9)).map((trouble, at) => ({
      ...trouble,
      to: at < 6 ? START + 60 * MINUTE : end,
    }));
    const seen = new World(targetsOf(PLANS)).run(troubles, START, START + 120 * MINUTE);
    const last = seen.findLast(({ findings }) => findings.length > 0);
    expect(last?.now).toBe(end + 3 * MINUTE);
    expect(last?.findings.flatMap(({ targets }) => targets)).toEqual([]);
  });

  it('say how many of how many, what chance brings, and that nothing is shared', () => {
    const world = new World(targetsOf(PLANS));
    const seen = world.run(failing('gas', [1, 2, 3]), START, START + 11 * MINUTE);
    const [finding] = seen.at(-1)?.findings ?? [];
    expect(finding?.evidence.text).toEqual({
      ja: 'このセプターの互いに関係のない10組のうち3組が10分以内に平常でないと分かりました（偶然なら0.1 組未満）。1時間では3組、30 %です。偶然にこうなる確率は10のマイナス9乗以下です。これらに共通点は見つかっていません。',
      en: 'Of 10 unrelated groups of this sector 3 were found within 10 minutes to have left their normal (by chance fewer than 0.1); within the hour 3, 30 %. The probability by chance is at most 10^-9. No shared fact was found among them.',
    });
    expect(finding?.evidence.figures).toMatchObject({
      units: 3,
      affectedUnits: 3,
      unitsOfSector: 10,
    });
    expect(finding?.targets).toEqual(['gas-0001-home', 'gas-0002-home', 'gas-0003-home']);
  });

  it('grow no surer in a field once an hour has passed since it was found', () => {
    const world = new World(targetsOf(PLANS));
    const troubles = [...failing('town', range(1, 8)), ...failing('town', range(9, 60), 90)];
    world.run(troubles, START, START + 40 * MINUTE);
    const before = world.memory.held.get('field government');
    world.run(troubles, START + 41 * MINUTE, START + 95 * MINUTE);
    const after = world.memory.held.get('field government');
    expect(before?.log10).toBeLessThan(-5);
    expect([after?.log10, after?.strength]).toEqual([before?.log10, 52]);
    expect(world.memory.held.get('sector town')?.log10).toBeLessThan(before?.log10 ?? 0);
  });

  it('count no more groups than the sector has units', () => {
    // Ten operators of ten brokers each, of each of which half fail: none goes with failing.
    const plans = [{ id: 'broker', field: 'finance', members: 100 }];
    const targets = targetsOf(plans, (_, __, number) => [fact('operator', String(number % 10))]);
    const seen = new World(targets).run(
      failing('broker', range(1, 50)),
      START,
      START + 11 * MINUTE,
    );
    const [finding] = seen.at(-1)?.findings ?? [];
    expect(finding?.evidence.figures).toMatchObject({
      units: 10,
      affectedUnits: 10,
      unitsOfSector: 10,
    });
  });

  it('grow surer with every unit more', () => {
    const levels = range(3, 10).map((count) => {
      const troubles = failing('gas', range(1, count));
      const seen = new World(targetsOf(PLANS)).run(troubles, START, START + 11 * MINUTE);
      return Number(seen.at(-1)?.findings[0]?.evidence.figures['log10Probability']);
    });
    expect(levels).toEqual(levels.toSorted((a, b) => b - a));
  });

  it('learn who comes and goes: what a member does every hour is no sector', () => {
    const world = new World(targetsOf(PLANS));
    const restless = range(0, 24 * 6).flatMap((hour) =>
      failing('gas', [1, 2, 3], hour * 60 + 7).map((trouble, at) => ({
        ...trouble,
        from: trouble.from + at * 15 * MINUTE,
        to: trouble.from + (at * 15 + 3) * MINUTE,
      })),
    );
    world.run(restless, START, START + 6 * 24 * 60 * MINUTE);
    const together = failing('gas', [1, 2, 3], 6 * 24 * 60 + 100);
    const from = START + (6 * 24 * 60 + 99) * MINUTE;
    expect(patternsIn(world.run(together, from, from + 5 * MINUTE))).toEqual([]);
  });

  it('forget a sector, a field and a fact that are not in the council any more', () => {
    const targets = targetsOf(PLANS, (_, sector, number) =>
      sector === 'town' && number <= 10 ? [fact('network', 'Cloud')] : [],
    );
    const world = new World(targets);
    const troubles = [...failing('gas', [1, 2, 3]), ...failing('town', range(1, 10))];
    world.run(troubles, START, START + 12 * MINUTE);
    const next = new World(targetsOf(PLANS.filter(({ id }) => id !== 'gas')));
    next.memory = world.memory;
    const seen = next.run(troubles, START + 13 * MINUTE, START + 30 * MINUTE);
    expect(patternsIn(seen)).toEqual([]);
    // Without the fact the towns are unrelated, ten of 500.
    expect([...next.memory.held.keys()]).toEqual(['field government']);
  });
});
