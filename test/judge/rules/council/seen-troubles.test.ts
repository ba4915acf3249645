import { describe, expect, it } from 'vitest';
import { MINUTE, patternsIn, START, statesAt, type Trouble, targetsOf, World } from './world.ts';

const PLANS = [
  { id: 'gas', field: 'gas', members: 10 },
  { id: 'rail', field: 'railway', members: 10 },
];

function failing(sector: string, numbers: readonly number[], minute = 10): readonly Trouble[] {
  return numbers.map((number) => ({
    target: `${sector}-${String(number).padStart(4, '0')}-home`,
    from: START + minute * MINUTE,
  }));
}

describe('troubles of which nobody saw the beginning', () => {
  it('count what nobody was there to see by when it began', () => {
    const world = new World(targetsOf(PLANS));
    world.run([], START, START + 5 * MINUTE);
    const troubles = failing('gas', [1, 2, 3]);
    expect(patternsIn(world.run(troubles, START + 60 * MINUTE, START + 70 * MINUTE))).toEqual([]);
  });

  it('are not made of troubles of which nothing was said for a moment, as after a restart', () => {
    const world = new World(targetsOf(PLANS));
    const known = [0, 12, 24].flatMap((minute, at) => failing('gas', [at + 1], minute));
    const old = failing('rail', [1, 2, 3], -20 * 60);
    const all = [...known, ...old];
    expect(patternsIn(world.run(all, START, START + 30 * MINUTE))).toEqual([]);
    const now = START + 31 * MINUTE;
    const unsaid = new Set(all.map(({ target }) => target));
    world.look(
      statesAt(world.targets, all, now).filter(({ target }) => !unsaid.has(target)),
      now,
    );
    expect(patternsIn(world.run(all, now + MINUTE, now + 10 * MINUTE))).toEqual([]);
  });
});
