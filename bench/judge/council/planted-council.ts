import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Incident } from '../../../src/core/words/incident.ts';
import type { Phase } from '../../../src/core/words/outcome.ts';
import type { Sample } from '../../../src/core/words/sample.ts';
import { NO_EFFECT, type SiteEffect } from '../../../src/core/words/scenario.ts';
import { type DrillSite, hasTls, isWell } from '../../../src/practice/drill/drill-site.ts';
import { seededRandom } from '../../../src/practice/seeded-random.ts';
import { FIRST_DAY } from '../council-clock.ts';
import { CouncilRun, type RunCost } from './council-run.ts';
import { type PracticeSites, practiceSites } from './practice-sites.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Measured before the first trouble of the full council; memory is taken at its end. */
const LEARNED_HOURS = 2;
/** The same where the rhythm of a day is known: of every 16th site, as the full council takes too long. */
const SEASONED_HOURS = 96;
const SEASONED_NTH = 16;
const PLANTED_HOURS = 3;
const LENGTH_MS = 36 * MINUTE_MS;

interface Kind {
  readonly kind: string;
  readonly effect: (usual: Sample) => SiteEffect;
  readonly phase: Phase | null;
  /** Every answer waits for the deadline. */
  readonly isTimeout: boolean;
}

/** The answer as a whole takes `times` as long, all of it in `wait`. */
const slower = (times: number): Kind => ({
  ...{ kind: `answer ${times} times`, phase: 'wait', isTimeout: false },
  effect: ({ totalMs }) => {
    const later = { ...NO_EFFECT.later, wait: (times - 1) * (totalMs ?? 0) };
    return { ...NO_EFFECT, later };
  },
});
const failing = (kind: string, effect: Partial<SiteEffect>, phase: Phase | null): Kind => ({
  ...{ kind, phase, isTimeout: kind.endsWith('silence') },
  effect: () => ({ ...NO_EFFECT, ...effect }),
});

const SLOWER: readonly Kind[] = [slower(1.5), slower(3), slower(10)];
const KINDS: readonly Kind[] = [
  ...SLOWER,
  failing('no such name', { name: 'nxdomain' }, 'dns'),
  failing('name silence', { name: 'silence' }, 'dns'),
  failing('connection refused', { connect: 'refused' }, 'connect'),
  failing('handshake refused', { tls: 'refused' }, 'tls'),
  failing('answer silence', { answer: 'silence' }, 'wait'),
  failing('reset', { answer: 'reset' }, 'wait'),
  failing('unavailable', { answer: 'unavailable' }, null),
];

/** What became of the troubles of one kind. */
export interface PlantedKind {
  readonly kind: string;
  readonly isTimeout: boolean;
  readonly planted: number;
  /** From the onset until the incident was opened, s; of those that were said. */
  readonly afterS: readonly number[];
  readonly phaseRight: number;
}

export interface PlantedCouncil {
  readonly kinds: readonly PlantedKind[];
  /** Slower answers after four days, in a part of the council. */
  readonly seasoned: { readonly sites: number; readonly kinds: readonly PlantedKind[] };
  readonly patterns: readonly string[];
  readonly bytesPerTarget: number;
  readonly cost: RunCost;
}

interface Planting {
  readonly kinds: readonly Kind[];
  readonly perKind: number;
  readonly hours: number;
}

/** Troubles of single sites of the council, from the onset to the incident. */
export function plantInCouncil(perKind: number, seasonedHours = SEASONED_HOURS): PlantedCouncil {
  const sites = practiceSites(MINUTE_MS);
  const planting = { kinds: KINDS, perKind, hours: LEARNED_HOURS };
  const planted = plantedIn(sites.sites, planting);
  const used = memoryMeter();
  const before = used();
  const run = runOf(sites, planted);
  const start = FIRST_DAY + LEARNED_HOURS * HOUR_MS;
  run.until(start);
  const bytesPerTarget = (used() - before) / sites.sites.length;
  run.until(start + PLANTED_HOURS * HOUR_MS + LENGTH_MS);
  const patterns = run.incidents.flatMap(({ pattern }) => (pattern === 'single' ? [] : [pattern]));
  return {
    kinds: foundOf(run.incidents, planted, KINDS),
    seasoned: plantSeasoned(perKind, seasonedHours),
    ...{ patterns, bytesPerTarget, cost: run.cost },
  };
}

