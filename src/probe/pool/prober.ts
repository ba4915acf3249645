import { Worker } from 'node:worker_threads';
import { AppError } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { ProbeJob, Prober, ProberStatus } from '../../core/ports/prober.ts';
import { SlidingSketch } from '../../core/stats/sliding-sketch.ts';
import type { ProbeRecord } from '../../core/words/probe-record.ts';
import type { ProbeSettings } from '../probe.ts';
import { AddressBook, type KnownAddress } from './address-book.ts';
import { lostRecord } from './lost-record.ts';
import type { JobEnd, Limits, WorkerSetup } from './messages.ts';
import { PooledWorker } from './pooled-worker.ts';

export interface ProberOptions extends ProbeSettings, Limits {
  /** Threads, ≥ 1. */
  readonly workers: number;
  /** Records of this long come back together, ms: a wake-up of a thread costs more than the record. */
  readonly reportEveryMs: number;
  /** What the limits count by until a host's first probe; without, they count by its name. */
  readonly knownAddresses?: readonly KnownAddress[];
  readonly log: Log;
}

/** Starts a thread that runs the pool's jobs. */
export type SpawnWorker = (setup: WorkerSetup, index: number) => Worker;

/** What a test may put in the place of the pool's own. */
export interface PoolParts {
  readonly spawn: SpawnWorker;
  readonly pingEveryMs: number;
}

const OWN_PARTS: PoolParts = { spawn: spawnProbeWorker, pingEveryMs: 1000 };
/**
 * Short-lived objects of a thread. What is in flight survives a clearing and is copied while the thread
 * stands still: with V8's own bound (48 MB) 15 to 25 ms at 800 probes a second, with this 1 to 4 (measured).
 */
const YOUNG_GENERATION_MB = 3;
const DELAY_WINDOW_MS = 300_000;

/**
 * Runs probes in worker threads that do nothing else. Resolves when all are ready; rejects with
 * `probe_failed` where one cannot start.
 */
export async function createProber(
  options: ProberOptions,
  parts: Partial<PoolParts> = {},
): Promise<Prober> {
  if (!(options.workers >= 1)) throw new AppError('internal', 'a prober needs a worker');
  const pool = new WorkerPool(options, { ...OWN_PARTS, ...parts });
  await pool.start();
  return pool;
}

function spawnProbeWorker(setup: WorkerSetup, index: number): Worker {
  // The packed program is JavaScript beside JavaScript.
  const file = import.meta.url.endsWith('.ts') ? './worker.ts' : './worker.js';
  return new Worker(new URL(file, import.meta.url), {
    workerData: setup,
    name: `probe-${index}`,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
}

class WorkerPool implements Prober {
  readonly #vantage: string;
  readonly #workers: readonly PooledWorker[];
  readonly #book: AddressBook;
  readonly #delays = new SlidingSketch(DELAY_WINDOW_MS, 10);
  readonly #idle: (() => void)[] = [];
  readonly #pings: NodeJS.Timeout;
  #nextId = 0;
  #inFlight = 0;
  #closing = false;

  constructor(options: ProberOptions, { spawn, pingEveryMs }: PoolParts) {
    const { log, workers, perAddressConcurrency, perAddressStartsPerSecond } = options;
    const { vantage, userAgent, resolverServers, extraCa, reportEveryMs } = options;
    const setup: WorkerSetup = {
      reportEveryMs,
      settings: { vantage, userAgent, resolverServers, extraCa },
      limits: { perAddressConcurrency, perAddressStartsPerSecond },
    };
    this.#vantage = vantage;
    this.#book = new AddressBook(workers, options.knownAddresses);
    this.#workers = Array.from(
      { length: workers },
      (_, index) => new PooledWorker({ index, log, spawn: () => spawn(setup, index) }),
    );
    this.#pings = setInterval(() => {
      for (const worker of this.#workers) worker.ping();
    }, pingEveryMs);
    this.#pings.unref();
  }

  async start(): Promise<void> {
    const starts = await Promise.allSettled(this.#workers.map((worker) => worker.started));
    const failed = starts.find((start) => start.status === 'rejected');
    if (failed === undefined) return;
    await this.close(0);
    throw failed.reason;
  }

  async probe(job: ProbeJob): Promise<ProbeRecord> {
    const { worker: index, limitKey } = this.#book.assign(job.target);
    const worker = this.#workers[index];
    this.#inFlight += 1;
    this.#nextId += 1;
    const id = this.#nextId;
    const end: JobEnd =
      worker === undefined || this.#closing
        ? { id, cause: 'prober_down', detail: 'the prober has stopped' }
        : await worker.run(id, limitKey, job);
    const record = 'record' in end ? end.record : this.#lost(job, end);
    this.#book.release(job.target, record);
    this.#leave();
    const { loopDelayMs } = record.sample;
    if (loopDelayMs !== null) this.#delays.add(loopDelayMs, performance.now());
    return record;
  }

  status(): ProberStatus {
    return {
      workers: this.#workers.length,
      replaced: this.#workers.reduce((sum, worker) => sum + worker.replaced, 0),
      inFlight: this.#inFlight,
      loopDelayP99Ms: this.#delays.quantile(0.99, performance.now()),
    };
  }

  async close(graceMs: number): Promise<void> {
    this.#closing = true;
    if (this.#inFlight > 0 && graceMs > 0) await this.#idleWithin(graceMs);
    clearInterval(this.#pings);
    await Promise.all(this.#workers.map((worker) => worker.close()));
  }

  #lost(job: ProbeJob, end: Exclude<JobEnd, { readonly record: ProbeRecord }>): ProbeRecord {
    return lostRecord(job, { vantage: this.#vantage, cause: end.cause, detail: end.detail });
  }

  #leave(): void {
    this.#inFlight -= 1;
    if (this.#inFlight > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #idleWithin(graceMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, graceMs);
      this.#idle.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
