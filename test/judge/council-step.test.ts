import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/core/words/incident.ts';
import { CouncilJudging } from '../../src/judge/council-judging.ts';
import { CouncilStep } from '../../src/judge/council-step.ts';
import { decodeMemory, EMPTY_MEMORY, encodeMemory } from '../../src/judge/judging-memory.ts';
import { SeriesStates } from '../../src/judge/series-states.ts';
import { failureAt, sampleAt } from '../store/store-sample.ts';
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
        judging.observe(sample, at);
        if (isFailing) judging.observe({ ...sample, attempt: 2 }, at);
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
