import { background } from '../../core/background.ts';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Sample } from '../../core/words/sample.ts';
import { type Batch, BatchEncoder } from './batch-encoder.ts';

export interface AppendQueueOptions {
  /** Commits a batch; may be called again with the same one. */
  readonly commit: (batch: Batch) => Promise<unknown>;
  /** Shortest time between two commits while little waits, ms. */
  readonly intervalMs: number;
  /** Bytes that may wait; beyond it the oldest are dropped. */
  readonly capBytes: number;
  readonly log: Log;
}

interface WaitingBatch {
  readonly batch: Batch;
  readonly bytes: number;
  readonly waiter: PromiseWithResolvers<void>;
}

/** A batch of this size is committed without waiting for the interval. */
const FULL_BYTES = 64 * 1024;
/** A batch is sealed at this size while another is being committed. */
const SEALED_BYTES = 256 * 1024;
/** Memory of one `append` that waits for its batch, reckoned into the cap. */
const WAITER_BYTES = 128;
/** The timer that commits where no append comes is this late, so that an append is first. */
const TIMER_SLACK_MS = 50;
const RETRY_FIRST_MS = 250;
const RETRY_MOST_MS = 5000;

/**
 * Group commit: samples of many `append` calls become one batch, one batch is being committed at a
 * time, and a batch that fails is tried again until it succeeds or has to make room.
 */
export class AppendQueue {
  readonly #options: AppendQueueOptions;
  readonly #encoder = new BatchEncoder();
  /** Sealed batches, the oldest first; the first may be in flight. */
  readonly #sealed: WaitingBatch[] = [];
  #waiter = Promise.withResolvers<void>();
  #waiterBytes = 0;
  #sealedBytes = 0;
  #inFlight = false;
  #willCommit = false;
  #timer: NodeJS.Timeout | null = null;
  #lastCommitAt = Number.NEGATIVE_INFINITY;
  #retryMs = RETRY_FIRST_MS;
  #problem: string | null = null;
  #dropped = 0;
  #isClosed = false;
  #idle: PromiseWithResolvers<void> | null = null;

  constructor(options: AppendQueueOptions) {
    this.#options = options;
  }

  /** Samples that wait for their commit. */
  get pending(): number {
    return this.#sealed.reduce((all, one) => all + one.batch.count, this.#encoder.count);
  }

  /** Samples given up because too many waited. */
  get dropped(): number {
    return this.#dropped;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Text of the last failure while commits fail; null while they succeed. */
  get problem(): string | null {
    return this.#problem;
  }

  /**
   * Resolves after the commit; the same promise for all that share a batch. Rejects with
   * `store_unavailable` when the samples had to make room, with `internal` for a sample that no
   * store can hold.
   */
  append(samples: readonly Sample[]): Promise<void> {
    if (this.#isClosed) return Promise.reject(unavailable('the store is closed'));
    if (samples.length === 0) return Promise.resolve();
    const first = this.#waiter.promise;
    let sealed: Promise<void>[] | null = null;
    this.#waiterBytes += WAITER_BYTES;
    try {
      for (const sample of samples) {
        this.#encoder.add(sample);
        if (this.#encoder.length < SEALED_BYTES) continue;
        sealed ??= [];
        sealed.push(this.#waiter.promise);
        this.#seal();
      }
    } catch (error) {
      // The caller learns of its sample here; what came before it in the call is stored all the same.
      background(allOf([...(sealed ?? []), this.#waiter.promise]), 'append', this.#options.log);
      return Promise.reject(new AppError('internal', messageOf(error), { cause: error }));
    }
    this.#makeRoom();
    this.#schedule();
    if (sealed === null) return first;
    return allOf(this.#encoder.count > 0 ? [...sealed, this.#waiter.promise] : sealed);
  }

  /** Resolves when nothing waits; rejects when a commit fails meanwhile. */
  async flush(): Promise<void> {
    if (this.#encoder.count > 0) this.#seal();
    if (this.#sealed.length === 0) return;
    this.#idle ??= Promise.withResolvers<void>();
    const { promise } = this.#idle;
    this.#commitNow();
    await promise;
  }

  /** Gives up what waits and takes nothing more. */
  abandon(): void {
    this.#isClosed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#encoder.count > 0) this.#seal();
    for (const one of this.#sealed.splice(0)) this.#drop(one, 'the store was closed');
  }

  #seal(): void {
    const batch = this.#encoder.seal();
    const bytes = batch.bytes.length + this.#waiterBytes;
    this.#sealed.push({ batch, bytes, waiter: this.#waiter });
    this.#sealedBytes += bytes;
    this.#waiter = Promise.withResolvers<void>();
    this.#waiterBytes = 0;
  }

  #makeRoom(): void {
    while (this.#sealedBytes + this.#encoder.length > this.#options.capBytes) {
      const [oldest] = this.#sealed.splice(this.#inFlight ? 1 : 0, 1);
      if (oldest === undefined) return;
      this.#drop(oldest, 'the store had no room to wait in');
    }
  }

  #drop(one: WaitingBatch, message: string): void {
    this.#sealedBytes -= one.bytes;
    this.#dropped += one.batch.count;
    this.#options.log.warn('store.samples_dropped', { samples: one.batch.count, message });
    one.waiter.reject(unavailable(message));
  }

  /**
   * Under a steady load it is an append that begins the next commit, and no timer fires. A commit
   * begins after the calls of one turn, so that they share it.
   */
  #schedule(): void {
    if (this.#inFlight || this.#willCommit || this.#problem !== null) return;
    const dueIn = this.#lastCommitAt + this.#options.intervalMs - performance.now();
    if (dueIn <= 0 || this.#sealed.length > 0 || this.#encoder.length >= FULL_BYTES) {
      this.#willCommit = true;
      queueMicrotask(() => this.#commitNow());
      return;
    }
    this.#timer ??= setTimeout(() => this.#commitNow(), dueIn + TIMER_SLACK_MS);
  }

  #commitNow(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#willCommit = false;
    if (this.#inFlight) return;
    if (this.#sealed.length === 0 && this.#encoder.count > 0) this.#seal();
    const head = this.#sealed[0];
    if (head === undefined) return;
    this.#inFlight = true;
    this.#lastCommitAt = performance.now();
    this.#options.commit(head.batch).then(
      () => this.#committed(head),
      (error: unknown) => this.#failed(error),
    );
  }

  #committed(head: WaitingBatch): void {
    this.#inFlight = false;
    if (this.#sealed[0] === head) {
      this.#sealed.shift();
      this.#sealedBytes -= head.bytes;
    }
    if (this.#problem !== null)
      this.#options.log.info('store.recovered', { pending: this.pending });
    this.#problem = null;
    this.#retryMs = RETRY_FIRST_MS;
    head.waiter.resolve();
    if (this.pending > 0) {
      if (this.#idle === null) this.#schedule();
      else this.#commitNow();
    } else {
      this.#idle?.resolve();
      this.#idle = null;
    }
  }

  #failed(error: unknown): void {
    this.#inFlight = false;
    const problem = messageOf(error);
    if (this.#problem === null) this.#options.log.error('store.waiting', { problem });
    this.#problem = problem;
    this.#idle?.reject(error);
    this.#idle = null;
    if (this.#sealed.length === 0) return;
    this.#timer = setTimeout(() => this.#commitNow(), this.#retryMs);
    this.#retryMs = Math.min(RETRY_MOST_MS, this.#retryMs * 2);
  }
}

function unavailable(message: string): AppError {
  return new AppError('store_unavailable', message);
}

async function allOf(batches: readonly Promise<void>[]): Promise<void> {
  await Promise.all(batches);
}
