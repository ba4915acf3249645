import { join } from 'node:path';
import { boardSources } from './app/board-sources.ts';
import { configToday } from './app/config-today.ts';
import { startMeasuring } from './app/measuring.ts';
import { startPracticeSites } from './app/practice-sites.ts';
import { scheduledTargets } from './app/scheduled-targets.ts';
import { openStores } from './app/stores.ts';
import { Live } from './board/live.ts';
import { restoreLive } from './board/restore-live.ts';
import { startBoard } from './board/start-board.ts';
import type { Config } from './core/config.ts';
import type { Log } from './core/ports/log.ts';
import { systemClock } from './schedule/system-clock.ts';

/** How far back what an earlier run stored is of use at the start, ms. */
const DAY_MS = 86_400_000;

export interface ServiceOptions {
  /** Whole; the sectors that hold on the day of the start are measured. */
  readonly config: Config;
  /** Directory of the samples; practice data goes below its `practice/`. */
  readonly dataDir: string;
  /** Overrides the configuration's; then a busy port is an error. null = as configured. */
  readonly listen: { readonly host: string; readonly port: number } | null;
  /** PEM certificates trusted by probes beside the bundled and the system's roots. */
  readonly extraCa: readonly string[];
  readonly log: Log;
  /** Ends the start: what was started is stopped and the signal's reason thrown. */
  readonly stop?: AbortSignal;
}

export interface Service {
  /** What is measured. */
  readonly config: Config;
  /** Address of the board. */
  readonly url: string;
  /** The configured port where it was busy and another was taken, else null. */
  readonly wantedPort: number | null;
  /** Stops every part, the last started first; resolves within 5 s. */
  close(): Promise<void>;
}

/**
 * The composition root: builds every part in the order in which samples flow and starts them;
 * whatever was started is stopped again when a later part cannot start. Throws `store_unavailable`,
 * `store_newer`, `board_unavailable` or `practice_unavailable`.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { log, stop } = options;
  const config = configToday(options.config, systemClock.now(), log);
  log.info('app.starting', { practice: config.practice });
  await using starting = new AsyncDisposableStack();

  const stores = await openStores(config, storeDirOf(options), log);
  starting.defer(() => stores.close());
  stop?.throwIfAborted();

  const practice = config.practice ? await startPracticeSites(config, log) : null;
  starting.defer(async () => await practice?.close());
  stop?.throwIfAborted();

  const now = systemClock.now();
  const newest = await stores.samples.latest(now - DAY_MS);
  const live = new Live(config, now);
  await restoreLive(live, { store: stores.samples, newest, now });
  stop?.throwIfAborted();

  const measuring = await startMeasuring({
    config,
    log,
    stores,
    newest,
    targets: scheduledTargets(config, practice === null ? null : (id) => practice.urlOf(id)),
    extraCa: practice === null ? options.extraCa : [...options.extraCa, practice.ca],
    onSample: (sample) => live.observe(sample),
  });
  starting.defer(() => measuring.close());
  stop?.throwIfAborted();

  const { host, port } = options.listen ?? config.board;
  const board = await startBoard({
    host,
    port,
    portSearch: options.listen === null,
    exposure: config.board.exposure,
    publicUrl: config.council.publicUrl,
    timezone: config.council.timezone,
    sources: boardSources({ live, stores, measuring }),
    clock: systemClock,
    log,
  });
  starting.defer(() => board.close());
  stop?.throwIfAborted();

  log.info('app.started', { url: board.url, targets: measuring.series, practice: config.practice });
  const running = starting.move();
  return {
    config,
    url: board.url,
    wantedPort: board.wantedPort,
    close: async () => {
      await running.disposeAsync();
      log.info('app.stopped');
    },
  };
}

function storeDirOf({ config, dataDir }: ServiceOptions): string {
  return config.practice ? join(dataDir, 'practice') : dataDir;
}
