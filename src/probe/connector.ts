import { connect as connectTcp, isIP, type Socket } from 'node:net';
import {
  connect as connectTls,
  createSecureContext,
  getCACertificates,
  type SecureContext,
  type TLSSocket,
} from 'node:tls';
import { codeOf } from '../core/errors.ts';
import type { Protocol } from '../core/words/outcome.ts';
import type { Certificate, HttpOffer } from '../core/words/probe-record.ts';
import { CertificateReader } from './certificate.ts';
import type { Deadline } from './deadline.ts';
import { type Attempted, failed, succeeded } from './failure.ts';
import { monotonicMs, type OpenInstants } from './instants.ts';
import { codeByRoute } from './local-route.ts';
import { connectFailure } from './reasons.ts';
import type { ResolvedAddress } from './resolver.ts';

/** Key exchanges offered, the first with a share: see docs/decisions/0009-classical-key-exchange.md. */
export const KEY_EXCHANGES = 'X25519:P-256:P-384:P-521';

/** Where to, and for whom. */
export interface Route {
  readonly url: URL;
  /** Resolved and checked; nothing else is connected to. */
  readonly peer: ResolvedAddress;
  readonly offer: HttpOffer;
  readonly instants: OpenInstants;
  readonly deadline: Deadline;
}

/** An open connection; whoever holds it destroys the socket. */
export interface Connection {
  readonly socket: Socket;
  readonly protocol: Protocol;
}

/** What the handshake told; filled also when it ends in a failure. */
export interface TlsFacts {
  tlsVersion: string | null;
  certificate: Certificate | null;
}

const ALPN: Readonly<Record<HttpOffer, string[]>> = {
  auto: ['h2', 'http/1.1'],
  '1.1': ['http/1.1'],
  '2': ['h2'],
};

/** Opens connections, a fresh one each time: one address, no proxy, no session resumption. */
export class Connector {
  readonly #context: SecureContext;
  readonly #certificates = new CertificateReader();

  /** `extraCa`: PEM certificates trusted beside the bundled and the system's roots. */
  constructor(extraCa: readonly string[]) {
    const roots = new Set([
      ...getCACertificates('default'),
      ...getCACertificates('system'),
      ...extraCa,
    ]);
    this.#context = createSecureContext({ ca: [...roots], ecdhCurve: KEY_EXCHANGES });
  }

  /**
   * Connects by TCP, then TLS for `https:`. Fails with `connect`, `tls`, `certificate`, `protocol`
   * (HTTP/2 demanded and not spoken; over `http:` without connecting) or the deadline's failure; the socket is then destroyed.
   */
  open(route: Route, facts: TlsFacts): Promise<Attempted<Connection>> {
    if (route.url.protocol === 'https:') return this.#openTls(route, facts);
    // HTTP/2 is agreed by ALPN alone, which plain TCP has not.
    if (route.offer === '2') return Promise.resolve(failed('protocol', 'ALPN'));
    return openTcp(route);
  }

  #openTls(route: Route, facts: TlsFacts): Promise<Attempted<Connection>> {
    const { url, peer, instants, deadline } = route;
    const host = certificateHostOf(url);
    return new Promise((resolve) => {
      const socket = connectTls({
        host: peer.address,
        port: portOf(url),
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ALPNProtocols: ALPN[route.offer],
        secureContext: this.#context,
        rejectUnauthorized: false,
        checkServerIdentity: nothing,
      });
      withoutChainObjects(socket);
      instants.connectStart = monotonicMs(); // Node asks the system for it when this code ends.
      const settle = settlerOf(socket, deadline, resolve);
      socket.setNoDelay(true);
      socket.on('error', (error) => {
        const code = codeOf(error);
        if (instants.connectEnd !== null) settle(failed('tls', code));
        else
          void codeByRoute(code, peer).then((exact) => settle({ failure: connectFailure(exact) }));
      });
      socket.prependOnceListener('connect', () => {
        instants.connectEnd = monotonicMs();
        instants.secureConnectStart = instants.connectEnd;
      });
      socket.once('secureConnect', () => {
        instants.secureConnectEnd = monotonicMs();
        settle(this.#judge(socket, { host, offer: route.offer }, facts));
      });
    });
  }

  #judge(
    socket: TLSSocket,
    { host, offer }: { readonly host: string; readonly offer: HttpOffer },
    facts: TlsFacts,
  ): Attempted<Connection> {
    facts.tlsVersion = socket.getProtocol();
    facts.certificate = this.#certificates.read(socket, host);
    const { certificate } = facts;
    if (certificate === null || !certificate.authorized) {
      return failed('certificate', certificate?.error ?? null);
    }
    const isHttp2 = socket.alpnProtocol === 'h2';
    if (offer === '2' && !isHttp2) return failed('protocol', 'ALPN');
    return succeeded({ socket, protocol: isHttp2 ? 'h2' : 'http/1.1' });
  }
}

function openTcp(route: Route): Promise<Attempted<Connection>> {
  const { url, peer, instants, deadline } = route;
  return new Promise((resolve) => {
    const socket = connectTcp({ host: peer.address, port: portOf(url), autoSelectFamily: false });
    instants.connectStart = monotonicMs(); // Node asks the system for it when this code ends.
    const settle = settlerOf(socket, deadline, resolve);
    socket.on('error', (error) => {
      void codeByRoute(codeOf(error), peer).then((code) => {
        settle({ failure: connectFailure(code) });
      });
    });
    socket.once('connect', () => {
      instants.connectEnd = monotonicMs();
      settle(succeeded({ socket, protocol: 'http/1.1' }));
    });
  });
}

/**
 * Takes the first result, the deadline's among them, and destroys the socket if it is a failure. The
 * listeners stay on the socket for its life, so that no later error is without one.
 */
function settlerOf(
  socket: Socket,
  deadline: Deadline,
  resolve: (result: Attempted<Connection>) => void,
): (result: Attempted<Connection>) => void {
  let settled = false;
  function settle(result: Attempted<Connection>): void {
    if (settled) return;
    settled = true;
    deadline.release();
    if (result.failure !== null) socket.destroy();
    resolve(result);
  }
  deadline.watch((failure) => settle({ failure }));
  return settle;
}

function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? 443 : 80;
}

/** The name or address that the certificate must be for. */
function certificateHostOf({ hostname }: URL): string {
  if (hostname.startsWith('[')) return hostname.slice(1, -1);
  return hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
}

/**
 * In every handshake Node turns the whole chain into objects, an eighth of the handshake's CPU
 * (measured), only to hand it to `checkServerIdentity`. {@link CertificateReader} reads the leaf
 * instead, so there is nothing to give and nothing to check there.
 */
function withoutChainObjects(socket: TLSSocket): TLSSocket {
  return Object.defineProperty(socket, 'getPeerCertificate', { value: nothing });
}

function nothing(): undefined {
  return undefined;
}
