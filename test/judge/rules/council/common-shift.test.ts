import { describe, expect, it } from 'vitest';
import { medianOf } from '../../../../src/judge/rules/council/median-of.ts';
import type { ReferenceNow } from '../../../../src/judge/rules/council/own-network.ts';
import {
  log10NormalTail,
  taughtShift,
} from '../../../../src/judge/rules/council/shift-baseline.ts';
import type { Finding } from '../../../../src/judge/rules/council-view.ts';
import { fact, MINUTE, nameOf, randomOf, START, stateOf, targetsOf, World } from './world.ts';

const PLANS = [
  { id: 'bank', field: 'finance', members: 80 },
  { id: 'broker', field: 'finance', members: 40 },
  { id: 'gas', field: 'gas', members: 30 },
  { id: 'rail', field: 'railway', members: 30 },
  { id: 'town', field: 'government', members: 100 },
  { id: 'water', field: 'water', members: 8 },
];

/** Sum of twelve uniform numbers, nearly normal. */
function normal(random: () => number): number {
  let sum = -6;
  for (let count = 0; count < 12; count += 1) sum += random();
  return sum;
}

interface Shift {
  readonly sectors: readonly string[];
  /** In standard deviations of each member. */
  readonly by: number;
  /** Which members move; all where omitted. */
  readonly only?: (number: number) => boolean;
  readonly slow?: (number: number) => boolean;
  readonly references?: readonly ReferenceNow[];
}

/** Three hours of normal answers, then `minutes` of the shift. */
function seenWith(shift: Shift, { minutes = 5, learnt = 180, facts = false } = {}) {
  const random = randomOf(8);
  const targets = targetsOf(PLANS, (_, sector, number) =>
    facts && number <= 25 ? [fact('operator', sector)] : [],
  );
  const world = new World(targets);
  const { by, only = () => true, slow = () => false, references = [] } = shift;
  let findings: readonly Finding[] = [];
  for (let minute = 0; minute < learnt + minutes; minute += 1) {
    const isOn = minute >= learnt;
    const states = targets.map(({ target, sector }) => {
      const number = Number(target.slice(-9, -5));
      const isIn = isOn && shift.sectors.includes(sector);
      const deviation = normal(random) + (isIn && only(number) ? by : 0);
      return isIn && slow(number)
        ? stateOf(target, { judgement: 'slow', since: START, deviation })
        : stateOf(target, { deviation });
    });
    findings = world.look(states, START + minute * MINUTE, { references });
  }
  return findings;
}

const reference = (deviation: number | null): ReferenceNow => ({
  target: 'reference',
  newest: null,
  deviation,
});

interface Row {
  readonly what: string;
  readonly shift: Shift;
  readonly given?: {
    readonly minutes?: number;
    readonly learnt?: number;
    readonly facts?: boolean;
  };
  readonly found: readonly string[];
}

const ALL = ['bank', 'broker', 'gas', 'rail', 'town'];

const ROWS: readonly Row[] = [
  { what: 'nothing moves', shift: { sectors: [], by: 0 }, found: [] },
  {
    what: 'a sector moves by one and a half of its own standard deviations',
    shift: { sectors: ['town'], by: 1.5 },
    found: ['sector-wide town'],
  },
  {
    what: 'a third of one is nothing that anybody would notice',
    shift: { sectors: ['town'], by: 0.3 },
    found: [],
  },
  { what: 'faster is no trouble', shift: { sectors: ['town'], by: -3 }, found: [] },
  {
    what: 'half of the sector moves far, which is not all of it',
    shift: { sectors: ['town'], by: 8, only: (number) => number % 2 === 0 },
    found: [],
  },
  {
    what: 'the members that move are on one host, the others are not: one voice of many',
    shift: { sectors: ['gas'], by: 5, only: (number) => number <= 25 },
    given: { facts: true },
    found: [],
  },
  {
    what: 'where single members are slow it is theirs, no common shift',
    shift: { sectors: ['town'], by: 1.5, slow: (number) => number <= 12 },
    found: [],
  },
  {
    what: 'a sector of eight is too small',
    shift: { sectors: ['water'], by: 6 },
    found: [],
  },
  {
    what: 'nothing is said in the first two hours',
    shift: { sectors: ['town'], by: 1.5 },
    given: { learnt: 100, minutes: 10 },
    found: [],
  },
  {
    what: 'two sectors of one field stand each for itself',
    shift: { sectors: ['bank', 'broker'], by: 2 },
    found: ['sector-wide bank', 'sector-wide broker'],
  },
  {
    what: 'two fields are the council',
    shift: { sectors: ['bank', 'town'], by: 2 },
    found: ['cross-sector'],
  },
  {
    what: 'all fields are the measuring side',
    shift: { sectors: ALL, by: 2 },
    found: ['own-network'],
  },
  {
    what: 'unless reference sites are as usual',
    shift: { sectors: ALL, by: 2, references: [reference(0.2), reference(null)] },
    found: ['cross-sector'],
  },
  {
    what: 'and all the more where they moved too',
    shift: { sectors: ALL, by: 2, references: [reference(4)] },
    found: ['own-network'],
  },
  {
    what: 'a shift goes on while it lasts',
    shift: { sectors: ['town'], by: 1.5 },
    given: { minutes: 300 },
    found: ['sector-wide town'],
  },
];

