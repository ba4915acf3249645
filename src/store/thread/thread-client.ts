import type { Worker } from 'node:worker_threads';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Calls, ThreadMessage, ThreadRequest } from './thread-messages.ts';

const THREAD_ENDED = 'the store thread ended';
const RESTART_FIRST_MS = 100;
const RESTART_MOST_MS = 10_000;
/** Times a request is sent to a new thread after the one before died under it. */
const RESENDS = 2;
/** A thread that does not come back within this time is given up, ms: what was asked of it rejects. */
const PATIENCE_MS = 5000;
/** The same while the store closes. */
const LAST_PATIENCE_MS = 1000;
/** A thread that has not ended within this time after it was told to is ended, ms. */
const CLOSE_MS = 5000;

interface PendingRequest {
  readonly id: number;
  readonly call: string;
  /** Made anew for every life of the thread. */
  readonly makeAsk: (life: number) => unknown;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: unknown) => void;
  sent: number;
}

export interface ThreadClientOptions<Notice> {
  readonly spawn: () => Worker;
  /** Called with what the thread tells unasked. */
  readonly noticed: (notice: Notice) => void;
  /** A call that is asked again however often the thread dies under it, and however long none comes. */
  readonly endless: string;
  readonly log: Log;
}

/**
 * A thread of a store as seen from outside. A thread that dies is replaced; what it had not answered
 * is asked again. While none can be started for longer than a few seconds, every call but the endless
 * one is rejected. Rejections carry `store_unavailable` or, for the first start, `store_newer`.
 */
export class ThreadClient<C extends Calls, Notice> {
  readonly #options: ThreadClientOptions<Notice>;
  readonly #pending = new Map<number, PendingRequest>();
  readonly #opened = Promise.withResolvers<void>();
  #worker: Worker;
  #life = 0;
  #isReady = false;
  #wasReady = false;
  #nextId = 1;
  #restartMs = RESTART_FIRST_MS;
  #isLast = false;
  #closing = false;
  /** Runs from the end of a thread until the next one is there, or the patience is over. */
  #patience: NodeJS.Timeout | null = null;
  /** No thread came while the patience lasted, nor since. */
  #isGone = false;
  #problem: string | null = null;
  #refusal: AppError | null = null;

  constructor(options: ThreadClientOptions<Notice>) {
    this.#options = options;
    this.#worker = this.#start();
  }

  /** Resolves once the thread serves; where it cannot, rejects after it has let go of the directory. */
  opened(): Promise<void> {
    return this.#opened.promise;
  }

  /** Why there is no thread at the moment; null while it serves. */
  get problem(): string | null {
    return this.#problem;
  }

  request<K extends keyof C & string>(call: K, ask: C[K]['ask']): Promise<C[K]['answer']> {
    return this.requestAnew(call, () => ask);
  }

