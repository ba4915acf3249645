import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/core/words/incident.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { CouncilJudging } from '../../src/judge/council-judging.ts';
import { CouncilStep } from '../../src/judge/council-step.ts';
import { decodeMemory, EMPTY_MEMORY, encodeMemory } from '../../src/judge/judging-memory.ts';
import { SeriesStates } from '../../src/judge/series-states.ts';
import { failureAt, missedAt, sampleAt } from '../store/store-sample.ts';
import { seeded } from '../support/seeded.ts';
import { MINUTE_MS, T0, worldOf } from './judged-world.ts';

const SITE = 'gas-0-www';
const COUNCIL = worldOf({ gas: 20, water: 20, rail: 20 });
const LEARNED = 150;
const MOVED = 20;

/** All answers become 12 % longer; in the middle of it one site fails. Then all is as before, but that. */
function movedTogether() {
  const step = new CouncilStep(EMPTY_MEMORY);
  const facts = { version: 0, factsOf: () => [] };
  const judging = new CouncilJudging(COUNCIL, facts, { series: new SeriesStates(), step });
  const random = seeded(3);
  const told = new Map<string, Incident>();
  let memory = EMPTY_MEMORY;
  const run = (from: number, to: number, ratio: number) => {
    for (let minute = from; minute < to; minute += 1) {
      const at = T0 + minute * MINUTE_MS;
      for (const target of COUNCIL.places.keys()) {
        const isFailing = target === SITE && minute >= LEARNED + MOVED / 2;
        const totalMs = 200 * ratio * (0.95 + 0.1 * random());
        const sample = isFailing ? failureAt(target, at) : sampleAt(target, at, { totalMs });
        judging.observe(sample, { now: at, mono: at });
        if (isFailing) judging.observe({ ...sample, attempt: 2 }, { now: at, mono: at });
      }
      const look = judging.look({ now: at + 30_000, mono: at + 30_000 });
      for (const incident of look.incidents) told.set(incident.id, incident);
      memory = look.memory ?? memory;
    }
  };
  const isDoubted = () => {
    const since = judging.seriesOf(SITE)[0]?.verdict?.since ?? 0;
    return step.isDoubted(since);
  };
  run(0, LEARNED, 1);
  run(LEARNED, LEARNED + MOVED, 1.12);
  const during = {
    patterns: step.openIncidents().map(({ pattern }) => pattern),
    judgement: judging.seriesOf(SITE)[0]?.verdict?.judgement,
    isDoubted: isDoubted(),
    isFailureDoubt: step.ownNetwork !== null,
    kept: new CouncilStep(decodeMemory(encodeMemory(memory))).isDoubted(
      T0 + (LEARNED + MOVED) * MINUTE_MS,
    ),
  };
  run(LEARNED + MOVED, LEARNED + 2 * MOVED, 1);
  const patterns = [...told.values()].map(({ pattern, ending }) => [pattern, ending]);
  return { during, after: { isDoubted: isDoubted(), patterns } };
}

describe('the doubt of our network by answers that move together', () => {
  it('makes suspect what is said meanwhile, across a restart too, and is told once', () => {
    const { during, after } = movedTogether();
    expect(during).toEqual({
      patterns: ['own-network'],
      judgement: 'failing',
      isDoubted: true,
      isFailureDoubt: false,
      kept: true,
    });
    expect(after).toEqual({
      isDoubted: false,
      patterns: [
        ['own-network', 'recovered'],
        ['single', null],
      ],
    });
  });

  it('is none in a memory that was kept before there was one', () => {
    const { movedSince: _, ...earlier } = JSON.parse(encodeMemory(EMPTY_MEMORY));
    expect(decodeMemory(JSON.stringify(earlier)).movedSince).toBeNull();
  });
});

/** Whether our network is doubted once so many sites failed, the references having made such samples. */
function isDoubted(failing: number, referenceAt: (target: string, at: number) => Sample): boolean {
  const council = worldOf({ gas: 10, water: 10, rail: 10 }, 3);
  const step = new CouncilStep(EMPTY_MEMORY);
  const facts = { version: 0, factsOf: () => [] };
  const judging = new CouncilJudging(council, facts, { series: new SeriesStates(), step });
  const moment = { now: T0 + 15_000, mono: T0 + 15_000 };
  const fieldsInTurn = [...council.places.keys()].sort((a, b) => placeIn(a) - placeIn(b));
  fieldsInTurn.forEach((target, index) => {
    judging.observe(index < failing ? failureAt(target, T0) : sampleAt(target, T0), moment);
  });
  for (const target of council.references.keys()) {
    judging.observe(referenceAt(target, T0 + 1000), moment);
  }
  judging.look(moment);
  return step.ownNetwork !== null;
}

const placeIn = (target: string) => Number(target.split('-')[1]);

describe('a reference', () => {
  it('answers or fails by its newest probe', () => {
    expect(isDoubted(30, (target, at) => sampleAt(target, at))).toBe(false);
    expect(isDoubted(12, (target, at) => failureAt(target, at))).toBe(true);
  });

  it.each(['certificate', 'status', 'blocked', 'body'] as const)(
    'says nothing by a failure that came with an answer: %s',
    (reason) => {
      const answered = (target: string, at: number) => failureAt(target, at, { reason });
      expect(isDoubted(12, answered)).toBe(false);
      expect(isDoubted(30, answered)).toBe(true);
    },
  );

  it('says nothing by a slot that was not used: all sites alone are doubted', () => {
    expect(isDoubted(30, missedAt)).toBe(true);
  });

  it('says nothing by a failure that lay with the prober, unless no way led out', () => {
    const ours = { blame: 'prober', failedPhase: null } as const;
    const failed = (reason: 'internal' | 'connect') => (target: string, at: number) =>
      failureAt(target, at, { ...ours, reason });
    expect(isDoubted(12, failed('internal'))).toBe(false);
    expect(isDoubted(12, failed('connect'))).toBe(true);
  });
});

describe('what targets have in common', () => {
  it('is taken anew while it is being learned, of very many targets only now and then', () => {
    const many = 20_000;
    expect(timesTaken(100)).toBe(5);
    expect(timesTaken(many)).toBe(3);
  });
});

/** How often facts that change all the time are taken in five looks, half a minute apart. */
function timesTaken(sites: number): number {
  let asked = 0;
  let version = 0;
  const facts = {
    get version() {
      version += 1;
      return version;
    },
    factsOf() {
      asked += 1;
      return [];
    },
  };
  const parts = { series: new SeriesStates(), step: new CouncilStep(EMPTY_MEMORY) };
  const judging = new CouncilJudging(worldOf({ gas: sites }), facts, parts);
  for (let look = 0; look < 5; look += 1) {
    const at = T0 + look * 30_000;
    judging.look({ now: at, mono: at });
  }
  return asked / sites;
}
