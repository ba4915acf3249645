import type { Blame, FailureReason, Phase } from '../core/words/outcome.ts';
import type { Failure } from './failure.ts';

/** Second request that a library tried to send on its own. */
export const SECOND_REQUEST = 'SECOND_REQUEST';
/** The server ended the connection before the answer was whole. */
export const CONNECTION_CLOSED = 'CONNECTION_CLOSED';
/** More interim answers than any server has reason to send. */
export const INTERIM_FLOOD = 'INTERIM_FLOOD';
/** Bytes that are no HTTP response, or no response to a request of ours. */
export const BAD_RESPONSE = 'BAD_RESPONSE';
export const CONTENT_LENGTH_MISMATCH = 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';

const BLAME_BY_REASON: Readonly<Record<FailureReason, Blame>> = {
  dns: 'resolver',
  connect: 'target',
  tls: 'target',
  certificate: 'target',
  timeout: 'target',
  reset: 'target',
  protocol: 'target',
  redirect: 'target',
  status: 'target',
  body: 'target',
  too_large: 'target',
  blocked: 'target',
  refused: 'prober',
  internal: 'prober',
};

/** The zone's own answer: NXDOMAIN, or no address of that family, or a name that cannot exist. */
const DNS_CODES_OF_TARGET: ReadonlySet<string> = new Set(['ENOTFOUND', 'ENODATA', 'EBADNAME']);

/** No local route or permission: nothing left this machine. */
const NO_ROUTE_CODES: ReadonlySet<string> = new Set([
  'ENETUNREACH',
  'EHOSTUNREACH',
  'EADDRNOTAVAIL',
  'EAFNOSUPPORT',
  'ENETDOWN',
  'EACCES',
  'EPERM',
]);

/** This machine ran out of something. */
const EXHAUSTION_CODES: ReadonlySet<string> = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM']);

const RESET_CODES: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  CONNECTION_CLOSED,
]);

/** Codes of RFC 9113 §7 as an ending of our one stream. */
const REASON_BY_HTTP2_CODE: Readonly<Record<number, Failure>> = {
  0: { reason: 'reset', detail: 'NGHTTP2_NO_ERROR' },
  1: { reason: 'protocol', detail: 'NGHTTP2_PROTOCOL_ERROR' },
  2: { reason: 'reset', detail: 'NGHTTP2_INTERNAL_ERROR' },
  3: { reason: 'protocol', detail: 'NGHTTP2_FLOW_CONTROL_ERROR' },
  4: { reason: 'protocol', detail: 'NGHTTP2_SETTINGS_TIMEOUT' },
  5: { reason: 'protocol', detail: 'NGHTTP2_STREAM_CLOSED' },
  6: { reason: 'protocol', detail: 'NGHTTP2_FRAME_SIZE_ERROR' },
  7: { reason: 'protocol', detail: 'NGHTTP2_REFUSED_STREAM' },
  8: { reason: 'reset', detail: 'NGHTTP2_CANCEL' },
  9: { reason: 'protocol', detail: 'NGHTTP2_COMPRESSION_ERROR' },
  10: { reason: 'reset', detail: 'NGHTTP2_CONNECT_ERROR' },
  11: { reason: 'reset', detail: 'NGHTTP2_ENHANCE_YOUR_CALM' },
  12: { reason: 'protocol', detail: 'NGHTTP2_INADEQUATE_SECURITY' },
  13: { reason: 'protocol', detail: 'NGHTTP2_HTTP_1_1_REQUIRED' },
};

/** Whose affair a failure is. `detail` is the system's or the resolver's code. */
export function blameOf({ reason, detail }: Failure, failedPhase: Phase | null): Blame {
  if (reason === 'dns') {
    return detail !== null && DNS_CODES_OF_TARGET.has(detail) ? 'target' : 'resolver';
  }
  if (reason === 'timeout' && failedPhase === 'dns') return 'resolver';
  if (reason === 'connect' && detail !== null && NO_ROUTE_CODES.has(detail)) return 'prober';
  return BLAME_BY_REASON[reason];
}

/** Failure of the TCP connect. */
export function connectFailure(code: string | null): Failure {
  if (code !== null && EXHAUSTION_CODES.has(code)) return { reason: 'internal', detail: code };
  return { reason: 'connect', detail: code };
}

/** Failure between the request's first byte and the answer's last, HTTP/1.1. */
export function http1Failure(code: string | null): Failure {
  if (code === 'UND_ERR_HEADERS_OVERFLOW') return { reason: 'too_large', detail: code };
  if (code !== null && RESET_CODES.has(code)) return { reason: 'reset', detail: code };
  return { reason: 'protocol', detail: code };
}

/** Failure of an HTTP/2 stream or session that ended with an error code of RFC 9113 §7. */
export function http2Failure(http2Code: number): Failure {
  return REASON_BY_HTTP2_CODE[http2Code] ?? { reason: 'protocol', detail: `NGHTTP2_${http2Code}` };
}

/**
 * Failure that the socket reported under an exchange; null where the code says nothing of it. With
 * TLS 1.3 a server that wants a client's certificate refuses only after the handshake.
 */
export function socketFailure(code: string | null): Failure | null {
  if (code === null) return null;
  if (code.startsWith('ERR_SSL_')) return { reason: 'tls', detail: code };
  return RESET_CODES.has(code) ? { reason: 'reset', detail: code } : null;
}
