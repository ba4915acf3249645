import type { IncomingMessage, ServerResponse } from 'node:http';
import { background } from '../core/background.ts';
import { AppError, codeOf, messageOf } from '../core/errors.ts';
import type { Clock } from '../core/ports/clock.ts';
import type { Log } from '../core/ports/log.ts';
import type { MemberActs } from '../core/ports/member-acts.ts';
import { OPERATOR } from '../core/words/viewer.ts';
import type { ActDesk } from './acts/act-desk.ts';
import type { Assets } from './assets.ts';
import type { AuditDesk } from './audit/audit-desk.ts';
import { type BoardServer, type BoardTls, serverOf } from './board-server.ts';
import type { EntranceDesk } from './entrance/entrance-desk.ts';
import { proxiesAmong } from './entrance/trusted-proxies.ts';
import {
  closedByAccounts,
  type Guard,
  type GuardOptions,
  isLoopbackAddress,
  isSecure,
  openToThisMachine,
} from './guard.ts';
import { sendError, sendOverview } from './outlet.ts';
import { createRoutes } from './routes.ts';
import type { BoardSources, BoardStatus } from './sources.ts';
import { StreamHub } from './stream-hub.ts';
import { writeResponse } from './write-response.ts';

export interface BoardOptions {
  /**
   * `localhost` or an address; anything but loopback only with exposure `container`, or once there are
   * accounts and people reach the board by https.
   */
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  readonly exposure: 'loopback' | 'container';
  /** Whether a busy port may be left for the next free one above it. */
  readonly portSearch: boolean;
  /** Its host is accepted beside loopback; null = none. */
  readonly publicUrl: string | null;
  /** Addresses and ranges of proxies that say truly whom they ask for; absent = loopback. */
  readonly trustedProxies?: readonly string[];
  /** By which it speaks TLS; null or absent = plain HTTP. */
  readonly tls?: BoardTls | null;
  /** Who comes in; null or absent = there are no accounts on this board. */
  readonly entrance?: EntranceDesk | null;
  /** What people do beside their accounts and for their members; null or absent = nothing. */
  readonly acting?: ActDesk | null;
  /** What members do; absent = nothing is done. */
  readonly acts?: MemberActs;
  /** What was done and looked at; null or absent = nothing is audited on this board. */
  readonly audit?: AuditDesk | null;
  /** Says who asks; absent = who comes in by `entrance`, without one whoever is at this machine. */
  readonly admit?: Guard;
  /** Zone of times that a query gives without offset, as it is now. */
  readonly timezone: () => string;
  /** Every answer says `x-practice: PRACTICE`: nothing here was measured on a real site. */
  readonly practice?: boolean;
  readonly sources: BoardSources;
  /** The pages. */
  readonly assets: Assets;
  readonly clock: Clock;
  readonly log: Log;
  readonly stream?: StreamTiming;
}

export interface StreamTiming {
  readonly tickMs: number;
  readonly heartbeatMs: number;
  readonly stallMs: number;
  readonly maxClients: number;
}

const STREAM: StreamTiming = { tickMs: 1000, heartbeatMs: 5000, stallMs: 20_000, maxClients: 256 };
/** Ports looked at when the first is busy. */
const SEARCHED_PORTS = 20;

export interface Board {
  /** Without a trailing slash; an address that this machine's browser can open. */
  readonly url: string;
  /** The port listened on. */
  readonly port: number;
  /** The port asked for where it was busy and another was taken, else null. */
  readonly wantedPort: number | null;
  status(): BoardStatus;
  /** Ends the streams, lets answers in progress end until `graceMs`, then cuts them off. */
  close(graceMs?: number): Promise<void>;
}

/**
 * Serves the board. Rejects with `board_unavailable`: a host that must not be listened on, no free port.
 */
export async function startBoard(options: BoardOptions): Promise<Board> {
  const host = options.host === 'localhost' ? '127.0.0.1' : options.host;
  requireShielded(host, options);
  const { clock, log, sources, assets } = options;
  const hub = new StreamHub({ sources, clock, log, ...(options.stream ?? STREAM) });
  const requests: Record<string, number> = {};
  const status = () => ({ clients: hub.clients, clientsDropped: hub.dropped, requests });
  const { timezone, entrance = null, audit = null, tls = null } = options;
  // Made once before anybody asks: each site's part is then there, and the code has run.
  sendOverview(sources.overview(OPERATOR));
  const guard = guardOf(options);
  const admit =
    options.admit ??
    (entrance === null ? openToThisMachine(guard) : closedByAccounts(entrance.entrance, guard));
  const answer = createRoutes({
    ...{ sources, hub, assets, admit, timezone, clock, log, status },
    acts: options.acts ?? null,
    acting: options.acting ?? null,
    entrance: entrance === null ? null : { desk: entrance, guard },
    audit: audit === null ? null : { desk: audit, practice: options.practice === true },
  });
  const stopListening = entrance?.entrance.onEnd(() => hub.recheck());
  const server = serverOf(tls, (incoming, outgoing) => {
    if (options.practice === true) outgoing.setHeader('x-practice', 'PRACTICE');
    const serving = serve(answer, { incoming, outgoing }, log).then((code) => {
      const kind = `${Math.floor(code / 100)}xx`;
      requests[kind] = (requests[kind] ?? 0) + 1;
    });
    background(serving, 'answer a request', log);
  });
  const port = await listen(server, { ...options, host });
  const url = `${tls === null ? 'http' : 'https'}://${reachableHost(host)}:${port}`;
  log.info('board.listening', { url });
  return {
    url,
    port,
    wantedPort: options.port === 0 || options.port === port ? null : options.port,
    status,
    close: (graceMs = 1000) => {
      stopListening?.();
      return close({ server, hub, clock }, graceMs);
    },
  };
}

