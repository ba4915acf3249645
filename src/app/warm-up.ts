import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import { AppError } from '../core/errors.ts';
import type { HttpOffer, ProbeTarget } from '../core/words/probe-record.ts';
import { makePracticeCertificates } from '../practice/practice-certificates.ts';
import { createProbe } from '../probe/probe.ts';

/** Probes of each kind after which the path's code is loaded and compiled. */
const ROUNDS = 20;

/**
 * Runs probes of the same kind as the one to come against a server of our own on loopback, so that a
 * first, single probe is measured as exactly as the ones of a running service. Certificate and engine
 * are made for this and dropped.
 */
export async function warmUp(url: string, http: HttpOffer): Promise<void> {
  const isSecure = url.startsWith('https:');
  const certificates = isSecure ? makePracticeCertificates(Date.now()) : null;
  const keys = certificates?.issuers[0];
  const server: Server | Http2SecureServer = keys
    ? createSecureServer({ cert: keys.chain, key: keys.key, allowHTTP1: true })
    : createServer();
  server.on('request', (_request, response) => {
    setImmediate(() => response.end('yamabiko'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { probe } = createProbe({
      vantage: 'warm-up',
      userAgent: 'Yamabiko',
      resolverServers: [],
      extraCa: certificates === null ? [] : [certificates.ca],
    });
    const target = warmUpTarget(
      `${isSecure ? 'https' : 'http'}://localhost:${portOf(server)}/`,
      http,
    );
    const signal = new AbortController().signal;
    for (let round = 0; round < ROUNDS; round += 1) {
      await probe({ target, scheduledAt: Date.now(), attempt: 1 }, signal);
    }
  } finally {
    server.close();
  }
}

function portOf(server: Server | Http2SecureServer): number {
  const address = server.address();
  if (typeof address === 'object' && address !== null) return address.port;
  throw new AppError('internal', 'the warm-up server has no port');
}

function warmUpTarget(url: string, http: HttpOffer): ProbeTarget {
  return {
    id: 'warm-up',
    member: 'warm-up',
    sector: 'warm-up',
    url,
    family: 4,
    timeoutMs: 2000,
    expect: { status: null, text: null },
    bodyLimitBytes: 1024,
    http,
    allowPrivate: true,
    limitBy: 'host',
  };
}
