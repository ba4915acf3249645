import { describe, expect, it } from 'vitest';
import type { Incident } from '../../src/core/words/incident.ts';
import type { Family } from '../../src/core/words/outcome.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { CouncilJudging } from '../../src/judge/council-judging.ts';
import { CouncilStep } from '../../src/judge/council-step.ts';
import { EMPTY_MEMORY } from '../../src/judge/judging-memory.ts';
import { SeriesStates } from '../../src/judge/series-states.ts';
import { worstOf } from '../../src/judge/target-views.ts';
import { sampleAt } from '../store/store-sample.ts';
import { MINUTE_MS, T0, worldOf } from './judged-world.ts';

const SITE = 'gas-0-www';
const FACTS = { version: 0, factsOf: () => [] };

/** How a family answers in a minute. */
type Answer = 'well' | 'fails' | 'blocked';
type Answers = Readonly<Record<Family, (minute: number) => Answer>>;

function sampleOf(family: Family, at: number, answer: Answer): Sample {
  if (answer === 'well') return sampleAt(SITE, at, { family });
  const reason = answer === 'fails' ? 'connect' : 'blocked';
  const failed = { outcome: 'failure', blame: 'target', failedPhase: 'connect' } as const;
  return sampleAt(SITE, at, { family, ...failed, reason, totalMs: 20 });
}

/** A site of two families, measured each minute and confirmed where it fails. */
function siteAfter(minutes: number, answers: Answers) {
  const learned = { series: new SeriesStates(), step: new CouncilStep(EMPTY_MEMORY) };
  const judging = new CouncilJudging(worldOf({ gas: 6 }), FACTS, learned);
  const told = new Map<string, Incident>();
  for (let minute = 0; minute < minutes; minute += 1) {
    const at = T0 + minute * MINUTE_MS;
    for (const family of [4, 6] as const) {
      const sample = sampleOf(family, at, answers[family](minute));
      judging.observe(sample, { now: at, mono: at });
      if (sample.outcome === 'failure')
        judging.observe({ ...sample, attempt: 2 }, { now: at, mono: at });
    }
    const { incidents } = judging.look({ now: at + 30_000, mono: at + 30_000 });
    for (const incident of incidents) told.set(incident.id, incident);
  }
  const worst = worstOf(judging.seriesOf(SITE));
  return { worst, told: [...told.values()].map(({ ending, since }) => ({ ending, since })) };
}

const between = (from: number, to: number, answer: Answer) => (minute: number) =>
  minute >= from && minute < to ? answer : 'well';
const well = () => 'well' as const;
const at = (minute: number) => T0 + minute * MINUTE_MS;

describe('a site of two families', () => {
  it.each<readonly [string, Answers]>([
    ['the higher', { 4: well, 6: between(5, 10, 'fails') }],
    ['the lower', { 4: between(5, 10, 'fails'), 6: well }],
  ])('ends its incident when %s one, which failed, answers again', (_, answers) => {
    const { told, worst } = siteAfter(20, answers);
    expect(told).toEqual([{ ending: 'recovered', since: at(5) }]);
    expect(worst?.verdict).toMatchObject({ judgement: 'normal', since: at(10) });
  });

  it('is normal only since the second one is, too', () => {
    const answers = { 4: between(5, 10, 'fails'), 6: between(7, 14, 'fails') };
    const { told, worst } = siteAfter(20, answers);
    expect(told).toEqual([{ ending: 'recovered', since: at(5) }]);
    expect(worst?.verdict?.since).toBe(at(14));
  });

  it('fails since the first one did', () => {
    const answers = { 4: between(7, 20, 'fails'), 6: between(5, 20, 'fails') };
    expect(siteAfter(12, answers).worst?.verdict?.since).toBe(at(5));
  });

  it('takes the judgement back where what is left was blocked before', () => {
    const answers = { 4: between(5, 10, 'fails'), 6: between(2, 20, 'blocked') };
    expect(siteAfter(20, answers).told).toEqual([{ ending: 'withdrawn', since: at(5) }]);
  });
});
