import { parentPort } from 'node:worker_threads';
import { AppError, messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';
import type { Calls, LogLevel, ThreadMessage, ThreadRequest } from './thread-messages.ts';

/** What answers the calls of a thread, each by the method of its name. */
export type Engine<C extends Calls> = {
  readonly [K in keyof C]: (ask: C[K]['ask']) => C[K]['answer'] | Promise<C[K]['answer']>;
};

export interface ServeOptions<Notice> {
  /** Told when the thread is ready. */
  readonly first: () => Notice;
  /** Whether a failure of a call is to be logged, since its caller cannot know why. */
  readonly isDefect: (error: unknown) => boolean;
}

/** The thread's side of a `ThreadClient`. */
export class ThreadServer<Notice> {
  readonly log: Log;
  readonly #port: NonNullable<typeof parentPort>;

  /** Throws `internal` outside a worker thread. */
  constructor() {
    if (parentPort === null) throw new AppError('internal', 'a thread was started as a program');
    this.#port = parentPort;
    const logAt =
      (level: LogLevel): Log[LogLevel] =>
      (event, fields = {}) =>
        this.#send({ kind: 'log', level, event, fields });
    this.log = {
      debug: logAt('debug'),
      info: logAt('info'),
      warn: logAt('warn'),
      error: logAt('error'),
    };
  }

  notify(notice: Notice): void {
    this.#send({ kind: 'notice', notice });
  }

  /** Opens the engine and answers requests; where it cannot be opened, says why and ends. */
  serve<C extends Calls>(open: () => Engine<C>, options: ServeOptions<Notice>): void {
    const engine = this.#open(open);
    if (engine === null) return;
    this.#send({ kind: 'ready', notice: options.first() });
    this.#port.on('message', (request: ThreadRequest) => {
      this.#answer(engine, request, options).then(
        (message) => this.#send(message),
        (error: unknown) =>
          this.#send({ kind: 'failure', id: request.id, message: messageOf(error) }),
      );
    });
  }

  #send(message: ThreadMessage<Notice>): void {
    this.#port.postMessage(message);
  }

  #open<C extends Calls>(open: () => Engine<C>): Engine<C> | null {
    try {
      return open();
    } catch (error) {
      const newer = error instanceof AppError && error.code === 'store_newer';
      const code = newer ? 'store_newer' : 'store_unavailable';
      const message = messageOf(error);
      const text = error instanceof AppError ? error.text : { ja: message, en: message };
      this.#send({ kind: 'refused', code, text });
      return null;
    }
  }

  async #answer<C extends Calls>(
    engine: Engine<C>,
    { id, call, ask }: ThreadRequest,
    { isDefect }: ServeOptions<Notice>,
  ): Promise<ThreadMessage<Notice>> {
    try {
      const answer = await methodOf(engine, call)(ask);
      if (call === 'close') setImmediate(() => this.#port.close());
      return { kind: 'answer', id, answer };
    } catch (error) {
      if (isDefect(error)) this.log.error('store.call_failed', { call, error: messageOf(error) });
      throw error;
    }
  }
}

/** Guarantee: the owner sends `ask` of the call it names, as the types of its client have it. */
function methodOf<C extends Calls>(engine: Engine<C>, call: string): (ask: unknown) => unknown {
  return (engine[call] as (ask: unknown) => unknown).bind(engine);
}
