import { describe, expect, it } from 'vitest';
import { FAILURE_REASONS } from '../../src/core/words/outcome.ts';
import {
  blameOf,
  connectFailure,
  http1Failure,
  http2Failure,
  socketFailure,
} from '../../src/probe/reasons.ts';

describe('the blame of a failure', () => {
  it.each([
    ['dns', 'ENOTFOUND', 'dns', 'target'],
    ['dns', 'ENODATA', 'dns', 'target'],
    ['dns', 'EBADNAME', 'dns', 'target'],
    ['dns', 'ESERVFAIL', 'dns', 'resolver'],
    ['dns', 'ETIMEOUT', 'dns', 'resolver'],
    ['dns', 'EREFUSED', 'dns', 'resolver'],
    ['dns', 'ECONNREFUSED', 'dns', 'resolver'],
    ['dns', null, 'dns', 'resolver'],
    ['timeout', null, 'dns', 'resolver'],
    ['timeout', null, 'connect', 'target'],
    ['timeout', null, 'wait', 'target'],
    ['timeout', null, null, 'target'],
    ['connect', 'ECONNREFUSED', 'connect', 'target'],
    ['connect', 'ENETUNREACH', 'connect', 'prober'],
    ['connect', 'EHOSTUNREACH', 'connect', 'prober'],
    ['connect', 'EADDRNOTAVAIL', 'connect', 'prober'],
    ['tls', 'ECONNRESET', 'tls', 'target'],
    ['certificate', 'CERT_HAS_EXPIRED', null, 'target'],
    ['refused', '127.0.0.1', null, 'prober'],
    ['internal', 'EMFILE', 'connect', 'prober'],
  ] as const)('%s with %s in %s is the %4$s’s', (reason, detail, failedPhase, blame) => {
    expect(blameOf({ reason, detail }, failedPhase)).toBe(blame);
  });

  it('is somebody’s for every reason', () => {
    for (const reason of FAILURE_REASONS) {
      expect(['target', 'resolver', 'prober']).toContain(blameOf({ reason, detail: null }, null));
    }
  });
});

describe('the reason of a failure', () => {
  it('is ours where this machine ran out of something', () => {
    expect(connectFailure('EMFILE')).toEqual({ reason: 'internal', detail: 'EMFILE' });
    expect(connectFailure('ECONNREFUSED').reason).toBe('connect');
  });

  it.each([
    ['UND_ERR_HEADERS_OVERFLOW', 'too_large'],
    ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'protocol'],
    ['SECOND_REQUEST', 'protocol'],
    ['ECONNRESET', 'reset'],
    ['EPIPE', 'reset'],
    ['CONNECTION_CLOSED', 'reset'],
    ['BAD_RESPONSE', 'protocol'],
    [null, 'protocol'],
  ] as const)('over HTTP/1.1 of %s is %s', (code, reason) => {
    expect(http1Failure(code)).toEqual({ reason, detail: code });
  });

  it.each([
    [0, 'reset', 'NGHTTP2_NO_ERROR'],
    [1, 'protocol', 'NGHTTP2_PROTOCOL_ERROR'],
    [2, 'reset', 'NGHTTP2_INTERNAL_ERROR'],
    [7, 'protocol', 'NGHTTP2_REFUSED_STREAM'],
    [8, 'reset', 'NGHTTP2_CANCEL'],
    [11, 'reset', 'NGHTTP2_ENHANCE_YOUR_CALM'],
    [13, 'protocol', 'NGHTTP2_HTTP_1_1_REQUIRED'],
    [99, 'protocol', 'NGHTTP2_99'],
  ] as const)('over HTTP/2 of code %d is %s', (http2Code, reason, detail) => {
    expect(http2Failure(http2Code)).toEqual({ reason, detail });
  });

  it('is the socket’s where the socket said so', () => {
    expect(socketFailure('ECONNRESET')).toEqual({ reason: 'reset', detail: 'ECONNRESET' });
    expect(socketFailure('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED')?.reason).toBe('tls');
    expect(socketFailure('UND_ERR_INFO')).toBeNull();
    expect(socketFailure(null)).toBeNull();
  });
});
