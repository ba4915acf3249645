import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type IncomingHttpHeaders,
} from 'node:http2';
import { codeOf, messageOf } from '../core/errors.ts';
import {
  ACCEPT_ENCODING,
  type Exchange,
  type ExchangeEnd,
  emptyAnswer,
  MAX_HEADER_BYTES,
  MAX_INTERIM,
} from './exchange.ts';
import type { Failure } from './failure.ts';
import { keepHandle } from './http2-handle.ts';
import { monotonicMs } from './instants.ts';
import { CONTENT_LENGTH_MISMATCH, http2Failure, INTERIM_FLOOD, socketFailure } from './reasons.ts';

/** Header fields of an answer; Node's default of 128 would fail harmless sites. */
const MAX_HEADER_PAIRS = 2_000;

/** Bytes a server may send before it hears of us: a whole body at the default limit. */
const WINDOW_BYTES = 512 * 1024;

/** The client's first stream. */
const STREAM_ID = 1;

/** nghttp2's words for more header data than it takes; it gives no code of its own. */
const TOO_MANY_HEADERS = /too many continuation|header.*too (?:large|big)/i;

/** What nghttp2 could not read or would not bear, or TLS could not decrypt. */
const INVALID_FRAMES: ReadonlySet<string> = new Set(['ERR_HTTP2_ERROR', 'EPROTO']);

/**
 * One GET over HTTP/2 on that very socket. Node's client sends it once and never again, whatever
 * the server refuses. Never rejects.
 */
export function exchangeHttp2(exchange: Exchange): Promise<ExchangeEnd> {
  return new Promise((resolve) => {
    const { socket, url, userAgent, instants } = exchange;
    const session = connect(url.origin, {
      createConnection: () => socket,
      maxHeaderListPairs: MAX_HEADER_PAIRS,
      settings: {
        enablePush: false,
        initialWindowSize: WINDOW_BYTES,
        maxHeaderListSize: MAX_HEADER_BYTES,
      },
    });
    session.once('connect', () => session.setLocalWindowSize(WINDOW_BYTES));
    instants.requestStart = monotonicMs();
    const stream = session.request(
      {
        ':method': 'GET',
        ':scheme': url.protocol.slice(0, -1),
        ':authority': url.host,
        ':path': `${url.pathname}${url.search}`,
        'user-agent': userAgent,
        accept: '*/*',
        'accept-encoding': ACCEPT_ENCODING,
      },
      { endStream: true },
    );
    keepHandle(session);
    new Http2Listener({ exchange, session, stream, resolve }).listen();
  });
}

interface Http2Parts {
  readonly exchange: Exchange;
  readonly session: ClientHttp2Session;
  readonly stream: ClientHttp2Stream;
  readonly resolve: (end: ExchangeEnd) => void;
}

/** Events of one stream and its session, to one end. */
class Http2Listener {
  readonly #parts: Http2Parts;
  readonly #answer = emptyAnswer();
  #endStream = false;
  #unprocessed = false;
  #errorCode: string | null = null;
  #errorMessage = '';
  #settled = false;

  constructor(parts: Http2Parts) {
    this.#parts = parts;
  }

