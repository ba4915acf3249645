import type { Worker } from 'node:worker_threads';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { ProbeJob } from '../../core/ports/prober.ts';
import { fromWorker, type JobEnd, type JobMessage, type ToWorker } from './messages.ts';

export interface PooledWorkerOptions {
  readonly index: number;
  readonly log: Log;
  readonly spawn: () => Worker;
}

interface Pending {
  readonly message: JobMessage;
  readonly resolve: (end: JobEnd) => void;
}

/** A worker that ran this long has recovered: its next death is a first one again, ms. */
const STEADY_MS = 60_000;
/** Wait before a start that follows two deaths in a row, ms; doubles with each further one. */
const FIRST_BACKOFF_MS = 250;
const MAX_BACKOFF_MS = 30_000;
/** Pings that may stay unanswered before the worker counts as hung. */
const MAX_PINGS_OPEN = 15;
/** The same for a worker that is still starting. */
const MAX_PINGS_OPEN_STARTING = 60;
/** What a worker may take to end by itself, ms. */
const STOP_MS = 500;

/**
 * One place in the pool and the thread that fills it. A thread that dies or hangs is replaced, at once
 * the first time, later with growing waits; the jobs it had are lost and nothing else is.
 */
export class PooledWorker {
  readonly #options: PooledWorkerOptions;
  readonly #pending = new Map<number, Pending>();
  readonly #started = Promise.withResolvers<void>();
  #outbox: JobMessage[] = [];
  #thread: Worker | null = null;
  #threadStartedMs = 0;
  #deaths = 0;
  #replaced = 0;
  #lastError: unknown = null;
  #ready = false;
  #pingsOpen = 0;
  #restart: NodeJS.Timeout | null = null;
  #closing = false;

  constructor(options: PooledWorkerOptions) {
    this.#options = options;
    this.#start();
  }

  /** Resolves when the first thread is ready; rejects with `probe_failed` when it dies before. */
  get started(): Promise<void> {
    return this.#started.promise;
  }

  get replaced(): number {
    return this.#replaced;
  }

  /** Jobs of one turn of the loop travel in one message. Resolves in any case. */
  run(id: number, limitKey: string, job: ProbeJob): Promise<JobEnd> {
    if (this.#thread === null) return Promise.resolve(lostWith(id, 'the worker is being replaced'));
    const message = { id, limitKey, job };
    const { promise, resolve } = Promise.withResolvers<JobEnd>();
    this.#pending.set(id, { message, resolve });
    this.#outbox.push(message);
    if (this.#outbox.length === 1) queueMicrotask(() => this.#flush());
    return promise;
  }

  /** Asks for an answer; a worker that has left too many unanswered is hung, and is ended. */
  ping(): void {
    if (this.#thread === null || this.#closing) return;
    this.#pingsOpen += 1;
    if (this.#pingsOpen <= (this.#ready ? MAX_PINGS_OPEN : MAX_PINGS_OPEN_STARTING)) {
      this.#send({ kind: 'ping' });
      return;
    }
    this.#lastError = new AppError('probe_failed', 'the worker has hung');
    this.#terminate(this.#thread);
  }

  /** Ends the thread; what it still has is lost. */
  async close(): Promise<void> {
    this.#closing = true;
    if (this.#restart !== null) clearTimeout(this.#restart);
    const thread = this.#thread;
    this.#loseAll('the prober has stopped');
    if (thread === null) return;
    const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
    this.#send({ kind: 'stop' });
    const timer = setTimeout(() => this.#terminate(thread), STOP_MS);
    await ended;
    clearTimeout(timer);
  }

  #start(): void {
    const thread = this.#options.spawn();
    this.#thread = thread;
    this.#threadStartedMs = performance.now();
    this.#ready = false;
    this.#pingsOpen = 0;
    this.#lastError = null;
    thread.on('message', (message: unknown) => this.#receive(message));
    thread.on('error', (error: unknown) => {
      this.#lastError = error;
    });
    thread.on('messageerror', (error: unknown) => {
      this.#lastError = error;
      this.#terminate(thread);
    });
    thread.once('exit', (exitCode) => this.#exited(exitCode));
  }

  #receive(received: unknown): void {
    const message = fromWorker(received);
    this.#ready = true;
    this.#pingsOpen = 0;
    if (message.kind === 'ready') this.#started.resolve();
    else if (message.kind === 'ends') for (const end of message.ends) this.#finish(end);
  }

  #finish(end: JobEnd): void {
    const pending = this.#pending.get(end.id);
    this.#pending.delete(end.id);
    pending?.resolve(end);
  }

  #flush(): void {
    const jobs = this.#outbox;
    this.#outbox = [];
    if (jobs.length > 0) this.#send({ kind: 'jobs', jobs });
  }

  #send(message: ToWorker): void {
    this.#thread?.postMessage(message);
  }

  #exited(exitCode: number): void {
    this.#thread = null;
    const lost = this.#loseAll('the worker died');
    const { index, log } = this.#options;
    const error = this.#lastError === null ? `exit ${exitCode}` : messageOf(this.#lastError);
    this.#started.reject(new AppError('probe_failed', `probe worker ${index} ended: ${error}`));
    if (this.#closing) return;
    const steady = performance.now() - this.#threadStartedMs >= STEADY_MS;
    this.#deaths = steady ? 1 : this.#deaths + 1;
    const inMs = backoffMs(this.#deaths);
    this.#replaced += 1;
    log.error('probe.worker_replaced', { worker: index, error, lost, inMs, deaths: this.#deaths });
    if (inMs === 0) this.#start();
    else this.#restart = setTimeout(() => this.#start(), inMs);
  }

  #loseAll(detail: string): number {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    this.#outbox = [];
    for (const { message, resolve } of pending) resolve(lostWith(message.id, detail));
    return pending.length;
  }

  #terminate(thread: Worker): void {
    thread.terminate().catch((error: unknown) => {
      this.#options.log.error('probe.worker_not_ended', { error: messageOf(error) });
    });
  }
}

function lostWith(id: number, detail: string): JobEnd {
  return { id, cause: 'prober_down', detail };
}

function backoffMs(deaths: number): number {
  if (deaths <= 1) return 0;
  return Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (deaths - 2));
}