describe('a common shift', () => {
  it.each(ROWS)('$what', ({ shift, given, found }) => {
    expect(seenWith(shift, given).map(nameOf)).toEqual(found);
  });

  it('of the measuring side leaves no onsets behind: who is slow for longer tells of no field', () => {
    const random = randomOf(8);
    const targets = targetsOf(PLANS);
    const world = new World(targets);
    const names = new Set<string>();
    for (let minute = 0; minute < 220; minute += 1) {
      const isOn = minute >= 180 && minute < 190;
      const states = targets.map(({ target }) => {
        const isSlow = minute >= 182 && Number(target.slice(-9, -5)) <= 8;
        const deviation = normal(random) + (isOn ? 2 : 0);
        const since = START + 182 * MINUTE;
        return isSlow
          ? stateOf(target, { judgement: 'slow', since, deviation: null, suspect: minute < 200 })
          : stateOf(target, { deviation });
      });
      for (const each of world.look(states, START + minute * MINUTE)) names.add(nameOf(each));
    }
    expect([...names]).toEqual(['own-network']);
  });

  it('of one sector is told beside what fails in two other fields', () => {
    const random = randomOf(13);
    const targets = targetsOf(PLANS);
    const world = new World(targets);
    let findings: readonly Finding[] = [];
    for (let minute = 0; minute < 186; minute += 1) {
      const isOn = minute >= 180;
      const states = targets.map(({ target, sector }) => {
        const fails = ['gas', 'rail'].includes(sector) && Number(target.slice(-9, -5)) <= 6;
        if (isOn && fails) {
          return stateOf(target, { judgement: 'failing', since: START + 180 * MINUTE });
        }
        const deviation = normal(random) + (isOn && sector === 'town' ? 2 : 0);
        return stateOf(target, { deviation });
      });
      findings = world.look(states, START + minute * MINUTE);
    }
    expect(findings.map(nameOf)).toEqual(['sector-wide town', 'cross-sector']);
  });

  it.each([
    ['not after 110 minutes', 110, []],
    ['after 125 minutes', 125, ['sector-wide town']],
  ])('is known after two hours of looking twice a minute: %s', (_, learnt, found) => {
    const random = randomOf(9);
    const targets = targetsOf(PLANS);
    const world = new World(targets);
    const names = new Set<string>();
    for (let half = 0; half < 2 * (learnt + 4); half += 1) {
      const isOn = half >= 2 * learnt;
      const states = targets.map(({ target, sector }) =>
        stateOf(target, { deviation: normal(random) + (isOn && sector === 'town' ? 2 : 0) }),
      );
      for (const each of world.look(states, START + half * 30_000)) names.add(nameOf(each));
    }
    expect([...names]).toEqual(found);
  });

  it('goes on where it fades to what would not be found anew', () => {
    const random = randomOf(9);
    const targets = targetsOf(PLANS);
    const world = new World(targets);
    const names: string[][] = [];
    for (let minute = 0; minute < 225; minute += 1) {
      const by = minute < 180 ? 0 : minute < 185 ? 1.5 : 0.45;
      const states = targets.map(({ target, sector }) =>
        stateOf(target, { deviation: normal(random) + (sector === 'town' ? by : 0) }),
      );
      names.push(world.look(states, START + minute * MINUTE).map(nameOf));
    }
    expect(names.slice(182)).toEqual(Array.from({ length: 43 }, () => ['sector-wide town']));
  });

  it('ends five minutes after it went back', () => {
    const random = randomOf(9);
    const targets = targetsOf(PLANS);
    const world = new World(targets);
    const names: string[][] = [];
    for (let minute = 0; minute < 220; minute += 1) {
      const isOn = minute >= 180 && minute < 190;
      const states = targets.map(({ target, sector }) =>
        stateOf(target, { deviation: normal(random) + (isOn && sector === 'town' ? 2 : 0) }),
      );
      names.push(world.look(states, START + minute * MINUTE).map(nameOf));
    }
    expect(names.findIndex((each) => each.length > 0)).toBe(181);
    expect(names.findLastIndex((each) => each.length > 0)).toBe(193);
  });
});

describe('the spread of a median', () => {
  it('is learned as the weighted mean and variance', () => {
    const random = randomOf(10);
    let baseline = taughtShift(null, 5, 0);
    expect(baseline).toEqual({ mean: 5, variance: 0, taughtMs: 30_000 });
    for (let count = 0; count < 20_000; count += 1) {
      baseline = taughtShift(baseline, 1 + 0.2 * normal(random), MINUTE);
    }
    expect(baseline.mean).toBeCloseTo(1, 1);
    expect(Math.sqrt(baseline.variance)).toBeCloseTo(0.2, 1);
  });

  it.each([30_000, MINUTE, 5 * MINUTE])(
    'has forgotten two thirds after two days, looked at every %i ms',
    (ms) => {
      const twoDays = 2 * 24 * 60 * MINUTE;
      let baseline = taughtShift(null, 0, ms);
      for (let passed = 0; passed < 2 * twoDays; passed += ms) {
        baseline = taughtShift(baseline, 0, ms);
      }
      for (let passed = 0; passed < twoDays; passed += ms) {
        baseline = taughtShift(baseline, 1, ms);
      }
      expect(baseline.mean).toBeCloseTo(1 - Math.exp(-1), 2);
    },
  );

  it('is judged by a bound of the normal tail', () => {
    expect(10 ** log10NormalTail(3)).toBeGreaterThan(0.00135);
    expect(10 ** log10NormalTail(3)).toBeLessThan(0.0015);
    expect(log10NormalTail(0.01)).toBe(0);
  });

  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 2, 3], 2.5],
    [[7], 7],
    [[], Number.NaN],
  ])('is of the middle: %j', (values, middle) => {
    expect(medianOf(values)).toBe(middle);
  });
});
