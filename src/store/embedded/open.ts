import { background } from '../../core/background.ts';
import type { Retention } from '../../core/config.ts';
import { messageOf } from '../../core/errors.ts';
import type { AccountStore } from '../../core/ports/account-store.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { JudgementStore } from '../../core/ports/judgement-store.ts';
import type { Log } from '../../core/ports/log.ts';
import type { NoticeStore } from '../../core/ports/notice-store.ts';
import type { SaidStore } from '../../core/ports/said-store.ts';
import type { SampleStore } from '../../core/ports/sample-store.ts';
import type { StateStore } from '../../core/ports/state-store.ts';
import { AppendQueue } from './append-queue.ts';
import { messageOfBatch } from './batch-encoder.ts';
import { embeddedAccounts } from './embedded-accounts.ts';
import { embeddedJudgements } from './embedded-judgements.ts';
import { embeddedNotices } from './embedded-notices.ts';
import { embeddedSaid } from './embedded-said.ts';
import { EmbeddedSamples } from './embedded-samples.ts';
import { EmbeddedState, stateStoreOf } from './embedded-state.ts';
import type { LostSamples, StoreThreadOptions } from './store-calls.ts';
import { StoreClient, type StoreClientOptions } from './store-client.ts';

export interface EmbeddedStoreOptions extends StoreThreadOptions {
  readonly retention: Retention;
  /** IANA zone of the fiscal years that are kept. */
  readonly timezone: string;
  readonly log: Log;
  /** Default the system's. */
  readonly clock?: Clock;
  /** Shortest time between two commits while little waits, default 2000 ms. */
  readonly commitIntervalMs?: number;
  /** Bytes of samples that may wait while the disk is full, default 64 MiB. */
  readonly queueBytes?: number;
  /** Starts the store's thread; default the real one. */
  readonly spawn?: StoreClientOptions['spawn'];
}

/** The embedded store: samples and state in one data directory, behind one thread. */
export interface EmbeddedStore {
  readonly samples: SampleStore;
  readonly state: StateStore;
  readonly judgements: JudgementStore;
  readonly notices: NoticeStore;
  readonly accounts: AccountStore;
  readonly said: SaidStore;
  /** What was lost with damaged files, the oldest first. */
  lost(): Promise<readonly LostSamples[]>;
  /**
   * Does at once what is due: hours that are over are moved, roll-ups written, expired files deleted.
   * Happens by itself every half minute.
   */
  maintain(): Promise<void>;
  /** Takes the zone of the fiscal years that are kept, from the next upkeep on. */
  useTimezone(timezone: string): void;
  /** Commits what waits, then closes both stores. */
  close(): Promise<void>;
}

const COMMIT_INTERVAL_MS = 2000;
const QUEUE_BYTES = 64 * 1024 * 1024;
const UPKEEP_MS = 30_000;

const systemClock: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs).unref();
    return () => clearTimeout(timer);
  },
};

/**
 * Opens the store in `dir`, made when absent. Rejects with `store_newer` for files of a newer
 * program and `store_unavailable` where the directory cannot be used or another process owns it.
 */
export async function openEmbeddedStore(options: EmbeddedStoreOptions): Promise<EmbeddedStore> {
  const { dir, retention, sync, log, clock = systemClock, spawn } = options;
  let { timezone } = options;
  const thread = { dir, retention, sync, log };
  const client = new StoreClient(spawn === undefined ? thread : { ...thread, spawn });
  await client.opened();
  const intervalMs = options.commitIntervalMs ?? COMMIT_INTERVAL_MS;
  const state = new EmbeddedState(client, { clock, log, waitMs: intervalMs * 1.5 });
  const queue = new AppendQueue({
    commit: (batch) => {
      state.flush();
      return client.requestAnew('append', (life) => ({
        batch: messageOfBatch(batch, life),
        now: clock.now(),
      }));
    },
    intervalMs,
    capBytes: options.queueBytes ?? QUEUE_BYTES,
    log,
  });
  const maintain = async (wait: boolean) => {
    await client.request('maintain', { now: clock.now(), timezone, wait });
  };
  let stopUpkeep = () => {};
  const scheduleUpkeep = () => {
    stopUpkeep = clock.after(UPKEEP_MS, () => {
      background(maintain(false), 'store upkeep', log);
      scheduleUpkeep();
    });
  };
  scheduleUpkeep();
  let closing: Promise<void> | null = null;
  const close = () => {
    stopUpkeep();
    closing ??= closeAll({ client, queue, state, log });
    return closing;
  };
  return {
    samples: new EmbeddedSamples(client, queue, close),
    state: stateStoreOf(state, close),
    judgements: embeddedJudgements(client),
    notices: embeddedNotices(client),
    accounts: embeddedAccounts(client),
    said: embeddedSaid(client),
    lost: () => client.request('lost', null),
    maintain: () => maintain(true),
    useTimezone: (next) => {
      timezone = next;
    },
    close,
  };
}

interface StoreParts {
  readonly client: StoreClient;
  readonly queue: AppendQueue;
  readonly state: EmbeddedState;
  readonly log: Log;
}

/** One attempt to commit what waits; what then still waits is given up and counted. */
async function closeAll({ client, queue, state, log }: StoreParts): Promise<void> {
  state.flush();
  client.hurry();
  try {
    await queue.flush();
  } catch (error) {
    log.error('store.close_incomplete', { pending: queue.pending, problem: messageOf(error) });
  }
  queue.abandon();
  await state.settled();
  await client.close();
}