  listen(): void {
    const { exchange, session, stream } = this.#parts;
    session.on('error', (error) => this.#note(error));
    session.on('goaway', (_code, lastStreamId) => {
      this.#unprocessed ||= lastStreamId < STREAM_ID;
    });
    watchEndStream(stream, () => {
      this.#endStream = true;
    });
    stream.on('error', (error) => this.#note(error));
    if (stream.pending) stream.once('ready', () => this.#stampSent());
    else this.#stampSent();
    stream.on('headers', (headers) => this.#onInterim(statusOf(headers)));
    stream.once('response', (headers, _flags, raw) => this.#onResponse(headers, raw));
    stream.on('data', (chunk: Buffer) => {
      if (this.#answer.body?.add(chunk) === false) this.#settle(null);
    });
    stream.once('end', () => {
      if (this.#endStream) this.#settle(null);
    });
    stream.once('close', () => this.#settle(this.#failureOf()));
    session.once('close', () => this.#settle(this.#failureOf()));
    exchange.deadline.watch((failure) => this.#settle(failure));
  }

  /** Node hands frames to the system in the check phase, before the immediates set here. */
  #stampSent(): void {
    const { instants } = this.#parts.exchange;
    setImmediate(() => {
      if (!this.#settled) instants.requestEnd ??= monotonicMs();
    });
  }

  #onInterim(statusCode: number): void {
    const { interim } = this.#answer;
    if (this.#settled || interim.push(statusCode) <= MAX_INTERIM) return;
    this.#settle({ reason: 'protocol', detail: INTERIM_FLOOD });
  }

  #onResponse(headers: IncomingHttpHeaders, raw: readonly string[]): void {
    if (this.#settled) return;
    if (headerListBytes(raw) > MAX_HEADER_BYTES) {
      this.#settle({ reason: 'too_large', detail: 'HEADER_LIST' });
      return;
    }
    const { instants, planBody } = this.#parts.exchange;
    const now = monotonicMs();
    instants.requestEnd ??= now;
    instants.responseStart = now;
    const answer = this.#answer;
    answer.statusCode = statusOf(headers);
    answer.headers = headers;
    answer.headersAt = now;
    answer.body = planBody(answer.statusCode, headers);
    if (answer.body === null) this.#settle(null);
  }

  #note(error: Error): void {
    this.#errorCode ??= codeOf(error);
    this.#errorMessage ||= messageOf(error);
  }

  #failureOf(): Failure {
    if (this.#unprocessed) return { reason: 'protocol', detail: 'GOAWAY' };
    if (TOO_MANY_HEADERS.test(this.#errorMessage)) {
      return { reason: 'too_large', detail: this.#errorCode };
    }
    const reported = socketFailure(this.#errorCode);
    if (reported !== null) return reported;
    if (this.#errorCode !== null && INVALID_FRAMES.has(this.#errorCode)) {
      return { reason: 'protocol', detail: this.#errorCode };
    }
    if (this.#isOfAnotherLength()) return { reason: 'reset', detail: CONTENT_LENGTH_MISMATCH };
    return http2Failure(this.#parts.stream.rstCode ?? 0);
  }

  /** nghttp2 ends a stream whose body has another length than declared as a protocol error. */
  #isOfAnotherLength(): boolean {
    const { headers, body } = this.#answer;
    const declared = headers['content-length'];
    if (body === null || declared === undefined) return false;
    const isProtocolError = this.#parts.stream.rstCode === constants.NGHTTP2_PROTOCOL_ERROR;
    return isProtocolError && declared !== String(body.encodedBytes);
  }

  #settle(failure: Failure | null): void {
    if (this.#settled) return;
    this.#settled = true;
    const { exchange, session, resolve } = this.#parts;
    if (failure === null) exchange.instants.responseEnd = monotonicMs();
    exchange.deadline.release();
    session.destroy();
    resolve({ answer: this.#answer, failure });
  }
}

/**
 * Calls back when the server ends the stream by END_STREAM. Node ends the readable side likewise on
 * RST_STREAM with code 0 and on a closed connection, but only after marking the stream closed.
 */
function watchEndStream(stream: ClientHttp2Stream, onEndStream: () => void): void {
  const push = stream.push;
  stream.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (chunk === null && !stream.closed) onEndStream();
    return push.call(stream, chunk, encoding);
  };
}

/** Size of a header list as RFC 9113 §6.5.2 counts it; Node does not hold servers to it. */
function headerListBytes(raw: readonly string[]): number {
  return raw.reduce((bytes, text) => bytes + text.length, raw.length * 16);
}

function statusOf(headers: IncomingHttpHeaders): number {
  return Number(headers[':status']);
}
