import type { AboutFacts } from '../board/about/about-facts.ts';
import { type BoardViews, createBoardViews } from '../board/board-views.ts';
import type { Live } from '../board/live.ts';
import type { BoardSources } from '../board/sources.ts';
import type { ServiceFigures } from '../board/views/health.ts';
import { backgroundFailures } from '../core/background.ts';
import type { PlacedTarget } from '../core/config.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { ConfigHistory } from '../core/ports/config-history.ts';
import type { FactsBook } from '../core/ports/facts-book.ts';
import type { Judging } from '../core/ports/judging.ts';
import type { Log } from '../core/ports/log.ts';
import type { ReloadStatus } from '../core/ports/reload-status.ts';
import type { MaintenanceOf } from '../core/words/maintenance.ts';
import type { Dated } from '../core/words/marked.ts';
import type { ProberDoubt } from '../core/words/prober-doubt.ts';
import type { DrillMark } from '../core/words/scenario.ts';
import type { StateDamage } from '../core/words/state-damage.ts';
import type { Viewer } from '../core/words/viewer.ts';
import { createGate, type Gate, type Item } from '../share/seal.ts';
import type { SectorReleases } from './buckets/sector-releases.ts';
import { createDiskFigures } from './disk-figures.ts';
import type { Measuring } from './measuring.ts';
import type { Telling } from './notices/telling.ts';
import { badgeSources } from './sharing/badge-sources.ts';
import { type MemberVoices, memberSources } from './sharing/member-sources.ts';
import {
  daySource,
  sealReader,
  sectorSitesSource,
  sharedSources,
} from './sharing/shared-sources.ts';
import { SharedViews } from './sharing/shared-views.ts';
import type { Stores } from './stores.ts';

export interface BoardSourceParts {
  readonly live: Live;
  readonly stores: Pick<Stores, 'samples' | 'state' | 'judgements' | 'notices' | 'influx'>;
  readonly measuring: Pick<Measuring, 'schedule' | 'prober' | 'doubt'>;
  readonly judging: Judging;
  readonly telling: Pick<Telling, 'status' | 'isVerified'>;
  readonly clock: Clock;
  readonly log: Log;
  /** null = no drill. */
  readonly drill: DrillMark | null;
  /** What targets may have in common; absent = nothing is known of it. */
  readonly facts?: FactsBook;
  readonly releases: SectorReleases;
  /** Absent = no member chose or said anything. */
  readonly voices?: MemberVoices;
  /** Host names under which targets are measured, by target. */
  readonly hosts: () => ReadonlyMap<string, string>;
  /** Directory of the store; null where it keeps nothing on a disk. */
  readonly storeDir: string | null;
  /** As `readStateDamage` has it. */
  readonly stateDamage: StateDamage | null;
  /** Planned work to show; absent = there is none. */
  readonly maintenance?: MaintenanceOf;
  /** What everybody may know about the measuring. */
  readonly about: () => Dated<AboutFacts>;
  /** How the configuration in force came to be; absent where it cannot change. */
  readonly reload?: () => ReloadStatus | null;
  /** What became of it before; absent where it cannot change. */
  readonly history?: () => ConfigHistory | null;
}

/** What the board may ask for, each answer sealed by the gate for who asks. */
export function boardSources(parts: BoardSourceParts): BoardSources {
  return sharedBoardOf(parts).sources;
}

/** The same, with what is told to those who share, by which their acts find what they mean. */
export function sharedBoardOf(parts: BoardSourceParts): {
  readonly sources: BoardSources;
  readonly shared: SharedViews;
} {
  const gate = createGate();
  const views = viewsOf(parts);
  const shared = sharedViewsOf(parts);
  const about = () => gate.seal({ kind: 'observer' }, { kind: 'about' }, parts.about());
  const reader = (viewer: Viewer) => sealReader(gate, viewer, shared.reader(viewer));
  const { stores, live, telling } = parts;
  const voices = parts.voices ?? { ...NO_VOICES, files: () => live.config };
  const members = memberSources({
    ...{ gate, shared, samples: stores.samples, voices },
    isVerified: (recipient, contact) => telling.isVerified(recipient, contact),
  });
  const alike = {
    ...{ ...members, ...badgeSources({ gate, shared, statements: voices.statements }) },
    ...{ day: daySource({ gate, shared }), sectorSites: sectorSitesSource({ gate, shared }) },
  };
  const sources = bySharing(
    { ...wholeSources(gate, views), reader, about, ...alike },
    { ...sharedSources({ gate, views, shared, about }), ...alike },
  );
  return { sources, shared };
}

/** The operator's are `whole`, those of everybody else `shared`. */
function bySharing(whole: BoardSources, shared: BoardSources): BoardSources {
  const to = (viewer: Viewer) => (viewer.kind === 'operator' ? whole : shared);
  return {
    reader: (viewer) => to(viewer).reader(viewer),
    overview: (viewer) => to(viewer).overview(viewer),
    changes: (viewer, query) => to(viewer).changes(viewer, query),
    council: (viewer) => to(viewer).council(viewer),
    sites: (viewer, text) => to(viewer).sites(viewer, text),
    sector: (viewer, id) => to(viewer).sector(viewer, id),
    sectorSites: (viewer, id) => whole.sectorSites(viewer, id),
    target: (viewer, id) => to(viewer).target(viewer, id),
    targetSamples: (viewer, query) => to(viewer).targetSamples(viewer, query),
    usual: (viewer, query) => to(viewer).usual(viewer, query),
    judging: (viewer, query) => to(viewer).judging(viewer, query),
    incidents: (viewer, query) => to(viewer).incidents(viewer, query),
    incident: (viewer, id) => to(viewer).incident(viewer, id),
    member: (viewer, id) => to(viewer).member(viewer, id),
    statements: (viewer) => to(viewer).statements(viewer),
    tasks: (viewer) => to(viewer).tasks(viewer),
    day: (viewer, query) => whole.day(viewer, query),
    sectorBadge: (viewer, id) => whole.sectorBadge(viewer, id),
    targetBadge: (viewer, id) => whole.targetBadge(viewer, id),
    prober: (viewer, board) => to(viewer).prober(viewer, board),
    plan: (viewer) => to(viewer).plan(viewer),
    about: () => whole.about(),
    health: (viewer) => to(viewer).health(viewer),
    metrics: (viewer, board) => to(viewer).metrics(viewer, board),
  };
}

