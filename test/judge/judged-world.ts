import { DEFAULTS } from '../../src/config/defaults.ts';
import { PLAIN_CALENDAR } from '../../src/core/calendar.ts';
import type { Config, Target } from '../../src/core/config.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { Incident } from '../../src/core/words/incident.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import type { Judge } from '../../src/judge/judge.ts';
import { type JudgedCouncil, judgedCouncilOf } from '../../src/judge/judged-council.ts';
import { openJudge } from '../../src/judge/open-judge.ts';
import { createMemoryStore, type MemoryStore } from '../../src/store/memory/memory-store.ts';
import { sampleAt } from '../store/store-sample.ts';
import { ManualClock } from '../support/manual-clock.ts';

export const MINUTE_MS = 60_000;
/** A failure is probed again so long after it, ms. */
const CONFIRMED_MS = 5000;
/** Wednesday, 09:00 in Japan. */
export const T0 = Date.UTC(2026, 4, 13);

/** Sectors of one field each with so many sites, measured once a minute. */
export function worldOf(shape: Readonly<Record<string, number>>, references = 0): JudgedCouncil {
  const config: Config = {
    ...{ fields: [], maintenance: [], operator: null, vantage: 'tokyo-1', practice: false },
    council: { name: { ja: '架空', en: 'Kakū' }, timezone: 'Asia/Tokyo', publicUrl: null },
    resolver: { servers: [] },
    reference: Array.from({ length: references }, (_, n) => targetOf(`reference-${n}`)),
    probing: { ...DEFAULTS.probing, workers: null },
    store: { ...DEFAULTS.store, kind: 'memory' },
    board: { host: '127.0.0.1', port: 8080, exposure: 'loopback' },
    calendar: PLAIN_CALENDAR,
    sectors: Object.entries(shape).map(([id, sites]) => ({
      ...{ id, field: `field-${id}`, name: { ja: id, en: id }, secretariat: null },
      ...{ validFrom: null, validTo: null, alertsBy: 'service' as const, allowPrivate: false },
      members: Array.from({ length: sites }, (_, n) => ({
        ...{ id: `${id}-${n}`, code: null, name: { ja: id, en: id }, contacts: [] },
        targets: [targetOf(`${id}-${n}-www`)],
      })),
    })),
  };
  return judgedCouncilOf({
    config,
    isStopped: () => false,
    intervalOf: () => MINUTE_MS,
  });
}

function targetOf(id: string): Target {
  return {
    ...{ id, url: `https://${id}.example/`, practice: null, enrolment: null, consent: 'counted' },
    ...{ family: 4, schedule: '* * * * *', timeoutMs: 10_000, bodyLimitBytes: 262_144 },
    expect: { status: null, text: null },
    facts: { operator: null },
    thresholds: { warnMs: null, criticalMs: null, failingShareRatio: null },
    secretariatSees: 'detail',
  };
}

export interface World {
  readonly clock: ManualClock;
  readonly store: Kept;
  /** As they were told, the newest state of each. */
  readonly told: Map<string, Incident>;
  judge: Judge;
  /** What a minute brings: each target is measured once, in turn; the time passes. */
  minute(fails: (target: string) => boolean): Promise<void>;
  /** The process dies, without a word or in order, and another begins on what was kept. */
  restart(how: 'killed' | 'stopped'): Promise<void>;
}

/** What outlives a process. */
export type Kept = Pick<MemoryStore, 'samples' | 'judgements'>;

/** Judging of a council on a clock that is moved by hand, from `startAt` on. */
export async function openWorld(
  council: JudgedCouncil,
  store: Kept = createMemoryStore(),
  startAt = T0,
): Promise<World> {
  const clock = new ManualClock(startAt);
  const told = new Map<string, Incident>();
  const open = async () => {
    const judge = await openJudge({
      ...{ council, clock, log: noLog, samples: store.samples, store: store.judgements },
      facts: { version: 0, factsOf: () => [] },
      maintenanceOf: () => null,
      onIncidents: (incidents) => {
        for (const incident of incidents) told.set(incident.id, incident);
      },
    });
    judge.start();
    return judge;
  };
  const targets = [...council.places.keys(), ...council.references.keys()].sort(byHash);
  const stepMs = MINUTE_MS / targets.length;
  const confirmations: { readonly at: number; readonly target: string }[] = [];
  const world: World = {
    ...{ clock, store, told, judge: await open() },
    async minute(fails) {
      for (const target of targets) {
        const at = clock.now();
        await give(sampleOf(target, at, fails(target)));
        if (fails(target)) confirmations.push({ at, target });
        await clock.run(stepMs);
        while ((confirmations[0]?.at ?? Infinity) <= clock.now() - CONFIRMED_MS) {
          const { at: slot, target: failed } = confirmations.shift() ?? { at, target };
          await give(sampleOf(failed, slot, true, 2));
        }
      }
    },
    async restart(how) {
      if (how === 'stopped') await world.judge.close();
      world.judge = await open();
    },
  };
  const give = async (sample: Sample) => {
    world.judge.observe(sample);
    await store.samples.append([sample]);
  };
  return world;
}

/** Neighbours in the list are of different sectors, as the schedule's hash has it. */
function byHash(a: string, b: string): number {
  const turned = (text: string) => [...text].reverse().join('');
  return turned(a) < turned(b) ? -1 : 1;
}

function sampleOf(target: string, at: number, fails: boolean, attempt: 1 | 2 = 1): Sample {
  const place = { sector: target.split('-')[0] ?? '', member: target.replace('-www', '') };
  const common = { ...place, startedAt: at, attempt };
  if (!fails) return sampleAt(target, at, { ...common, totalMs: 100 + (at % 7) });
  return sampleAt(target, at, {
    ...common,
    ...{ outcome: 'failure', reason: 'connect', blame: 'target', failedPhase: 'connect' },
    ...{ statusCode: null, totalMs: 20 },
  });
}
