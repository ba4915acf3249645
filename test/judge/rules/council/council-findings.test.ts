import { describe, expect, it } from 'vitest';
import { NO_RATE } from '../../../../src/judge/rules/council/base-rate.ts';
import {
  decodeCouncilMemory,
  EMPTY_COUNCIL_MEMORY,
  encodeCouncilMemory,
} from '../../../../src/judge/rules/council/council-memory.ts';
import { ownNetworkOf } from '../../../../src/judge/rules/council/own-network.ts';
import { rosterOf } from '../../../../src/judge/rules/council/roster.ts';
import {
  fact,
  MINUTE,
  nameOf,
  patternsIn,
  randomOf,
  SECTORS,
  START,
  shuffled,
  stateOf,
  statesAt,
  type Trouble,
  targetsOf,
  World,
} from './world.ts';

const TARGETS = targetsOf(SECTORS, (_, sector, number) => [
  ...(number <= 12 ? [fact('network', `${sector} range`)] : []),
  ...(number % 9 === 0 ? [fact('name_servers', 'ns1.example ns2.example')] : []),
]);

/** Troubles at random, alone and together, over two hours. */
function troublesOf(seed: number): readonly Trouble[] {
  const random = randomOf(seed);
  const pick = () => TARGETS[Math.floor(random() * TARGETS.length)];
  const alone = Array.from({ length: 40 }, () => pick()?.target ?? '');
  const together = TARGETS.filter(() => random() < 0.08).map(({ target }) => target);
  const from = START + Math.floor(random() * 60) * MINUTE;
  const sector = SECTORS[Math.floor(random() * SECTORS.length)]?.id ?? '';
  return [
    ...alone.map((target) => ({ target, from: START + Math.floor(random() * 120) * MINUTE })),
    ...(random() < 0.5
      ? TARGETS.filter((each) => each.sector === sector).slice(0, 12)
      : together.map((target) => ({ target }))
    ).map(({ target }) => ({ target, from, to: from + 50 * MINUTE })),
  ];
}

describe('findings', () => {
  it('depend on no order of targets, facts or states', () => {
    let found = 0;
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = randomOf(seed);
      const troubles = troublesOf(seed);
      const [one, other] = [
        new World(TARGETS),
        new World(
          shuffled(TARGETS, random).map((each) => ({
            ...each,
            facts: shuffled(each.facts, random),
          })),
        ),
      ];
      for (let minute = 0; minute <= 120; minute += 1) {
        const now = START + minute * MINUTE;
        const states = statesAt(TARGETS, troubles, now);
        const findings = one.look(states, now);
        expect(other.look(shuffled(states, random), now)).toEqual(findings);
        found += findings.length;
      }
      expect(JSON.parse(encodeCouncilMemory(other.memory))).toEqual(
        JSON.parse(encodeCouncilMemory(one.memory)),
      );
    }
    expect(found).toBeGreaterThan(50);
  });

  it('know nothing of what comes later: what is said at a moment is said without the future', () => {
    for (let seed = 1; seed <= 6; seed += 1) {
      const troubles = troublesOf(seed);
      const whole = new World(TARGETS).run(troubles, START, START + 120 * MINUTE);
      const until = START + 60 * MINUTE;
      const past = troubles
        .filter(({ from }) => from <= until)
        .map((trouble) => ({ ...trouble, to: Math.max(trouble.to ?? 0, until + 1) }));
      const known = troubles.filter(({ to }) => to !== undefined && to <= until);
      const before = new World(TARGETS).run(
        [...past.filter(({ target }) => !known.some((each) => each.target === target)), ...known],
        START,
        until,
      );
      expect(before).toEqual(whole.slice(0, before.length));
    }
  });

  it('are the same after a restart between any two evaluations', () => {
    for (let seed = 1; seed <= 4; seed += 1) {
      const troubles = troublesOf(seed);
      const whole = new World(TARGETS).run(troubles, START, START + 90 * MINUTE);
      let world = new World(TARGETS);
      for (const { now, findings } of whole) {
        const memory = decodeCouncilMemory(encodeCouncilMemory(world.memory));
        world = new World(TARGETS);
        world.memory = memory ?? EMPTY_COUNCIL_MEMORY;
        expect(world.look(statesAt(TARGETS, troubles, now), now)).toEqual(findings);
      }
    }
  });

  it('go on with a memory in which an earlier version kept no more than when troubles began', () => {
    const world = new World(TARGETS);
    world.run(troublesOf(1), START, START + 30 * MINUTE);
    const encoded: { episodes: unknown[][] } = JSON.parse(encodeCouncilMemory(world.memory));
    expect(encoded.episodes.length).toBeGreaterThan(0);
    const earlier = { ...encoded, episodes: encoded.episodes.map((each) => each.slice(0, 2)) };
    const memory = decodeCouncilMemory(JSON.stringify(earlier));
    expect([...(memory?.episodes ?? [])]).toEqual(
      earlier.episodes.map(([id, onset]) => [id, { onset, seenAt: onset }]),
    );
  });

  it('never change the memory that they are given', () => {
    const world = new World(TARGETS);
    const troubles = troublesOf(3);
    for (let minute = 0; minute <= 100; minute += 1) {
      const before = world.memory;
      const text = encodeCouncilMemory(structuredClone(before));
      world.run(troubles, START + minute * MINUTE, START + minute * MINUTE);
      expect(encodeCouncilMemory(structuredClone(before))).toBe(text);
    }
  });

  it('are found where evaluations come every five seconds, and not sooner', () => {
    const world = new World(TARGETS);
    const troubles = SECTORS.flatMap(({ id }) =>
      [13, 14].map((number) => ({
        target: `${id}-00${number}-home`,
        from: START + 30_000,
      })),
    );
    let first: number | null = null;
    for (let now = START; now <= START + 5 * MINUTE; now += 5_000) {
      const findings = world.look(statesAt(TARGETS, troubles, now), now);
      if (findings.length > 0) first ??= now;
    }
    expect(first).toBe(START + 60_000);
  });

  it('say nothing of targets that are not in the council', () => {
    const world = new World(TARGETS);
    const states = Array.from({ length: 40 }, (_, at) =>
      stateOf(`stranger-${at}`, { judgement: 'failing', since: START }),
    );
    world.look(states, START + MINUTE);
    expect(world.look(states, START + 2 * MINUTE)).toEqual([]);
  });
});

