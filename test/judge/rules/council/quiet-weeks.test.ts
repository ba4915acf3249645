import { describe, expect, it } from 'vitest';
import {
  fact,
  MINUTE,
  patternsIn,
  randomOf,
  START,
  type Trouble,
  targetsOf,
  World,
} from './world.ts';

const PLANS = [
  { id: 'local-government', field: 'government', members: 300 },
  { id: 'banking', field: 'finance', members: 240 },
  { id: 'credit', field: 'credit', members: 50 },
  { id: 'railway', field: 'railway', members: 23 },
  { id: 'gas', field: 'gas', members: 10 },
  { id: 'medical', field: 'medical', members: 10 },
];
const WEEK = 7 * 24 * 60;

/** 40 members on one host, others on 60 ranges and 4 name services. */
const TARGETS = targetsOf(PLANS, (member, sector, number) => [
  sector === 'local-government' && number <= 40
    ? fact('network', 'hiccups')
    : fact('network', `range ${(number * 7 + sector.length) % 60}`),
  ...(number % 3 === 0 ? [fact('name_servers', `service ${number % 4}`)] : []),
  ...(number % 5 === 0 ? [fact('operator', `operator of ${member.slice(-1)}`)] : []),
]);

/**
 * Troubles of a quiet week, some minutes long: half an onset in 30 days of most, ten times as many of
 * one in twenty, two sites that always fail.
 */
function quietWeek(random: () => number): Trouble[] {
  const troubles: Trouble[] = [];
  for (const [at, { target }] of TARGETS.entries()) {
    const perMinute = (at % 20 === 0 ? 5 : 0.5) / (30 * 24 * 60);
    let minute = -Math.log(1 - random()) / perMinute;
    while (minute < WEEK) {
      const from = START + Math.floor(minute) * MINUTE;
      const to = from + (2 + Math.floor(random() * 40)) * MINUTE;
      troubles.push({ target, from, to, judgement: random() < 0.5 ? 'slow' : 'failing' });
      minute += 60 - Math.log(1 - random()) / perMinute;
    }
  }
  return [
    ...troubles.filter(({ target }) => !ALWAYS.includes(target)),
    ...ALWAYS.map((target) => ({ target, from: START - 1 })),
  ];
}

const ALWAYS = ['banking-0007-home', 'local-government-0299-home'];

/** A host that now and then makes a third of its sites slow or fail for some minutes. */
function hiccups(random: () => number): readonly Trouble[] {
  return Array.from({ length: 30 }, () => Math.floor(random() * WEEK)).flatMap((minute) =>
    TARGETS.slice(0, 40)
      .filter(() => random() < 0.3)
      .map(({ target }) => {
        const from = START + minute * MINUTE;
        return { target, from, to: from + (1 + Math.floor(random() * 5)) * MINUTE };
      }),
  );
}

describe('quiet weeks', () => {
  it.each([1, 2])('give no pattern (week %i)', (seed) => {
    const seen = new World(TARGETS).run(quietWeek(randomOf(seed)), START, START + WEEK * MINUTE);
    expect(patternsIn(seen)).toEqual([]);
  });

  it('give none with 40 members on one host that hiccups now and then', () => {
    const random = randomOf(11);
    const troubles = [...hiccups(random), ...quietWeek(random)];
    const seen = new World(TARGETS).run(troubles, START, START + WEEK * MINUTE);
    expect(patternsIn(seen)).toEqual([]);
  });

  it('give the host and nothing wider where it fails as a whole', () => {
    const random = randomOf(12);
    const from = START + 500 * MINUTE;
    const host = TARGETS.slice(0, 40).map(({ target }) => ({
      target,
      from,
      to: from + 20 * MINUTE,
    }));
    const troubles = [...quietWeek(random), ...host];
    const seen = new World(TARGETS).run(troubles, START, START + 600 * MINUTE);
    expect(patternsIn(seen)).toEqual(['shared-cause network hiccups']);
  });
});
