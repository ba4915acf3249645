import { aboutNow } from './app/about/about-facts-of.ts';
import { openAccounts, orderAccountsBy } from './app/accounts/open-accounts.ts';
import { peopleStoresOf } from './app/accounts/people-stores-of.ts';
import type { BucketFeed } from './app/buckets/bucket-feed.ts';
import { openFeed } from './app/buckets/open-feed.ts';
import { SectorReleases } from './app/buckets/sector-releases.ts';
import type { DrillDesk } from './app/control/drill-order.ts';
import { drillPastOf } from './app/drill/drill-past.ts';
import type { DrillRun } from './app/drill/drill-run.ts';
import { drillDir } from './app/drill/drill-started.ts';
import { playDrill } from './app/drill/play-drill.ts';
import { type KnownParts, openKnown } from './app/known.ts';
import { measureKnown } from './app/measure-known.ts';
import { hostsOf } from './app/notices/notice-places.ts';
import { openTelling, startHeartbeat } from './app/notices/open-telling.ts';
import type { Telling } from './app/notices/telling.ts';
import { openStores } from './app/open-stores.ts';
import { writePracticeHistory } from './app/practice-history.ts';
import { claimStore, practiceMarked } from './app/practice-mark.ts';
import { startPracticeSites } from './app/practice-sites.ts';
import { type Changes, followChanges } from './app/reload/changes.ts';
import type { ReloadTrigger } from './app/reload/reloader.ts';
import { openVoices } from './app/sharing/open-voices.ts';
import { showBoard } from './app/show-board.ts';
import { storeDirIn } from './app/store-directory.ts';
import type { Stores } from './app/stores.ts';
import { type Assets, loadAssets } from './board/assets.ts';
import type { Board } from './board/start-board.ts';
import type { Config } from './core/config.ts';
import type { Clock } from './core/ports/clock.ts';
import type { Log } from './core/ports/log.ts';
import type { StateStore } from './core/ports/state-store.ts';
import type { AuditEntry } from './core/words/audit.ts';
import type { Practice } from './practice/practice.ts';
import { withRealDelays } from './schedule/scaled-clock.ts';
import { systemClock } from './schedule/system-clock.ts';

export interface ServiceOptions {
  /** Whole; the sectors that hold on the day of the start are measured. */
  readonly config: Config;
  /** Where it was read from, and is read again when a file changes; null or absent = it stays. */
  readonly configDir?: string | null;
  /** When reading it began, epoch ms; absent = nothing was changed since. */
  readonly configReadAt?: number;
  /** Folder that the paths of secrets are relative to; null or absent = `configDir`. */
  readonly secretsDir?: string | null;
  /** Directory of the samples; practice data goes below its `practice/`. */
  readonly dataDir: string;
  /** Overrides the configuration's; then a busy port is an error. null = as configured. */
  readonly listen: { readonly host: string; readonly port: number } | null;
  /** Pages of an older program are not shown in the place of those that cannot be built; default they are. */
  readonly onlyFreshPages?: boolean;
  /** PEM certificates trusted by probes beside the bundled and the system's roots. */
  readonly extraCa: readonly string[];
  /**
   * Practice only: a store without a past is given one of 14 days before anything is measured; without
   * this a drill has as much as teaches judging.
   */
  readonly history?: boolean;
  /** Measured in the place of `config`, in a directory and at a time of its own; practice only. */
  readonly drill?: DrillRun;
  /** Takes orders about drills; absent = none is possible. */
  readonly drills?: DrillDesk;
  readonly log: Log;
  /** Ends the start: what was started is stopped and the signal's reason thrown. */
  readonly stop?: AbortSignal;
}

export interface Service {
  /** What is measured on the day of the start. */
  readonly config: Config;
  /** Address of the board. */
  readonly url: string;
  /** The configured port where it was busy and another was taken, else null. */
  readonly wantedPort: number | null;
  /** Reads the configuration again; resolves when it was taken or refused, which the log says. */
  reload(trigger: ReloadTrigger): Promise<void>;
  /** Adds to the audit; resolves after commit, rejects with `store_unavailable`. */
  audit(entry: Omit<AuditEntry, 'at'>): Promise<void>;
  /** Of a drill: tells those who were told anything in it that it is over. */
  tellDrillEnd(): Promise<void>;
  /** Stops every part, the last started first; resolves within 5 s. */
  close(): Promise<void>;
}