function guardOf({ exposure, publicUrl, trustedProxies, tls = null }: BoardOptions): GuardOptions {
  return {
    ...{ exposure, publicUrl, isTls: tls !== null },
    ...(trustedProxies === undefined ? {} : { isTrustedProxy: proxiesAmong(trustedProxies) }),
  };
}

/** What lets somebody in, and what is measured, goes over no wire in clear text. */
function requireShielded(host: string, options: BoardOptions): void {
  if (isLoopbackAddress(host) || options.exposure === 'container') return;
  if (options.entrance?.entrance.isBegun !== true) {
    throw new AppError('board_unavailable', {
      ja: `最初のアカウントができるまで、画面はループバックだけで待ち受けます（${host} では待ち受けません）。このマシンで npx yamabiko accounts invite operator を実行してください`,
      en: `the board listens on loopback only until the first account exists, not on ${host}; run npx yamabiko accounts invite operator on this machine`,
    });
  }
  if (isSecure(guardOf(options))) return;
  throw new AppError('board_unavailable', {
    ja: `${host} で待ち受けるには、council.publicUrl に https の URL が必要です`,
    en: `to listen on ${host} council.publicUrl must be a URL of https`,
  });
}

/** Answers one request; resolves with the status when the answer is out. */
async function serve(
  answer: ReturnType<typeof createRoutes>,
  socket: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse },
  log: Log,
): Promise<number> {
  const { incoming, outgoing } = socket;
  try {
    const request = requestOf(incoming);
    const response =
      request === null
        ? sendError('invalid', 'the request line is not understood')
        : await answer(request, socket);
    await writeResponse(response, socket, log);
    return response.status;
  } catch (error) {
    outgoing.destroy();
    throw error;
  }
}

/** What hono routes by. A body is left to the route, which knows how much of it to read. */
function requestOf(incoming: IncomingMessage): Request | null {
  const url = `http://${incoming.headers.host ?? ''}${incoming.url}`;
  if (!incoming.url?.startsWith('/') || !URL.canParse(url)) return null;
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = incoming.method ?? 'GET';
  if (!['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(method)) return null;
  return new Request(url, { method, headers });
}

async function listen(server: BoardServer, options: BoardOptions): Promise<number> {
  const { host, port, portSearch, log } = options;
  const last = portSearch && port !== 0 ? Math.min(port + SEARCHED_PORTS, 65_535) : port;
  for (let wanted = port; wanted <= last; wanted += 1) {
    const failure = await listenOn(server, host, wanted);
    if (failure === null) {
      const address = server.address();
      return typeof address === 'object' && address !== null ? address.port : wanted;
    }
    if (codeOf(failure) !== 'EADDRINUSE' || wanted === last) {
      throw new AppError(
        'board_unavailable',
        {
          ja: `${host}:${wanted} で待ち受けられませんでした: ${messageOf(failure)}`,
          en: `listening on ${host}:${wanted} failed: ${messageOf(failure)}`,
        },
        { cause: failure },
      );
    }
    log.warn('board.port_busy', { port: wanted, next: wanted + 1 });
  }
  throw new AppError('board_unavailable', {
    ja: `${port} 以降に待ち受けられるポートがありません`,
    en: `no port to listen on from ${port} on`,
  });
}

function listenOn(server: BoardServer, host: string, port: number): Promise<unknown> {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  server.once('error', resolve);
  server.listen({ host, port }, () => {
    server.off('error', resolve);
    resolve(null);
  });
  return promise;
}

/** Every address of a container is reached through the loopback port that it publishes. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

async function close(
  parts: { readonly server: BoardServer; readonly hub: StreamHub; readonly clock: Clock },
  graceMs: number,
): Promise<void> {
  const { server, hub, clock } = parts;
  const { promise, resolve } = Promise.withResolvers<void>();
  hub.close();
  server.close(() => resolve());
  server.closeIdleConnections();
  const cancel = clock.after(graceMs, () => server.closeAllConnections());
  await promise;
  cancel();
}