  /** As {@link request}; `makeAsk` is called for every thread, which it is told by its number from 1. */
  requestAnew<K extends keyof C & string>(
    call: K,
    makeAsk: (life: number) => C[K]['ask'],
  ): Promise<C[K]['answer']> {
    if (this.#closing) return Promise.reject(unavailable('the store is closed'));
    return asAnswer<C, K>(this.#post(call, makeAsk));
  }

  /** The calls from here on are the last: none, not even the endless one, waits long for a thread. */
  hurry(): void {
    this.#isLast = true;
    if (this.#isReady) return;
    if (this.#isGone) this.#giveUp();
    else this.#awaitThread();
  }

  /** Asks the thread to close its files and waits for its end, which is forced after some seconds. */
  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    this.#stopWaiting();
    if (this.#isReady) await this.#closeThread();
    await this.#worker.terminate();
    this.#rejectAll('the store was closed');
  }

  async #closeThread(): Promise<void> {
    const ended = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()));
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(unavailable('it did not end')), CLOSE_MS);
    try {
      await Promise.race([this.#post('close', () => null).then(() => ended), late.promise]);
    } catch (error) {
      this.#options.log.error('store.close_incomplete', { problem: messageOf(error) });
    } finally {
      clearTimeout(timer);
    }
  }

  #post(call: string, makeAsk: (life: number) => unknown): Promise<unknown> {
    if (this.#isGone && !this.#isEndless(call)) {
      return Promise.reject(unavailable(this.#problem ?? THREAD_ENDED));
    }
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const request = { id: this.#nextId, call, makeAsk, resolve, reject, sent: 0 };
    this.#nextId += 1;
    this.#pending.set(request.id, request);
    if (this.#isReady) this.#send(request);
    return promise;
  }

  #send(request: PendingRequest): void {
    request.sent += 1;
    const message: ThreadRequest = {
      id: request.id,
      call: request.call,
      ask: request.makeAsk(this.#life),
    };
    this.#worker.postMessage(message);
  }

  #start(): Worker {
    this.#life += 1;
    const worker = this.#options.spawn();
    worker.on('message', (message: ThreadMessage<Notice>) => this.#receive(message));
    worker.on('error', (error: unknown) => {
      this.#problem = messageOf(error);
    });
    worker.on('exit', () => this.#ended());
    return worker;
  }

  #receive(message: ThreadMessage<Notice>): void {
    switch (message.kind) {
      case 'ready':
        this.#becomeReady(message.notice);
        break;
      case 'refused':
        this.#problem = message.text.en;
        this.#refusal = new AppError(message.code, message.text);
        break;
      case 'answer':
        this.#settle(message.id, (request) => request.resolve(message.answer));
        break;
      case 'failure':
        this.#settle(message.id, (request) => request.reject(unavailable(message.message)));
        break;
      case 'notice':
        this.#options.noticed(message.notice);
        break;
      case 'log':
        this.#options.log[message.level](message.event, message.fields);
        break;
      default:
        message satisfies never;
    }
  }

  #becomeReady(notice: Notice): void {
    this.#isReady = true;
    this.#wasReady = true;
    this.#isGone = false;
    this.#stopWaiting();
    this.#options.noticed(notice);
    this.#problem = null;
    this.#restartMs = RESTART_FIRST_MS;
    this.#opened.resolve();
    for (const request of this.#pending.values()) this.#send(request);
  }

  #settle(id: number, settle: (request: PendingRequest) => void): void {
    const request = this.#pending.get(id);
    this.#pending.delete(id);
    if (request !== undefined) settle(request);
  }

  #ended(): void {
    this.#isReady = false;
    if (this.#closing) {
      this.#rejectAll('the store was closed');
      return;
    }
    this.#problem ??= THREAD_ENDED;
    if (!this.#wasReady) {
      this.#opened.reject(this.#refusal ?? unavailable(this.#problem));
      return;
    }
    this.#options.log.error('store.thread_ended', { problem: this.#problem });
    this.#rejectWhere(({ sent }) => sent > RESENDS);
    if (this.#patience === null && !this.#isGone) this.#awaitThread();
    setTimeout(() => this.#restart(), this.#restartMs).unref();
    this.#restartMs = Math.min(RESTART_MOST_MS, this.#restartMs * 2);
  }

  #awaitThread(): void {
    this.#stopWaiting();
    const patienceMs = this.#isLast ? LAST_PATIENCE_MS : PATIENCE_MS;
    this.#patience = setTimeout(() => this.#giveUp(), patienceMs);
  }

  #stopWaiting(): void {
    if (this.#patience !== null) clearTimeout(this.#patience);
    this.#patience = null;
  }

  #giveUp(): void {
    this.#patience = null;
    this.#isGone = true;
    this.#rejectWhere(() => true);
  }

  #isEndless(call: string): boolean {
    return call === this.#options.endless && !this.#isLast;
  }

  /** Never what is endless. */
  #rejectWhere(holds: (request: PendingRequest) => boolean): void {
    const problem = this.#problem ?? THREAD_ENDED;
    for (const request of [...this.#pending.values()]) {
      if (this.#isEndless(request.call) || !holds(request)) continue;
      this.#settle(request.id, (one) => one.reject(unavailable(problem)));
    }
  }

  #restart(): void {
    if (!this.#closing) this.#worker = this.#start();
  }

  #rejectAll(message: string): void {
    for (const request of this.#pending.values()) request.reject(unavailable(message));
    this.#pending.clear();
  }
}

function unavailable(message: string): AppError {
  return new AppError('store_unavailable', message);
}

/** Guarantee: the thread answers each call as its {@link Calls} say. */
function asAnswer<C extends Calls, K extends keyof C & string>(
  answer: Promise<unknown>,
): Promise<C[K]['answer']> {
  return answer as Promise<C[K]['answer']>;
}