/** Slower answers in a part of the council, after so many hours in which it learned. */
export function plantSeasoned(perKind: number, hours: number): PlantedCouncil['seasoned'] {
  const planting = { kinds: SLOWER, perKind, hours };
  const all = plantedIn(practiceSites(MINUTE_MS).sites, planting);
  const isMeasured = ({ id }: DrillSite, index: number) =>
    all.has(id) || index % SEASONED_NTH === 0;
  const sites = practiceSites(MINUTE_MS, isMeasured);
  const run = runOf(sites, all);
  run.until(FIRST_DAY + (planting.hours + PLANTED_HOURS) * HOUR_MS + LENGTH_MS);
  return { sites: sites.sites.length, kinds: foundOf(run.incidents, all, planting.kinds) };
}

function runOf(sites: PracticeSites, planted: ReadonlyMap<string, PlantedTrouble>): CouncilRun {
  return new CouncilRun(
    sites,
    { from: FIRST_DAY, intervalMs: MINUTE_MS },
    ({ place: { id } }, at, usual) => {
      const own = planted.get(id);
      const isUnderWay = own !== undefined && at >= own.from && at < own.from + LENGTH_MS;
      return isUnderWay ? own.kind.effect(usual) : null;
    },
  );
}

function foundOf(
  incidents: readonly Incident[],
  planted: ReadonlyMap<string, PlantedTrouble>,
  kinds: readonly Kind[],
): readonly PlantedKind[] {
  const byTarget = Map.groupBy(incidents, ({ subject }) =>
    subject.kind === 'target' ? subject.target : '',
  );
  return kinds.map((kind): PlantedKind => {
    const those = [...planted].filter(([, own]) => own.kind === kind);
    const said = those.flatMap(([target, { from }]) => {
      const incident = byTarget.get(target)?.find((each) => isOf(each, from));
      return incident === undefined
        ? []
        : [{ incident, afterS: (incident.openedAt - from) / 1000 }];
    });
    return {
      ...{ kind: kind.kind, isTimeout: kind.isTimeout, planted: those.length },
      afterS: said.map(({ afterS }) => afterS),
      phaseRight: said.filter(({ incident }) => incident.targets[0]?.phase === kind.phase).length,
    };
  });
}

function isOf({ openedAt }: Incident, from: number): boolean {
  return openedAt >= from && openedAt < from + LENGTH_MS;
}

interface PlantedTrouble {
  readonly from: number;
  readonly kind: Kind;
}

/** On well sites with TLS, in a seeded order, spread evenly over the hours. */
function plantedIn(
  sites: PracticeSites['sites'],
  { kinds, perKind, hours }: Planting,
): ReadonlyMap<string, PlantedTrouble> {
  const count = perKind * kinds.length;
  const order = sites
    .filter(({ place }) => isWell(place) && hasTls(place))
    .map(({ place }) => ({ id: place.id, at: seededRandom(`planted in ${place.id}`).uniform() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count);
  const start = FIRST_DAY + hours * HOUR_MS;
  return new Map(
    order.flatMap(({ id }, index) => {
      const kind = kinds[index % kinds.length];
      if (kind === undefined) return [];
      const from = start + Math.round((index / count) * PLANTED_HOURS * HOUR_MS);
      return [[id, { from, kind }] as const];
    }),
  );
}

/** Heap and buffers after a collection, bytes. */
function memoryMeter(): () => number {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  return () => {
    collect();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    return heapUsed + arrayBuffers;
  };
}
