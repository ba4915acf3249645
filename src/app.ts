import { join } from 'node:path';
import { aboutNow } from './app/about/about-facts-of.ts';
import { type BoardSourceParts, boardSources } from './app/board-sources.ts';
import type { BucketFeed } from './app/buckets/bucket-feed.ts';
import { openFeed } from './app/buckets/open-feed.ts';
import { markDoubted } from './app/judging.ts';
import { type KnownParts, openKnown } from './app/known.ts';
import { startMeasuring } from './app/measuring.ts';
import { openStores } from './app/open-stores.ts';
import { writePracticeHistory } from './app/practice-history.ts';
import { claimStore, practiceMarked } from './app/practice-mark.ts';
import { startPracticeSites } from './app/practice-sites.ts';
import { followChanges } from './app/reload/changes.ts';
import type { ReloadTrigger } from './app/reload/reloader.ts';
import type { Stores } from './app/stores.ts';
import { type Assets, loadAssets } from './board/assets.ts';
import { startBoard } from './board/start-board.ts';
import type { Config } from './core/config.ts';
import type { Log } from './core/ports/log.ts';
import type { Practice } from './practice/practice.ts';
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
  /** PEM certificates trusted by probes beside the bundled and the system's roots. */
  readonly extraCa: readonly string[];
  /** Practice only: a store without a past is given one of 14 days before anything is measured. */
  readonly history?: boolean;
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
  log.info('app.starting', { practice: options.config.practice });
  await using starting = new AsyncDisposableStack();
  const { whole, storeDir, stores, practice, assets } = await openData(options, starting);

  let feed: BucketFeed | null = null;
  const configDir = options.secretsDir ?? options.configDir ?? null;
  const parts = { whole, stores, storeDir, configDir, practice, clock: systemClock, log };
  const onIncidents: KnownParts['onIncidents'] = (incidents) => feed?.takeIncidents(incidents);
  const known = await openKnown({ ...parts, onIncidents }, starting);
  const { opened, live, newest, facts, judging, meter } = known;
  const config = opened.council.today;
  stop?.throwIfAborted();

  const measuring = await startMeasuring({
    ...reachedBy(practice, { config, extraCa: options.extraCa }),
    log,
    stores,
    newest,
    targets: opened.council.series(),
    enrich: (record) => markDoubted(facts.observe(record), judging.ownNetwork() !== null),
    onSample(sample) {
      judging.observe(sample);
      live.observe(sample);
      meter.count(sample);
    },
  });
  starting.defer(() => measuring.close());
  const today = () => opened.council.today;
  feed = await openFeed({ stores, storeDir, measuring, judging, today, log });
  judging.start();
  starting.defer(async () => await feed?.close());
  const changes = await followChanges({
    ...opened,
    ...{ live, measuring, facts, judging, stores, ...configPlace(options), log },
    loadedAt: systemClock.now(),
  });
  starting.defer(() => changes.close());
  stop?.throwIfAborted();

  const board = await showBoard(options, {
    ...{ assets, live, stores, measuring, judging, log, reload: changes.status },
    storeDir: config.store.kind === 'memory' ? null : storeDir,
    about: () => aboutNow(opened.council, meter),
    today,
  });
  starting.defer(() => board.close());
  stop?.throwIfAborted();

  log.info('app.started', { url: board.url, targets: measuring.series, practice: config.practice });
  return {
    config,
    url: board.url,
    wantedPort: board.wantedPort,
    reload: (trigger) => changes.reload(trigger),
    close: stopping(starting.move(), log),
  };
}

function stopping(running: AsyncDisposableStack, log: Log): () => Promise<void> {
  return async () => {
    await running.disposeAsync();
    log.info('app.stopped');
  };
}

/** How probes find and trust the sites: those of a practice council by its own name server and issuers. */
function reachedBy(
  practice: Practice | null,
  { config, extraCa }: Pick<ServiceOptions, 'config' | 'extraCa'>,
): Pick<ServiceOptions, 'config' | 'extraCa'> {
  if (practice === null) return { config, extraCa };
  const resolver = { servers: [practice.dnsServer] };
  return { config: { ...config, resolver }, extraCa: [...extraCa, practice.ca] };
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
  const whole = practiceMarked(options.config);
  const storeDir = storeDirOf(options);
  const stores = await openStores({
    config: whole,
    dir: storeDir,
    configDir: options.secretsDir ?? options.configDir ?? null,
    log,
  });
  starting.defer(() => stores.close());
  await claimStore(stores.state, { practice: whole.practice, dir: storeDir });
  stop?.throwIfAborted();

  const practice = whole.practice ? await startPracticeSites(whole, log) : null;
  starting.defer(async () => await practice?.close());
  stop?.throwIfAborted();
  if (practice !== null && options.history === true) {
    await writePracticeHistory({ config: whole, stores, practice, log });
    stop?.throwIfAborted();
  }
  const assets = await loadAssets(log);
  stop?.throwIfAborted();
  return { whole, storeDir, stores, practice, assets };
}

/** Starts the board on what the parts know. */
async function showBoard(
  options: ServiceOptions,
  {
    today,
    assets,
    ...parts
  }: BoardSourceParts & { readonly today: () => Config; readonly assets: Assets },
) {
  const place = boardPlace(options, () => today().council.timezone);
  const { log } = parts;
  return await startBoard({
    ...{ ...place, assets, log },
    sources: boardSources(parts),
    clock: systemClock,
  });
}

function configPlace(options: ServiceOptions) {
  const { configDir = null, configReadAt = Infinity } = options;
  return { configDir, configReadAt, storeDir: storeDirOf(options) };
}

function boardPlace({ config, listen }: ServiceOptions, timezone: () => string) {
  const { host, port } = listen ?? config.board;
  return {
    host,
    port,
    portSearch: listen === null,
    exposure: config.board.exposure,
    publicUrl: config.council.publicUrl,
    timezone,
    practice: config.practice,
  };
}

function storeDirOf({ config, dataDir }: ServiceOptions): string {
  return config.practice ? join(dataDir, 'practice') : dataDir;
}
