import { type BoardViews, createBoardViews } from '../../src/board/board-views.ts';
import { Live } from '../../src/board/live.ts';
import type { BoardSources } from '../../src/board/sources.ts';
import { type Board, type BoardOptions, startBoard } from '../../src/board/start-board.ts';
import type { ServiceFigures } from '../../src/board/views/health.ts';
import type { Config } from '../../src/core/config.ts';
import type { Clock } from '../../src/core/ports/clock.ts';
import { noLog } from '../../src/core/ports/log.ts';
import type { RollupQuery, SampleQuery } from '../../src/core/ports/sample-store.ts';
import { addToSketch, emptySketch, encodeSketch } from '../../src/core/stats/sketch.ts';
import type { ProbeRecord } from '../../src/core/words/probe-record.ts';
import { PERIOD_MS, type Rollup } from '../../src/core/words/rollup.ts';
import type { Sample } from '../../src/core/words/sample.ts';
import { createGate, type Item } from '../../src/share/seal.ts';

/** The machine's clock. */
export const wallClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after(delayMs, callback) {
    const timer = setTimeout(callback, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Samples in an array, read as the port says; roll-ups are computed when asked for. */
export class ArrayStore {
  readonly held: Sample[] = [];
  readonly kept: ProbeRecord[] = [];

  async samples(query: SampleQuery): Promise<readonly Sample[]> {
    const { target, from, to, family, attempts = 'first', limit } = query;
    return this.held
      .filter(
        (sample) =>
          sample.target === target &&
          sample.scheduledAt >= from &&
          sample.scheduledAt < to &&
          (family === undefined || sample.family === family) &&
          (attempts === 'all' || sample.attempt === 1),
      )
      .sort((a, b) => a.scheduledAt - b.scheduledAt || a.family - b.family)
      .slice(0, limit);
  }

  async rollups({ from, to, period, targets }: RollupQuery): Promise<readonly Rollup[]> {
    const groups = new Map<string, Sample[]>();
    for (const sample of this.held) {
      const at = Math.floor(sample.scheduledAt / PERIOD_MS[period]) * PERIOD_MS[period];
      if (at < from || at >= to || sample.attempt !== 1) continue;
      if (targets && !targets.includes(sample.target)) continue;
      const key = `${sample.target} ${sample.family} ${at}`;
      groups.set(key, [...(groups.get(key) ?? []), sample]);
    }
    return [...groups.values()].map((samples) => rollupOf(samples, period));
  }

  async records(target: string): Promise<readonly ProbeRecord[]> {
    return this.kept
      .filter((record) => record.sample.target === target)
      .sort((a, b) => b.sample.scheduledAt - a.sample.scheduledAt);
  }
}

/** The roll-up of samples of one series and one period. */
export function rollupOf(samples: readonly Sample[], period: Rollup['period']): Rollup {
  const [first] = samples;
  if (first === undefined) throw new RangeError('a roll-up has samples');
  const timed = samples.flatMap(({ outcome, validity, totalMs }) =>
    outcome === 'success' && validity === 'valid' && totalMs !== null ? [totalMs] : [],
  );
  const sketch = emptySketch();
  for (const totalMs of timed) addToSketch(sketch, totalMs);
  return {
    target: first.target,
    vantage: first.vantage,
    family: first.family,
    period,
    at: Math.floor(first.scheduledAt / PERIOD_MS[period]) * PERIOD_MS[period],
    count: samples.length,
    failures: samples.filter(({ outcome }) => outcome === 'failure').length,
    missed: samples.filter(({ outcome }) => outcome === 'missed').length,
    suspect: samples.filter(({ validity }) => validity === 'suspect').length,
    minMs: timed.length === 0 ? null : Math.min(...timed),
    maxMs: timed.length === 0 ? null : Math.max(...timed),
    sumMs: timed.reduce((sum, totalMs) => sum + totalMs, 0),
    sketch: encodeSketch(sketch),
  };
}

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
  readonly store: ArrayStore;
  readonly views: BoardViews;
  readonly sources: BoardSources;
}

/** Every part behind a board, as the composition root puts them together, on an array for a store. */
export function createFixture(
  config: Config,
  figures: () => ServiceFigures = () => QUIET_FIGURES,
): Fixture {
  const live = new Live(config, Date.now());
  const store = new ArrayStore();
  const views = createBoardViews({ clock: wallClock, live, store, state: store, figures });
  return { config, live, store, views, sources: sealed(views) };
}

function sealed(views: BoardViews): BoardSources {
  const gate = createGate();
  const itemOf = (id: string): Item => ({ kind: 'target', target: id, member: '', sector: '' });
  return {
    overview: (viewer) => gate.seal(viewer, { kind: 'council' }, views.overview()),
    changes: (viewer, query) => gate.seal(viewer, { kind: 'council' }, views.changes(query)),
    async target(viewer, id) {
      const placed = views.placed(id);
      return placed && gate.seal(viewer, itemOf(id), await views.target(placed));
    },
    async targetSamples(viewer, query) {
      if (views.placed(query.target) === null) return null;
      return gate.seal(viewer, itemOf(query.target), await views.samples(query));
    },
    health: (viewer) => gate.seal(viewer, { kind: 'prober' }, views.health()),
    metrics: (viewer, board) => gate.seal(viewer, { kind: 'prober' }, views.metrics(board)),
  };
}

/** A board on a free loopback port, with events every 20 ms. */
export function startFixtureBoard(
  sources: BoardSources,
  changes: Partial<BoardOptions> = {},
): Promise<Board> {
  return startBoard({
    host: '127.0.0.1',
    port: 0,
    exposure: 'loopback',
    portSearch: false,
    publicUrl: null,
    timezone: 'Asia/Tokyo',
    sources,
    clock: wallClock,
    log: noLog,
    stream: { tickMs: 20, heartbeatMs: 200, stallMs: 1000, maxClients: 4 },
    ...changes,
  });
}