/**
 * The composition root: builds every part in the order in which samples flow and starts them;
 * whatever was started is stopped again when a later part cannot start. Throws `store_unavailable`,
 * `store_newer`, `board_unavailable` or `practice_unavailable`.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { log, stop, drill = null, drills = null } = options;
  const clock = drill?.clock ?? systemClock;
  log.info('app.starting', { practice: options.config.practice, drill: drill?.mark.id });
  await using starting = new AsyncDisposableStack();
  const { whole, storeDir, stores, practice, assets } = await openData(options, starting);

  let feed: BucketFeed | null = null;
  let telling: Telling | null = null;
  const configDir = options.secretsDir ?? options.configDir ?? null;
  const isBuiltIn = whole.practice && (options.configDir ?? null) === null;
  const parts = { whole, isBuiltIn, stores, storeDir, configDir, practice, drills, clock, log };
  const onIncidents: KnownParts['onIncidents'] = (incidents) => {
    feed?.takeIncidents(incidents);
    telling?.takeIncidents(incidents);
  };
  // Closed after judging, whose last changes it writes.
  starting.defer(async () => await feed?.close());
  const { accounts, said } = peopleStoresOf(stores, placeOf(options), starting);
  const known = await openKnown({ ...parts, said, drill, onIncidents }, starting);
  const { opened, live, facts, judging, meter } = known;
  const config = opened.council.today;
  const today = () => opened.council.today;
  stop?.throwIfAborted();

  const keptDir = keptDirOf(config, storeDir);
  const releases = await SectorReleases.open({ today, judging, storeDir: keptDir, log });
  telling = await openTelling(known, { ...parts, drill, releases }, starting);
  const measuring = await measureKnown(known, { ...options, practice, stores, telling }, starting);
  feed = await openFeed(known, { stores, storeDir, measuring, releases, log });
  judging.start();
  telling.start();
  opened.desk.openNotices(telling.desk());
  const changes = await followChanges({
    ...opened,
    ...{ live, measuring, facts, judging, telling, stores, ...configPlace(options), clock, log },
    loadedAt: clock.now(),
  });
  starting.defer(() => changes.close());
  startHeartbeat({ config, measuring, judging, telling, log }, starting);
  stop?.throwIfAborted();

  const keys = { today, drill: drill?.mark ?? null, configDir, log };
  const entrance = await openAccounts({ store: accounts, ...keys }, starting);
  const board = await showBoard(options, starting, {
    ...{ entrance, assets, live, stores, measuring, judging, telling, log, ...changes.shown },
    ...{ clock: withRealDelays(clock), facts: facts.book, drill: keys.drill },
    ...{ storeDir: keptDir, about: () => aboutNow(opened.council, meter), today, releases },
    ...{ hosts: () => hostsOf(opened.council.series()), opened, said },
    ...(await openVoices({ ...opened, stores, judging, telling, clock, log })),
  });
  orderAccountsBy(opened.desk, entrance, { today, url: board.url });
  stop?.throwIfAborted();

  const play = drill === null || practice === null ? null : playDrill(drill, practice, log);
  starting.defer(() => play?.close());
  log.info('app.started', { url: board.url, targets: measuring.series, practice: config.practice });
  const running = { config, board, changes, telling, state: stores.state, clock, log };
  return serviceOf(running, starting.move());
}

interface RunningParts {
  readonly config: Config;
  readonly board: Pick<Board, 'url' | 'wantedPort'>;
  readonly changes: Pick<Changes, 'reload'>;
  readonly telling: Pick<Telling, 'endDrill'>;
  readonly state: Pick<StateStore, 'appendAudit'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Log;
}

function serviceOf(parts: RunningParts, running: AsyncDisposableStack): Service {
  const { config, board, changes, telling, state, clock, log } = parts;
  return {
    config,
    url: board.url,
    wantedPort: board.wantedPort,
    reload: (trigger) => changes.reload(trigger),
    async audit(entry) {
      await state.appendAudit({ ...entry, at: clock.now() });
    },
    tellDrillEnd: () => telling.endDrill(),
    async close() {
      await running.disposeAsync();
      log.info('app.stopped');
    },
  };
}

interface Data {
  readonly whole: Config;
  readonly storeDir: string;
  readonly stores: Stores;
  /** null where the targets are public. */
  readonly practice: Practice | null;
  /** The board's pages. */
  readonly assets: Assets;
}

/**
 * What is there before anything is measured: the stores, for practice the sites and their past, and the
 * pages, whose building would take the processor from the first probes.
 */
async function openData(options: ServiceOptions, starting: AsyncDisposableStack): Promise<Data> {
  const { log, stop } = options;
  const whole = practiceMarked(options.drill?.config ?? options.config);
  const storeDir = storeDirOf(options);
  const stores = await openStores({
    config: whole,
    dir: storeDir,
    configDir: options.secretsDir ?? options.configDir ?? null,
    ...(options.drill === undefined ? {} : { clock: options.drill.clock }),
    log,
  });
  starting.defer(() => stores.close());
  await claimStore(stores.state, { practice: whole.practice, dir: storeDir });
  stop?.throwIfAborted();

  const practice = whole.practice ? await startPracticeSites(whole, log) : null;
  starting.defer(async () => await practice?.close());
  stop?.throwIfAborted();
  const { history = false, drill } = options;
  if (practice !== null && (history || drill !== undefined)) {
    const past = drill && drillPastOf(drill, history);
    await writePracticeHistory({
      ...{ config: whole, stores, practice, log, drill: past },
      storeDir: keptDirOf(whole, storeDir),
    });
    stop?.throwIfAborted();
  }
  const assets = await loadAssets(log, { onlyFresh: options.onlyFreshPages ?? false });
  stop?.throwIfAborted();
  return { whole, storeDir, stores, practice, assets };
}

/** A drill is measured as it began: what is changed meanwhile is taken after it. */
function configPlace(options: ServiceOptions) {
  const { configReadAt = Infinity, drill } = options;
  const configDir = drill === undefined ? (options.configDir ?? null) : null;
  return { configDir, configReadAt, storeDir: storeDirOf(options) };
}

function placeOf({ dataDir, drill }: ServiceOptions) {
  return { dataDir, isDrill: drill !== undefined };
}

/** Where what lies beside the store is kept; null = nothing is. */
function keptDirOf({ store }: Config, storeDir: string): string | null {
  return store.kind === 'memory' ? null : storeDir;
}

function storeDirOf({ config, dataDir, drill }: ServiceOptions): string {
  if (drill !== undefined) return drillDir(dataDir, drill.mark.id);
  return storeDirIn(dataDir, config.practice);
}
