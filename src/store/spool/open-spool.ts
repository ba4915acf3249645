import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { FanOut } from '../../core/words/fan-out.ts';
import { AppendQueue } from '../embedded/append-queue.ts';
import { messageOfBatch } from '../embedded/batch-encoder.ts';
import { lineOfPoint } from '../influx/line.ts';
import type { Spool } from '../influx/spool-port.ts';
import { ThreadClient } from '../thread/thread-client.ts';
import type { SpoolCalls, SpoolNotice, SpoolThreadOptions } from './spool-calls.ts';

export interface SpoolOptions extends SpoolThreadOptions {
  readonly log: Log;
  /** Shortest time between two commits while little waits, default 1000 ms. */
  readonly commitIntervalMs?: number;
  /** Bytes of samples that may wait while the disk is full, default 64 MiB. */
  readonly queueBytes?: number;
}

/** A spool whose buckets can change. */
export interface OpenSpool extends Spool {
  /** Takes effect for what is sent from now on. */
  setFanOut(fanOut: FanOut): Promise<void>;
  /** As {@link setFanOut}; buckets that were refused are tried at once. */
  setToken(token: string | null): Promise<void>;
}

const COMMIT_INTERVAL_MS = 1000;
const QUEUE_BYTES = 64 * 1024 * 1024;
/** Larger ones keep more of what is done with in memory, and are no faster. */
const YOUNG_GENERATION_MB = 16;

/**
 * Opens the spool in `dir`, made when absent, and goes on sending what waits in it. The directory
 * belongs to the caller alone. Rejects with `store_newer` and `store_unavailable`.
 */
export async function openSpool(options: SpoolOptions): Promise<OpenSpool> {
  const { log, commitIntervalMs, queueBytes, ...thread } = options;
  let { fanOut, target } = thread;
  let notice: SpoolNotice = { bytes: 0, capBytes: thread.capBytes, buckets: [] };
  const client = new ThreadClient<SpoolCalls, SpoolNotice>({
    spawn: () => startThread({ ...thread, fanOut, target }),
    noticed: (newest) => {
      notice = newest;
    },
    endless: 'append',
    log,
  });
  await client.opened();
  const queue = new AppendQueue({
    commit: (batch) =>
      client.requestAnew('append', (life) => ({
        batch: messageOfBatch(batch, life),
        now: Date.now(),
      })),
    intervalMs: commitIntervalMs ?? COMMIT_INTERVAL_MS,
    capBytes: queueBytes ?? QUEUE_BYTES,
    log,
  });
  return {
    append: (samples) => queue.append(samples),
    flush: () => queue.flush(),
    async appendPoints(points) {
      // Refuses here what no line can be made of.
      for (const point of points) lineOfPoint(point);
      await client.request('appendPoints', { points, now: Date.now() });
    },
    drained: (bucket, waitMs) => client.request('drained', { bucket, waitMs }),
    async setFanOut(next) {
      fanOut = next;
      await client.request('setFanOut', next);
    },
    async setToken(token) {
      target = { ...target, token };
      await client.request('setToken', { token });
    },
    status: () => ({
      ...notice,
      pending: queue.pending,
      queueDropped: queue.dropped,
      diskProblem: queue.problem ?? client.problem,
    }),
    close: () => closeAll(queue, client, log),
  };
}

/** One attempt to commit what waits; what then still waits is given up and counted. */
async function closeAll(
  queue: AppendQueue,
  client: ThreadClient<SpoolCalls, SpoolNotice>,
  log: Log,
): Promise<void> {
  if (queue.isClosed) return;
  client.hurry();
  try {
    await queue.flush();
  } catch (error) {
    log.error('spool.close_incomplete', { pending: queue.pending, problem: messageOf(error) });
  }
  queue.abandon();
  await client.close();
}

function startThread(options: SpoolThreadOptions): Worker {
  const entry = new URL(`./spool-thread${extname(import.meta.url)}`, import.meta.url);
  return new Worker(entry, {
    workerData: options,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
}
