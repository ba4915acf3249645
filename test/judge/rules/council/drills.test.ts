import { describe, expect, it } from 'vitest';
import {
  fact,
  MINUTE,
  patternsIn,
  SECTORS,
  START,
  type Trouble,
  targetsOf,
  World,
} from './world.ts';

/** 20 municipalities on one cloud, 30 members of several sectors at one data centre, 40 with one name service. */
const TARGETS = targetsOf(SECTORS, (member, sector, number) => [
  ...(sector === 'local-government' && number <= 20
    ? [fact('network', '192.0.2.0/24'), fact('alias', 'cloud.example')]
    : []),
  ...(sector === 'local-government' && number > 20 && number <= 40
    ? [fact('name_servers', 'ns1.pref.example ns2.pref.example'), fact('network', `own ${member}`)]
    : []),
  ...(number > 40 && number <= 50 ? [fact('operator', 'Data centre')] : []),
]);

const HOUR = 60 * MINUTE;

function failing(sector: string, numbers: readonly number[], given: Omit<Trouble, 'target'>) {
  return numbers.map(
    (number): Trouble => ({
      target: `${sector}-${String(number).padStart(4, '0')}-home`,
      ...given,
    }),
  );
}

/** `count` numbers from `first` on. */
function range(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => first + at);
}

const at = (minutes: number) => START + minutes * MINUTE;
/** Sites that always fail, and one that fails by itself. */
const BACKGROUND = [
  ...failing('banking', [199, 200], { from: START - 30 * 24 * HOUR }),
  ...failing('local-government', [399], { from: START - 9 * 24 * HOUR, judgement: 'flapping' }),
  ...failing('telecom', [20], { from: at(3), to: at(40) }),
];

interface Drill {
  readonly what: string;
  readonly troubles: readonly Trouble[];
  readonly until: number;
  /** Patterns that come up, in this order. */
  readonly patterns: readonly string[];
  /** The last one, at the latest. */
  readonly by?: number;
}

const DRILLS: readonly Drill[] = [
  {
    what: '6 September 2022: ministries at 16:30, credit cards 51 minutes later, then others',
    troubles: [
      ...failing('local-government', range(101, 23), { from: at(5), to: at(300) }),
      ...failing('credit', [1, 2, 3], { from: at(56), to: at(300) }),
      ...failing('railway', [4, 5], { from: at(149), to: at(240) }),
    ],
    until: at(310),
    patterns: ['cross-sector'],
    by: at(66),
  },
  {
    what: '16 October 2024: municipalities from 15:15, buses and airports from 17:00',
    troubles: [
      ...failing('local-government', range(201, 6), { from: at(5), to: at(265) }),
      ...failing('railway', [1, 2], { from: at(110), to: at(215) }),
      ...failing('aviation', [3, 4], { from: at(112), to: at(215) }),
    ],
    until: at(280),
    patterns: ['cross-sector'],
    by: at(120),
  },
  {
    what: '26 December 2024: airlines at 07:24, banks while they still fail',
    troubles: [
      ...failing('aviation', [1, 2, 3], { from: at(4), to: at(364) }),
      ...failing('banking', range(1, 5), { from: at(300), to: at(400), judgement: 'slow' }),
    ],
    until: at(420),
    patterns: ['sector-wide aviation', 'cross-sector', 'sector-wide aviation'],
    by: at(310),
  },
  {
    what: 'Typhoon 19: municipalities slow down one after the other, some for themselves, some on the cloud',
    troubles: range(101, 90).flatMap((number) =>
      failing('local-government', [number], {
        from: at(5) + Math.floor((number - 101) / 3) * MINUTE,
        to: at(240),
        judgement: 'slow',
      }),
    ),
    until: at(260),
    patterns: ['sector-wide local-government'],
    by: at(35),
  },
  {
    what: 'a trouble of municipalities for 20 hours, and two of 25 others that begin together by chance',
    troubles: [
      ...failing('local-government', range(101, 60), { from: at(5), to: at(1205) }),
      ...failing('telecom', [3, 4], { from: at(600), to: at(640) }),
      ...failing('railway', [1, 2], { from: at(900), to: at(950) }),
    ],
    until: at(1220),
    patterns: ['sector-wide local-government'],
    by: at(8),
  },
  {
    what: 'Mie 2021: the shared cloud of 20 municipalities fails',
    troubles: failing('local-government', range(1, 20), { from: at(20), to: at(530) }),
    until: at(540),
    patterns: ['shared-cause network 192.0.2.0/24'],
    by: at(23),
  },
  {
    what: 'Mie 2023: the name servers of 20 municipalities do not answer for 36 minutes',
    troubles: failing('local-government', range(21, 20), {
      from: at(10),
      to: at(46),
      reason: 'dns',
    }),
    until: at(70),
    patterns: ['shared-cause name_servers ns1.pref.example ns2.pref.example'],
    by: at(13),
  },
  {
    what: 'a data-centre fault over members of four fields',
    troubles: ['local-government', 'banking', 'securities', 'credit'].flatMap((sector) =>
      failing(sector, range(41, 10), { from: at(10), to: at(200) }),
    ),
    until: at(210),
    patterns: ['shared-cause operator Data centre'],
    by: at(13),
  },
  { what: 'a quiet day', troubles: [], until: at(24 * 60), patterns: [] },
];

describe('the drills, as the rules see them', () => {
  it.each(DRILLS)('$what', ({ troubles, until, patterns, by }) => {
    const seen = new World(TARGETS).run([...BACKGROUND, ...troubles], START, until);
    expect(patternsIn(seen)).toEqual([...new Set(patterns)]);
    const last = patterns.findLast((name) => !patterns.slice(0, -1).includes(name)) ?? patterns[0];
    const first = seen.find((each) => patternsIn([each]).includes(last ?? ''));
    if (by !== undefined) expect(first?.now).toBeLessThanOrEqual(by);
    expect(patternsIn(seen.slice(-1))).toEqual([]);
  });
});
