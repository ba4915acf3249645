import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import { AppError } from '../core/errors.ts';
import type { Prober } from '../core/ports/prober.ts';
import type { HttpOffer, ProbeTarget } from '../core/words/probe-record.ts';
import type { PracticeCertificates } from '../practice/practice-certificates.ts';

/** Probes of each kind after which the path's code is loaded and compiled. */
const ROUNDS = 20;

/** Probes to run before the one that counts. */
export interface WarmUp extends AsyncDisposable {
  /** PEM that the prober must trust to be warmed over TLS; its key dies with this process. */
  readonly extraCa: readonly string[];
  run(prober: Prober): Promise<void>;
}

/**
 * A server of our own on loopback, asked in the same way as the site to come, so that a first, single
 * probe is measured as exactly as those of a running service.
 */
export async function openWarmUp(url: string, http: HttpOffer): Promise<WarmUp> {
  const isSecure = url.startsWith('https:');
  const certificates = isSecure ? await makeCertificates() : null;
  const keys = certificates?.keys[0];
  const server: Server | Http2SecureServer = keys
    ? createSecureServer({ cert: keys.chain, key: keys.key, allowHTTP1: true })
    : createServer();
  server.on('request', (_request, response) => {
    setImmediate(() => response.end('yamabiko'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const scheme = isSecure ? 'https' : 'http';
  const target = warmUpTarget(`${scheme}://localhost:${portOf(server)}/`, http);
  return {
    extraCa: certificates === null ? [] : [certificates.ca],
    async run(prober) {
      for (let round = 0; round < ROUNDS; round += 1) {
        await prober.probe({ target, scheduledAt: Date.now(), attempt: 1 });
      }
    },
    async [Symbol.asyncDispose]() {
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

/** Loads the library of certificates, which only a site with TLS is worth. */
async function makeCertificates(): Promise<PracticeCertificates> {
  const { makePracticeCertificates } = await import('../practice/practice-certificates.ts');
  return await makePracticeCertificates([{ host: 'localhost', certificate: 'valid' }], Date.now());
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
