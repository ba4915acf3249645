import type { Socket } from 'node:net';
import { type buildConnector, Client, type Dispatcher } from 'undici';
import { codeOf } from '../core/errors.ts';
import {
  ACCEPT_ENCODING,
  type AnswerHeaders,
  type Exchange,
  type ExchangeEnd,
  emptyAnswer,
  MAX_HEADER_BYTES,
  MAX_INTERIM,
} from './exchange.ts';
import type { Failure } from './failure.ts';
import { monotonicMs } from './instants.ts';
import { filterInterim, type InterimListener } from './interim-filter.ts';
import {
  BAD_RESPONSE,
  CONNECTION_CLOSED,
  CONTENT_LENGTH_MISMATCH,
  http1Failure,
  INTERIM_FLOOD,
  SECOND_REQUEST,
  socketFailure,
} from './reasons.ts';

type Controller = Dispatcher.DispatchController;

/** One GET over HTTP/1.1 on that very socket. Never rejects. */
export function exchangeHttp1(exchange: Exchange): Promise<ExchangeEnd> {
  return new Promise((resolve) => {
    const { url, userAgent, socket } = exchange;
    const handler = new Http1Handler(exchange, resolve);
    const client = new Client(url.origin, {
      connect: connectOnce(socket),
      allowH2: false,
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: 0,
      bodyTimeout: 0,
    });
    client.dispatch(
      {
        method: 'GET',
        path: `${url.pathname}${url.search}`,
        headers: ['user-agent', userAgent, 'accept', '*/*', 'accept-encoding', ACCEPT_ENCODING],
        reset: true,
      },
      handler,
    );
  });
}

/** Gives out the socket once; whoever asks again wants to resend. */
function connectOnce(socket: Socket): buildConnector.connector {
  let given = false;
  return (_options, callback) => {
    const again = given;
    given = true;
    queueMicrotask(() => {
      if (again) callback(secondRequest(), null);
      else callback(null, socket);
    });
  };
}

function secondRequest(): Error {
  return Object.assign(new Error('a request is sent once'), { code: SECOND_REQUEST });
}

/**
 * What a socket is destroyed with after a whole answer. Without an error undici makes one of its own
 * for every connection that ends, with its addresses and a stack to format: a tenth of a probe's CPU
 * over HTTP (measured). The code tells undici that nothing went wrong.
 */
const ENDED = Object.assign(new Error('the answer is whole'), { code: 'UND_ERR_INFO' });

/** Events of one request, as undici reports them, to one end. */
class Http1Handler implements Dispatcher.DispatchHandler, InterimListener {
  readonly #exchange: Exchange;
  readonly #resolve: (end: ExchangeEnd) => void;
  readonly #answer = emptyAnswer();
  #socketCode: string | null = null;
  #settled = false;

  constructor(exchange: Exchange, resolve: (end: ExchangeEnd) => void) {
    this.#exchange = exchange;
    this.#resolve = resolve;
    exchange.socket.prependListener('error', (error) => {
      this.#socketCode ??= codeOf(error);
    });
    filterInterim(exchange.socket, this);
    exchange.deadline.watch((failure) => this.#settle(failure));
  }

  onRequestStart(controller: Controller): void {
    const { instants } = this.#exchange;
    if (instants.requestStart !== null) {
      this.#settle({ reason: 'protocol', detail: SECOND_REQUEST });
      controller.abort(secondRequest());
      return;
    }
    instants.requestStart = monotonicMs();
  }

  /**
   * Comes in the very code that wrote to the socket. A thread that loses its core between the system's
   * write and this reading counts that time to `send` instead of `wait`; nothing but the system could
   * tell when the write itself was done, and the two still sum to the same.
   */
  onRequestSent(): void {
    this.#exchange.instants.requestEnd = monotonicMs();
  }

  onFirstByte(): void {
    this.#exchange.instants.responseStart = monotonicMs();
  }

  onInterim(statusCode: number): void {
    this.#exchange.instants.responseStart = null;
    if (this.#answer.interim.push(statusCode) <= MAX_INTERIM) return;
    this.#settle({ reason: 'protocol', detail: INTERIM_FLOOD });
    this.#exchange.socket.destroy();
  }

  onResponseStart(_controller: Controller, statusCode: number, headers: AnswerHeaders): void {
    if (this.#settled) return;
    const answer = this.#answer;
    answer.statusCode = statusCode;
    answer.headers = headers;
    answer.headersAt = monotonicMs();
    answer.body = this.#exchange.planBody(statusCode, headers);
    if (answer.body === null) this.#settle(null);
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    if (this.#settled) return;
    if (this.#answer.body?.add(chunk) === false) this.#settle(null);
  }

  onResponseEnd(): void {
    this.#settle(null);
    this.#exchange.socket.destroy(ENDED);
  }

  onResponseError(_controller: Controller | null, error: Error): void {
    this.#settle(this.#failureOf(error));
  }

  #failureOf(error: Error): Failure {
    const reported = socketFailure(this.#socketCode);
    if (reported !== null) return reported;
    const { headers } = this.#answer;
    const code = codeOf(error);
    if (code === null) return http1Failure(this.#isEnded() ? CONNECTION_CLOSED : BAD_RESPONSE);
    if (code !== 'UND_ERR_SOCKET') return http1Failure(code);
    if (!this.#isEnded()) return http1Failure(BAD_RESPONSE);
    const isShort = headers['content-length'] !== undefined;
    return http1Failure(isShort ? CONTENT_LENGTH_MISMATCH : CONNECTION_CLOSED);
  }

  /** The server closed the connection, which undici's parser reports as it does malformed bytes. */
  #isEnded(): boolean {
    return this.#exchange.socket.readableEnded;
  }

  #settle(failure: Failure | null): void {
    if (this.#settled) return;
    this.#settled = true;
    const { instants, deadline } = this.#exchange;
    if (failure === null) instants.responseEnd = monotonicMs();
    deadline.release();
    this.#resolve({ answer: this.#answer, failure });
  }
}