describe('while our own network is doubted', () => {
  const failed = TARGETS.map(({ target }) => ({ target, from: START + 10 * MINUTE }));
  const probes = failed.map(({ target, from }) => ({
    target,
    ...{ begunAt: from, since: from, at: from },
    failed: true,
  }));
  const ownNetwork = ownNetworkOf(rosterOf(TARGETS), { probes, references: [] }, null);

  it('that is the only finding, and what began under it is no onset afterwards', () => {
    const world = new World(TARGETS);
    world.run([], START, START + 9 * MINUTE);
    for (let minute = 10; minute < 15; minute += 1) {
      const now = START + minute * MINUTE;
      const findings = world.look(statesAt(TARGETS, failed, now), now, { ownNetwork });
      expect(findings.map(nameOf)).toEqual(['own-network']);
      expect(findings[0]?.targets).toHaveLength(30);
    }
    const after = world.run(failed, START + 15 * MINUTE, START + 40 * MINUTE);
    expect(patternsIn(after)).toEqual([]);
    const later = failed.slice(0, 12).map((trouble) => ({ ...trouble, from: START + 45 * MINUTE }));
    const seen = world.run(later, START + 41 * MINUTE, START + 50 * MINUTE);
    expect(patternsIn(seen)).toEqual(['shared-cause network local-government range']);
  });
});

describe('the memory', () => {
  it.each(['', '{', 'null', '7', '{"format":1}'])('is not taken from %j', (text) => {
    expect(decodeCouncilMemory(text)).toBeNull();
  });

  it('says of each member what was learned, whoever else has changed since the last time', () => {
    const learned = { ...NO_RATE, onsets: { ...NO_RATE.onsets, workday: 2 } };
    const rates = new Map([
      ['gas-1', learned],
      ['gas-2', NO_RATE],
    ]);
    encodeCouncilMemory({ ...EMPTY_COUNCIL_MEMORY, rates });
    const later = new Map([...rates, ['gas-2', { ...learned, from: learned.onsets }]]);
    const text = encodeCouncilMemory({ ...EMPTY_COUNCIL_MEMORY, rates: later });
    expect(decodeCouncilMemory(text)?.rates).toEqual(later);
  });

  it('is small where nothing happens: a member is its id', () => {
    const world = new World(TARGETS);
    world.run([], START, START + 10 * MINUTE);
    expect(encodeCouncilMemory(world.memory).length).toBeLessThan(30 * TARGETS.length);
  });

  it('keeps a member that came later from being called quiet for longer', () => {
    const world = new World(TARGETS.slice(1));
    world.run([], START, START + 60 * MINUTE);
    const next = new World(TARGETS);
    next.memory = world.memory;
    next.run([], START + 61 * MINUTE, START + 62 * MINUTE);
    const first = TARGETS[0]?.member ?? '';
    expect(next.memory.rates.get(first)?.from.workday).toBeCloseTo(6.1, 6);
    expect(next.memory.rates.size).toBe(TARGETS.length);
  });

  it('counts an onset once its window has passed, and none that a pattern covers', () => {
    const world = new World(TARGETS);
    const troubles: readonly Trouble[] = [
      { target: 'banking-0100-home', from: START + 5 * MINUTE, to: START + 9 * MINUTE },
      ...[1, 2, 3, 4, 5, 6].map((number) => ({
        target: `local-government-000${number}-home`,
        from: START + 5 * MINUTE,
      })),
    ];
    world.run(troubles, START, START + 30 * MINUTE);
    const onsets = (member: string) => world.memory.rates.get(member)?.onsets.workday;
    expect(onsets('banking-0100')).toBe(1);
    expect(onsets('local-government-0001')).toBe(0);
    expect(onsets('local-government-0009')).toBe(0);
  });
});
