import { expect, it } from 'vitest';
import type { Incident } from '../../src/core/words/incident.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { CouncilJudging } from '../../src/judge/council-judging.ts';
import { CouncilStep } from '../../src/judge/council-step.ts';
import type { JudgedCouncil } from '../../src/judge/judged-council.ts';
import { EMPTY_MEMORY, encodeMemory } from '../../src/judge/judging-memory.ts';
import { SeriesStates } from '../../src/judge/series-states.ts';
import { failureAt, sampleAt } from '../store/store-sample.ts';
import { seeded } from '../support/seeded.ts';
import { MINUTE_MS, T0, worldOf } from './judged-world.ts';
import { shuffled } from './rules/council/world.ts';

const COUNCIL = worldOf({ gas: 12, water: 12, rail: 12 }, 2);
const TARGETS = [...COUNCIL.places.keys(), ...COUNCIL.references.keys()];
const MINUTES = 90;

/** A slow site, one that comes and goes, a sector, two fields, at last everything. */
function fails(target: string, minute: number): boolean {
  const [sector, number] = [target.split('-')[0], Number(target.split('-')[1])];
  if (minute >= 80) return minute < 83;
  if (sector === 'gas' && number < 6) return minute >= 40 && minute < 70;
  if (sector === 'water' && number < 5) return minute >= 50 && minute < 70;
  return target === 'rail-3-www' && minute % 4 === 0;
}

/** The samples of each moment: first attempts of a minute, then confirmations. */
function momentsOf(): readonly { readonly at: number; readonly samples: readonly Sample[] }[] {
  const random = seeded(6);
  return Array.from({ length: MINUTES }, (_, minute) => {
    const at = T0 + minute * MINUTE_MS;
    const samples = TARGETS.map((target) => {
      if (fails(target, minute)) return failureAt(target, at);
      const ratio = target === 'rail-7-www' && minute > 45 ? 3 : 1;
      return sampleAt(target, at, { totalMs: ratio * (100 + 10 * random()) });
    });
    const failed = samples.filter(({ outcome }) => outcome === 'failure');
    const again = failed.map((sample): Sample => ({ ...sample, attempt: 2 }));
    return [
      { at, samples },
      { at: at + 10_000, samples: again },
    ];
  }).flat();
}

function judged(order: (samples: readonly Sample[]) => readonly Sample[]) {
  const learned = { series: new SeriesStates(), step: new CouncilStep(EMPTY_MEMORY) };
  const facts = { version: 0, factsOf: () => [] };
  const judging = new CouncilJudging(COUNCIL, facts, learned);
  const incidents: Incident[] = [];
  const memories: string[] = [];
  for (const { at, samples } of momentsOf()) {
    for (const sample of order(samples)) judging.observe(sample, { now: at, mono: at });
    for (const now of [at + 1000, at + 6000]) {
      const look = judging.look({ now, mono: now });
      incidents.push(...look.incidents);
      if (look.memory !== null) memories.push(encodeMemory(look.memory));
    }
  }
  const snapshots = new Map(
    learned.series.snapshots(Number.POSITIVE_INFINITY).map((each) => [each.series, each.state]),
  );
  return { incidents, memories, snapshots };
}

it('says and learns the same in whatever order the samples of a moment come', () => {
  const random = seeded(11);
  const inOrder = judged((samples) => samples);
  expect(new Set(inOrder.incidents.map(({ pattern }) => pattern))).toEqual(
    new Set(['single', 'sector-wide', 'cross-sector', 'own-network']),
  );
  for (let turn = 0; turn < 3; turn += 1) {
    expect(judged((samples) => shuffled(samples, random))).toEqual(inOrder);
  }
});

/** A site fails for good from a moment on; the others answer or are not probed. When it is said, s after that. */
function saidAfterS(council: JudgedCouncil, answersAt: readonly number[]): number | null {
  const learned = { series: new SeriesStates(), step: new CouncilStep(EMPTY_MEMORY) };
  const judging = new CouncilJudging(council, { version: 0, factsOf: () => [] }, learned);
  const [site = '', other = ''] = council.places.keys();
  for (const target of council.places.keys()) {
    judging.observe(sampleAt(target, T0), { now: T0, mono: T0 });
  }
  const from = T0 + MINUTE_MS;
  for (let second = 0; second < 3 * 60; second += 1) {
    const now = from + second * 1000;
    const moment = { now, mono: now };
    if (second % 60 === 0) judging.observe(failureAt(site, now), moment);
    if (second % 60 === 5) {
      const again = { startedAt: now, attempt: 2 } as const;
      judging.observe(failureAt(site, now - 5000, again), moment);
    }
    if (answersAt.includes(second)) judging.observe(sampleAt(other, now), moment);
    if (judging.looks.dueAt > now) continue;
    const { incidents } = judging.look(moment);
    if (incidents.length > 0) return second;
    if (second > 5) expect(judging.isHeld(site, now)).toBe(true);
  }
  return null;
}

it('says that a site fails once anybody has answered since, and after an interval at most', () => {
  const council = worldOf({ gas: 6, water: 6 });
  expect(saidAfterS(council, [4, 6])).toBe(7);
  expect(saidAfterS(council, [4, 17])).toBe(18);
  const after = saidAfterS(council, [4]) ?? Infinity;
  expect(after).toBeGreaterThan(60);
  expect(after).toBeLessThanOrEqual(60 + 5 + 30);
});

it('waits for nobody where a council is too small for a doubt, unless it has references', () => {
  expect(saidAfterS(worldOf({ gas: 3, water: 3 }), [])).toBe(5);
  expect(saidAfterS(worldOf({ gas: 3, water: 3 }, 1), [9])).toBe(10);
});
