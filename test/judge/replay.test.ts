import { describe, expect, it } from 'vitest';
import { noLog } from '../../src/core/ports/log.ts';
import type { Incident } from '../../src/core/words/incident.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { doubtedSample } from '../../src/judge/doubted-sample.ts';
import { openJudge } from '../../src/judge/open-judge.ts';
import { endOf, Replay } from '../../src/judge/replay.ts';
import { createMemoryStore } from '../../src/store/memory/memory-store.ts';
import { failureAt, sampleAt } from '../store/store-sample.ts';
import { ManualClock } from '../support/manual-clock.ts';
import { seeded } from '../support/seeded.ts';
import { MINUTE_MS, T0, worldOf } from './judged-world.ts';

const COUNCIL = worldOf({ gas: 12, water: 12, medical: 12, banking: 12 });
const NO_FACTS = { version: 0, factsOf: () => [] };
const FORCE = { council: COUNCIL, facts: NO_FACTS, maintenanceOf: () => null };
const MINUTES = 150;

/** What a site does in a minute: answers as usual, three times as long, or not at all. */
type Does = 'answers' | 'crawls' | 'fails';

function doesOf(target: string, minute: number): Does {
  if (target === 'gas-0-www' && minute >= 40 && minute < 52) return 'fails';
  if (target === 'water-3-www' && minute >= 60 && minute < 90) return 'crawls';
  if (minute >= 100 && minute < 112 && /^(medical|banking)-[0-7]-/.test(target)) return 'fails';
  if (minute >= 130 && minute < 134) return 'fails';
  return 'answers';
}

/** Samples in the order of their ends, confirmations too. */
function samples(): readonly Sample[] {
  const random = seeded(3);
  const targets = [...COUNCIL.places.keys()];
  const made: Sample[] = [];
  for (let minute = 0; minute < MINUTES; minute += 1) {
    targets.forEach((target, n) => {
      const at = T0 + minute * MINUTE_MS + n * 1200;
      const does = doesOf(target, minute);
      const sector = target.split('-')[0] ?? '';
      const common = { sector, member: target.replace('-www', ''), startedAt: at + 3 };
      if (does === 'fails') {
        const failed = { ...common, reason: 'connect' as const, failedPhase: 'connect' as const };
        made.push(failureAt(target, at, { ...failed, blame: 'target', totalMs: 20 }));
        const again = { ...failed, startedAt: at + 5023, attempt: 2 as const };
        made.push(failureAt(target, at, { ...again, blame: 'target', totalMs: 20 }));
        return;
      }
      const totalMs = (does === 'crawls' ? 360 : 120) * (0.95 + 0.1 * random());
      made.push(sampleAt(target, at, { ...common, totalMs: Math.round(totalMs) }));
    });
  }
  return made.toSorted((a, b) => endOf(a) - endOf(b));
}

/** The service, which keeps what it judged: samples as they were stored, incidents as they were told. */
async function measured(all: readonly Sample[]) {
  const store = createMemoryStore();
  const clock = new ManualClock(T0);
  const told = new Map<string, Incident>();
  const judge = await openJudge({
    ...{ council: COUNCIL, facts: NO_FACTS, maintenanceOf: () => null, clock, log: noLog },
    ...{ samples: store.samples, store: store.judgements },
    onIncidents: (incidents) => {
      for (const incident of incidents) told.set(incident.id, incident);
    },
  });
  judge.start();
  const kept: Sample[] = [];
  for (const sample of all) {
    await clock.run(endOf(sample) - clock.now());
    const made = doubtedSample(sample, judge.ownNetwork() !== null);
    judge.observe(made);
    kept.push(made);
  }
  await clock.run(T0 + MINUTES * MINUTE_MS - clock.now());
  await judge.close();
  return { kept, told: [...told.values()] };
}

const ALL = samples();

function replayed(stored: readonly Sample[], from = T0, council = COUNCIL) {
  const replay = new Replay({ ...FORCE, council }, { beginsAt: T0, from });
  for (const sample of stored) replay.observe(sample);
  return replay.finish(T0 + MINUTES * MINUTE_MS);
}

describe('judging what was stored', () => {
  it('says what the service said, word for word and at the same moments', async () => {
    const { kept, told } = await measured(ALL);
    const { incidents } = replayed(kept);
    expect(incidents.map(({ incident }) => incident)).toEqual(told);
    expect(new Set(told.map(({ pattern }) => pattern))).toEqual(
      new Set(['single', 'sector-wide', 'cross-sector', 'own-network']),
    );
    expect(told.map(({ subject }) => subject)).toEqual(
      expect.arrayContaining([
        { kind: 'target', target: 'gas-0-www' },
        { kind: 'target', target: 'water-3-www' },
      ]),
    );
  });

  it('gives the reason of each, and every stretch of a site', () => {
    const { incidents, stretches } = replayed(ALL);
    const slow = incidents.find(
      ({ incident: { subject } }) => subject.kind === 'target' && subject.target === 'water-3-www',
    );
    expect(slow?.why.en).toMatch(/^3\d\d ms against a normal 1\d\d ms \([23]\.\d times\)/);
    const across = incidents.find(({ incident }) => incident.pattern === 'cross-sector');
    expect(across?.why.ja).toContain('偶然こうなる確率');
    const [failing] = stretches.filter(({ target }) => target === 'gas-0-www');
    expect(failing).toMatchObject({ judgement: 'failing', since: T0 + 40 * MINUTE_MS });
    expect(failing?.to).toBe(T0 + 52 * MINUTE_MS);
    expect(failing?.saidAt).toBeLessThan(T0 + 40 * MINUTE_MS + 10_000);
  });

  it('learns from what lies before the range and tells nothing of it', () => {
    const from = T0 + 70 * MINUTE_MS;
    const { incidents, openBefore, samples: judged } = replayed(ALL, from);
    expect(incidents.every(({ incident }) => incident.openedAt >= from)).toBe(true);
    expect(openBefore).toBe(1);
    expect(judged).toBe(ALL.filter((sample) => endOf(sample) >= from).length);
    const whole = replayed(ALL).incidents.filter(({ incident }) => incident.openedAt >= from);
    expect(incidents).toEqual(whole);
  });

  it('asks other thresholds where it is given others', () => {
    const places = new Map(
      [...COUNCIL.places].map(([target, place]) => [
        target,
        {
          ...place,
          settings: { ...place.settings, thresholds: { warnMs: null, criticalMs: 100 } },
        },
      ]),
    );
    const strict = replayed(ALL, T0, { ...COUNCIL, places });
    const slow = strict.stretches.filter(({ judgement }) => judgement === 'slow');
    expect(new Set(slow.map(({ target }) => target)).size).toBe(COUNCIL.places.size);
    expect(slow[0]?.why.en).toContain('Above the threshold of 100 ms.');
  });

  it('leaves out who is not in the council, and looks at nothing through a long silence', () => {
    const replay = new Replay(FORCE, { beginsAt: T0, from: T0 });
    expect(replay.observe(sampleAt('nobody', T0))).toBe(false);
    const later = T0 + 400 * 86_400_000;
    expect(replay.observe(sampleAt('gas-0-www', later, { startedAt: later }))).toBe(true);
    expect(replay.finish(later + MINUTE_MS)).toMatchObject({ incidents: [], samples: 1 });
  });
});
