import type { AboutFacts } from '../board/about/about-facts.ts';
import { type BoardViews, createBoardViews } from '../board/board-views.ts';
import type { Live } from '../board/live.ts';
import type { BoardSources } from '../board/sources.ts';
import type { ServiceFigures } from '../board/views/health.ts';
import { backgroundFailures } from '../core/background.ts';
import type { PlacedTarget } from '../core/config.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { FactsBook } from '../core/ports/facts-book.ts';
import type { Judging } from '../core/ports/judging.ts';
import type { Log } from '../core/ports/log.ts';
import type { ReloadStatus } from '../core/ports/reload-status.ts';
import type { MaintenanceOf } from '../core/words/maintenance.ts';
import type { Dated } from '../core/words/marked.ts';
import type { ProberDoubt } from '../core/words/prober-doubt.ts';
import type { DrillMark } from '../core/words/scenario.ts';
import type { StateDamage } from '../core/words/state-damage.ts';
import { createGate, type Item } from '../share/seal.ts';
import { createDiskFigures } from './disk-figures.ts';
import type { Measuring } from './measuring.ts';
import type { Telling } from './notices/telling.ts';
import type { Stores } from './stores.ts';

export interface BoardSourceParts {
  readonly live: Live;
  readonly stores: Stores;
  readonly measuring: Measuring;
  readonly judging: Judging;
  readonly telling: Pick<Telling, 'status'>;
  readonly clock: Clock;
  readonly log: Log;
  /** null = no drill. */
  readonly drill: DrillMark | null;
  /** What targets may have in common; absent = nothing is known of it. */
  readonly facts?: FactsBook;
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
}

/** What the board may ask for, each answer sealed by the gate for who asks. */
export function boardSources(parts: BoardSourceParts): BoardSources {
  const gate = createGate();
  const views = viewsOf(parts);
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
      const { asOf, data } = await views.target(placed);
      const facts = viewer.kind === 'operator' ? data.facts : [];
      return gate.seal(viewer, itemOf(placed), { asOf, data: { ...data, facts } });
    },
    async targetSamples(viewer, query) {
      const placed = views.placed(query.target);
      return placed === null ? null : gate.seal(viewer, itemOf(placed), await views.samples(query));
    },
    async usual(viewer, { target, family }) {
      const placed = views.placed(target);
      if (placed === null) return null;
      return gate.seal(viewer, itemOf(placed), await views.usual(placed, family));
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
    about: () => gate.seal({ kind: 'observer' }, { kind: 'about' }, parts.about()),
    health: (viewer) => gate.seal(viewer, { kind: 'prober' }, views.health()),
    metrics: (viewer, board) => gate.seal(viewer, { kind: 'prober' }, views.metrics(board)),
  };
}

function viewsOf(parts: BoardSourceParts): BoardViews {
  const { live, stores, measuring, facts, clock, log, drill, storeDir, maintenance, reload } =
    parts;
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
