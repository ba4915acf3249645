import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Incident } from '../../../src/core/words/incident.ts';
import type { Phase } from '../../../src/core/words/outcome.ts';
import { NO_EFFECT, type SiteEffect } from '../../../src/core/words/scenario.ts';
import { hasTls, isWell } from '../../../src/practice/drill/drill-site.ts';
import { seededRandom } from '../../../src/practice/seeded-random.ts';
import { FIRST_DAY } from '../council-clock.ts';
import { CouncilRun, type RunCost } from './council-run.ts';
import { practiceSites } from './practice-sites.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Measured before the first trouble; memory is taken at its end. */
const LEARNED_HOURS = 2;
const PLANTED_HOURS = 3;
const LENGTH_MS = 36 * MINUTE_MS;

interface Kind {
  readonly kind: string;
  readonly effect: SiteEffect;
  readonly phase: Phase | null;
  /** Every answer waits for the deadline. */
  readonly isTimeout: boolean;
}

const slower = (kind: string, wait: number): Kind => ({
  ...{ kind, phase: 'wait', isTimeout: false },
  effect: { ...NO_EFFECT, slower: { wait, transfer: 1 } },
});
const failing = (kind: string, effect: Partial<SiteEffect>, phase: Phase | null): Kind => ({
  ...{ kind, phase, isTimeout: kind.endsWith('silence') },
  effect: { ...NO_EFFECT, ...effect },
});

const KINDS: readonly Kind[] = [
  slower('wait 1.5 times', 1.5),
  slower('wait 3 times', 3),
  slower('wait 10 times', 10),
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
  readonly patterns: readonly string[];
  readonly bytesPerTarget: number;
  readonly cost: RunCost;
}

/** Troubles of single sites of the full council, from the onset to the incident. */
export function plantInCouncil(perKind: number): PlantedCouncil {
  const sites = practiceSites(MINUTE_MS);
  const planted = plantedIn(sites.sites, perKind);
  const used = memoryMeter();
  const before = used();
  const run = new CouncilRun(sites, { from: FIRST_DAY, intervalMs: MINUTE_MS }, (site, at) => {
    const own = planted.get(site.place.id);
    return own !== undefined && at >= own.from && at < own.from + LENGTH_MS
      ? own.kind.effect
      : null;
  });
  const start = FIRST_DAY + LEARNED_HOURS * HOUR_MS;
  run.until(start);
  const bytesPerTarget = (used() - before) / sites.sites.length;
  run.until(start + PLANTED_HOURS * HOUR_MS + LENGTH_MS);
  const byTarget = Map.groupBy(run.incidents, ({ subject }) =>
    subject.kind === 'target' ? subject.target : '',
  );
  const kinds = KINDS.map((kind): PlantedKind => {
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
  const patterns = run.incidents.flatMap(({ pattern }) => (pattern === 'single' ? [] : [pattern]));
  return { kinds, patterns, bytesPerTarget, cost: run.cost };
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
  sites: ReturnType<typeof practiceSites>['sites'],
  perKind: number,
): ReadonlyMap<string, PlantedTrouble> {
  const count = perKind * KINDS.length;
  const order = sites
    .filter(({ place }) => isWell(place) && hasTls(place))
    .map(({ place }) => ({ id: place.id, at: seededRandom(`planted in ${place.id}`).uniform() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count);
  const start = FIRST_DAY + LEARNED_HOURS * HOUR_MS;
  return new Map(
    order.flatMap(({ id }, index) => {
      const kind = KINDS[index % KINDS.length];
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
