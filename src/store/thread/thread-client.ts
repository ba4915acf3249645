import type { Worker } from 'node:worker_threads';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Calls, ThreadMessage, ThreadRequest } from './thread-messages.ts';

const RESTART_FIRST_MS = 100;
const RESTART_MOST_MS = 10_000;
/** Times a request is sent to a new thread after the one before died under it. */
const RESENDS = 2;

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
  /** A call that is asked again however often the thread dies under it. */
  readonly endless: string;
  readonly log: Log;
}

/**
 * A thread of a store as seen from outside. A thread that dies is replaced; what it had not answered
 * is asked again. Rejections carry `store_unavailable` or, for the first start, `store_newer`.
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
  #closing = false;
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

  /** Asks the thread to close its files and waits for its end. */
  async close(): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    const worker = this.#worker;
    const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    if (this.#isReady) {
      try {
        await this.#post('close', () => null);
        await ended;
      } catch (error) {
        this.#options.log.error('store.close_incomplete', { problem: messageOf(error) });
        await worker.terminate();
      }
    } else {
      await worker.terminate();
    }
    this.#rejectAll('the store was closed');
  }

  #post(call: string, makeAsk: (life: number) => unknown): Promise<unknown> {
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
    this.#problem ??= 'the store thread ended';
    if (!this.#wasReady) {
      this.#opened.reject(this.#refusal ?? unavailable(this.#problem));
      return;
    }
    this.#options.log.error('store.thread_ended', { problem: this.#problem });
    for (const request of [...this.#pending.values()]) {
      if (request.call === this.#options.endless || request.sent <= RESENDS) continue;
      const problem = this.#problem;
      this.#settle(request.id, (one) => one.reject(unavailable(problem)));
    }
    setTimeout(() => this.#restart(), this.#restartMs).unref();
    this.#restartMs = Math.min(RESTART_MOST_MS, this.#restartMs * 2);
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