function sharedViewsOf(parts: BoardSourceParts): SharedViews {
  const { stores, facts = NO_FACTS, voices = null, ...rest } = parts;
  const { choices } = voices ?? NO_VOICES;
  const versionsOf = (target: string) => choices.versionsOf(target);
  const { judgements, samples } = stores;
  return new SharedViews({ ...rest, facts, versionsOf, judgements, samples });
}

const NO_VOICES = {
  choices: { madeOf: () => [], versionsOf: () => [] },
  lists: { of: () => null },
  statements: { of: () => [], all: () => [] },
};

const NO_FACTS: FactsBook = { version: 0, factsOf: () => [] };

/** Answered to everybody by the same rules. */
type Alike =
  | 'member'
  | 'statements'
  | 'tasks'
  | 'sectorBadge'
  | 'targetBadge'
  | 'day'
  | 'sectorSites';

function wholeSources(
  gate: Gate,
  views: BoardViews,
): Omit<BoardSources, 'reader' | 'about' | Alike> {
  return {
    overview: (viewer) => gate.seal(viewer, { kind: 'council' }, views.overview()),
    changes: (viewer, query) => gate.seal(viewer, { kind: 'council' }, views.changes(query)),
    council: (viewer) => gate.seal(viewer, { kind: 'council' }, views.council()),
    sites: (viewer, text) => gate.seal(viewer, { kind: 'council' }, views.sites(text)),
    sector(viewer, id) {
      const sector = views.sector(id);
      return sector === null ? null : gate.seal(viewer, { kind: 'council' }, sector);
    },
    async target(viewer, id) {
      const placed = views.placed(id);
      if (placed === null) return null;
      return gate.seal(viewer, itemOf(placed), await views.target(placed));
    },
    async targetSamples(viewer, query) {
      const placed = views.placed(query.target);
      return placed === null ? null : gate.seal(viewer, itemOf(placed), await views.samples(query));
    },
    async usual(viewer, query) {
      const placed = views.placed(query.target);
      if (placed === null) return null;
      return gate.seal(viewer, itemOf(placed), await views.usual(placed, query));
    },
    judging: (viewer, query) => gate.seal(viewer, { kind: 'council' }, views.judging(query)),
    incidents: async (viewer, query) =>
      gate.seal(viewer, { kind: 'council' }, await views.incidents(query)),
    async incident(viewer, id) {
      const found = await views.incident(id);
      return found === null ? null : gate.seal(viewer, { kind: 'council' }, found);
    },
    prober: async (viewer, board) =>
      gate.seal(viewer, { kind: 'prober' }, await views.prober(board)),
    plan: (viewer) => gate.seal(viewer, { kind: 'council' }, views.plan()),
    health: (viewer) => gate.seal(viewer, { kind: 'prober' }, views.health()),
    metrics: (viewer, board) => gate.seal(viewer, { kind: 'prober' }, views.metrics(board)),
  };
}

function viewsOf(parts: BoardSourceParts): BoardViews {
  const { live, stores, measuring, facts, clock, log, drill, storeDir, maintenance } = parts;
  const { reload, history } = parts;
  const startedAt = clock.now();
  if (maintenance) live.useMaintenance(maintenance);
  live.useDoubt(() => measuring.doubt() ?? networkDoubtOf(parts.judging));
  return createBoardViews({
    clock,
    live,
    drill,
    store: stores.samples,
    state: stores.state,
    judging: parts.judging,
    judgements: stores.judgements,
    notices: stores.notices,
    figures: () => figuresOf(parts, startedAt),
    log,
    ...(storeDir === null ? {} : { disk: createDiskFigures(storeDir, clock) }),
    ...(reload ? { reload } : {}),
    ...(history ? { history } : {}),
    ...(facts ? { facts } : {}),
  });
}

function networkDoubtOf(judging: Judging): ProberDoubt | null {
  const doubt = judging.ownNetwork();
  return doubt === null ? null : { kind: 'own_network', ...doubt };
}

function figuresOf(
  {
    stores,
    measuring,
    telling,
    stateDamage,
  }: Pick<BoardSourceParts, 'stores' | 'measuring' | 'telling' | 'stateDamage'>,
  startedAt: number,
): ServiceFigures {
  const prober = measuring.prober();
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return {
    probing: {
      ...measuring.schedule(),
      loopDelayP99Ms: prober.loopDelayP99Ms,
      inFlight: prober.inFlight,
      workers: prober.workers,
      workersReplaced: prober.replaced,
    },
    store: stores.samples.status(),
    stateDamage,
    spool: stores.influx?.spool.status() ?? null,
    outbox: telling.status(),
    backgroundFailures: backgroundFailures(),
    process: {
      startedAt,
      residentBytes: rss,
      heapUsedBytes: heapUsed,
      cpuMs: (user + system) / 1000,
    },
  };
}

function itemOf({ target, member, sector }: PlacedTarget): Item {
  return { kind: 'target', target: target.id, member: member.id, sector: sector.id };
}
