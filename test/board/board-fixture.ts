import { loadAssets } from '../../src/board/assets.ts';
import {
  type BoardViewParts,
  type BoardViews,
  createBoardViews,
} from '../../src/board/board-views.ts';
import type { SharedDayDto } from '../../src/board/dto/shared-day.ts';
import type { CouncilDto } from '../../src/board/dto.ts';
import { Live } from '../../src/board/live.ts';
import type { BoardSources } from '../../src/board/sources.ts';
import { type Board, type BoardOptions, startBoard } from '../../src/board/start-board.ts';
import type { ServiceFigures } from '../../src/board/views/health.ts';
import type { Config } from '../../src/core/config.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import { NOTHING_JUDGED } from '../../src/core/ports/judging.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import type { Viewer } from '../../src/core/words/viewer.ts';
import { createGate, type Item } from '../../src/share/seal.ts';
import { createMemoryStore, type MemoryStore } from '../../src/store/memory/memory-store.ts';
import { quietActs } from './quiet-acts.ts';
import { recordOf } from './sample-fixture.ts';

/** The machine's clock. */
export const wallClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

export const QUIET_FIGURES: ServiceFigures = {
  probing: {
    due: 120,
    done: 117,
    missed: 2,
    lateP99Ms: 3.5,
    loopDelayP99Ms: 1.25,
    inFlight: 1,
    workers: 1,
    workersReplaced: 0,
  },
  store: { status: 'ok', pending: 4, dropped: 0, lost: 0, problem: null },
  spool: null,
  stateDamage: null,
  outbox: { waiting: 0, oldestAt: null, unansweredAt: null, kinds: [], problem: null },
  backgroundFailures: 0,
  process: {
    startedAt: 1_795_000_000_000,
    residentBytes: 90_000_000,
    heapUsedBytes: 30_000_000,
    cpuMs: 1500,
  },
};

export interface Fixture {
  readonly config: Config;
  readonly live: Live;
  readonly store: MemoryStore;
  readonly views: BoardViews;
  readonly sources: BoardSources;
  /** What happens to samples that were just made: shown and stored, those of `kept` in full. */
  measure(samples: readonly Sample[], kept?: readonly Sample[]): Promise<void>;
}

/** Every part behind a board, as the composition root puts them together, on a store in memory. */
export function createFixture(
  config: Config,
  figures: () => ServiceFigures = () => QUIET_FIGURES,
  more: Partial<BoardViewParts> = {},
): Fixture {
  const live = new Live(config, Date.now());
  const store = createMemoryStore();
  const views = createBoardViews({
    clock: wallClock,
    live,
    store: store.samples,
    state: store.state,
    judging: NOTHING_JUDGED,
    judgements: store.judgements,
    notices: store.notices,
    figures,
    log: noLog,
    ...more,
  });
  return {
    config,
    live,
    store,
    views,
    sources: sealed(views),
    async measure(samples, kept = []) {
      for (const sample of samples) live.observe(sample);
      await store.samples.append(samples);
      await store.state.keepRecords(kept.map(recordOf));
    },
  };
}

function sealed(views: BoardViews): BoardSources {
  const gate = createGate();
  const itemOf = (id: string): Item => ({ kind: 'target', target: id, member: '', sector: '' });
  return {
    reader: (viewer) => {
      const who = { kind: viewer.kind, member: null, sector: null };
      const data = { view: 'whole' as const, viewer: who, timezone: 'Asia/Tokyo' };
      const dated = { asOf: Date.now(), data };
      return gate.seal(viewer, { kind: 'reader', reader: viewer }, dated);
    },
    overview: (viewer) => gate.seal(viewer, { kind: 'council' }, views.overview()),
    changes: (viewer, query) => gate.seal(viewer, { kind: 'council' }, views.changes(query)),
    council: (viewer) => gate.seal(viewer, { kind: 'council' }, views.council()),
    sites: (viewer, text) => gate.seal(viewer, { kind: 'council' }, views.sites(text)),
    sector(viewer, id) {
      const sector = views.sector(id);
      return sector && gate.seal(viewer, { kind: 'council' }, sector);
    },
    async usual(viewer, query) {
      const placed = views.placed(query.target);
      return placed && gate.seal(viewer, itemOf(query.target), await views.usual(placed, query));
    },
    sectorSites: () => null,
    ...{ member: async () => null, sectorBadge: () => null, targetBadge: () => null },
    statements: (viewer) => {
      const answer = { timezone: 'Asia/Tokyo', statements: [] };
      const item = { kind: 'statements', answer, targetOf: () => null } as const;
      return gate.seal(viewer, item, { asOf: Date.now(), data: answer });
    },
    tasks: () => null,
    judging: (viewer, query) => gate.seal(viewer, { kind: 'council' }, views.judging(query)),
    incidents: async (viewer, query) =>
      gate.seal(viewer, { kind: 'council' }, await views.incidents(query)),
    async incident(viewer, id) {
      const found = await views.incident(id);
      return found && gate.seal(viewer, { kind: 'council' }, found);
    },
    plan: (viewer) => gate.seal(viewer, { kind: 'council' }, views.plan()),
    prober: async (viewer, board) =>
      gate.seal(viewer, { kind: 'prober' }, await views.prober(board)),
    async target(viewer, id) {
      const placed = views.placed(id);
      return placed && gate.seal(viewer, itemOf(id), await views.target(placed));
    },
    async targetSamples(viewer, query) {
      if (views.placed(query.target) === null) return null;
      return gate.seal(viewer, itemOf(query.target), await views.samples(query));
    },
    health: (viewer) => gate.seal(viewer, { kind: 'prober' }, views.health()),
    about: () => null,
    day: async (viewer) => {
      const data = quietDay(views.council().data.council, viewer);
      const item = { kind: 'shared', answer: data, targetOf: () => null } as const;
      return gate.seal(viewer, item, { asOf: Date.now(), data });
    },
    metrics: (viewer, board) => gate.seal(viewer, { kind: 'prober' }, views.metrics(board)),
  };
}

/** The last 24 hours, of which nothing was told. */
function quietDay(council: CouncilDto, { kind }: Viewer): SharedDayDto {
  const { name, timezone, vantage, practice } = council;
  const to = Math.ceil(Date.now() / 60_000) * 60_000;
  const from = to - 86_400_000;
  return {
    ...{ view: 'shared', viewer: { kind, member: null, sector: null }, releasedAt: null },
    council: { ...{ name, timezone, vantage, practice }, drill: null, doubt: null },
    ...{ from, to, earliest: from, sectors: [], judged: [], untold: [], incidents: [] },
  };
}

/** A board on a free loopback port, with events every 20 ms. */
export async function startFixtureBoard(
  sources: BoardSources,
  changes: Partial<BoardOptions> = {},
): Promise<Board> {
  return await startBoard({
    host: '127.0.0.1',
    port: 0,
    exposure: 'loopback',
    portSearch: false,
    publicUrl: null,
    timezone: () => 'Asia/Tokyo',
    sources,
    assets: await loadAssets(noLog, { onlyFresh: true }),
    acting: quietActs(),
    clock: wallClock,
    log: noLog,
    stream: { tickMs: 20, heartbeatMs: 200, stallMs: 1000, maxClients: 4 },
    ...changes,
  });
}
