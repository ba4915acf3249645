import type { ServerCertificate } from '../../support/certificates.ts';
import { startOriginServer } from '../../support/origin-server.ts';
import { startRawServer } from '../../support/raw-server.ts';
import { type BadInput, type BadWorld, SHORT_MS, SITE } from './bad-input.ts';

const CONNECTED = ['dns', 'connect'] as const;

/** Certificates that do not hold, and handshakes that go nowhere. */
export async function tlsCases(world: BadWorld): Promise<readonly BadInput[]> {
  const { certificates } = world;
  const refused: readonly (readonly [string, ServerCertificate, string])[] = [
    ['an expired certificate', certificates.expired, 'CERT_HAS_EXPIRED'],
    ['a certificate that is not yet valid', certificates.notYetValid, 'CERT_NOT_YET_VALID'],
    ['a certificate of another host', certificates.wrongHost, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['a self-signed certificate', certificates.selfSigned, 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    [
      'a certificate of an unknown authority',
      certificates.unknownIssuer,
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    ],
  ];
  return Promise.all([
    ...refused.map(([what, certificate, code]) => badCertificate(world, what, certificate, code)),
    certificateWithoutAddress(world),
    ...handshakes().map(([title, script, expected]) => handshake(world, title, script, expected)),
  ]);
}

/** The request is never sent, the certificate's facts are kept. */
async function badCertificate(
  world: BadWorld,
  ...[what, certificate, code]: [string, ServerCertificate, string]
): Promise<BadInput> {
  const server = world.keep(await startOriginServer(() => ({}), { certificate, http2: true }));
  return {
    title: `${what} ends in certificate, its facts kept`,
    url: `${server.originAs(SITE)}/`,
    expected: {
      reason: 'certificate',
      blame: 'target',
      failedPhase: null,
      completed: [...CONNECTED, 'tls'],
      detail: code,
      sample: {
        certificateError: code,
        certificateNotAfter: certificate.notAfter,
        certificateFingerprint: certificate.fingerprint,
        tlsVersion: 'TLSv1.3',
      },
    },
    server,
    served: { requests: 0, connections: 1 },
  };
}

/** A URL with an address in it needs that address in the certificate. */
async function certificateWithoutAddress(world: BadWorld): Promise<BadInput> {
  const { valid } = world.certificates;
  const server = world.keep(await startOriginServer(() => ({}), { certificate: valid }));
  return {
    title: 'a certificate without the address of the URL ends in certificate',
    url: `${server.origin}/`,
    expected: {
      reason: 'certificate',
      blame: 'target',
      failedPhase: null,
      completed: ['connect', 'tls'],
      detail: 'ERR_TLS_CERT_ALTNAME_INVALID',
      sample: { certificateFingerprint: valid.fingerprint },
    },
    server,
    served: { requests: 0, connections: 1 },
  };
}

type RawScript = Parameters<typeof startRawServer>[0];
type Handshake = readonly [string, RawScript, Pick<BadInput, 'expected' | 'target'>];

function handshakes(): readonly Handshake[] {
  const failed = { blame: 'target', failedPhase: 'tls', completed: CONNECTED } as const;
  const tls = { expected: { ...failed, reason: 'tls' } } as const;
  return [
    [
      'a TLS server that never answers ends in timeout',
      () => {},
      { expected: { ...failed, reason: 'timeout' }, target: { timeoutMs: SHORT_MS } },
    ],
    [
      'a server that answers the handshake in plain HTTP ends in tls',
      ({ socket }) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
      tls,
    ],
    [
      'a server that resets the handshake ends in tls',
      ({ socket, reset }) => socket.once('data', () => reset()),
      tls,
    ],
    [
      'a server that closes in the handshake ends in tls',
      ({ socket }) => socket.once('data', () => socket.end()),
      tls,
    ],
    [
      'a server that has no protocol in common ends in tls',
      // A fatal alert, handshake_failure (RFC 8446 §6).
      ({ socket }) => socket.once('data', () => socket.end(Buffer.from('15030300020228', 'hex'))),
      tls,
    ],
  ];
}

async function handshake(world: BadWorld, ...[title, script, rest]: Handshake): Promise<BadInput> {
  const server = world.keep(await startRawServer(script));
  const url = `https://${SITE}:${server.port}/`;
  return { title, url, ...rest, server, served: { connections: 1 } };
}
