import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createServer as createHttpServer, type IncomingMessage, type Server } from 'node:http';
import {
  createSecureServer as createHttp2Server,
  type Http2SecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import type { Socket } from 'node:net';
import { createSecureContext } from 'node:tls';
import { atLeast } from './at-least.ts';
import type { ServerCertificate } from './certificates.ts';
import { portOf } from './raw-server.ts';

/** One answer. */
export interface OriginAnswer {
  /** Default 200. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** Written one by one; default a short text. */
  readonly chunks?: readonly (string | Buffer)[];
  /** Time from the request's head to the answer's first byte, ms; default 0. */
  readonly waitMs?: number;
  /** Time between two chunks, ms; default 0. */
  readonly gapMs?: number;
}

export interface OriginOptions {
  /** HTTPS with it, HTTP without. */
  readonly certificate?: ServerCertificate;
  /** Offers h2 beside http/1.1 (needs a certificate); default false. */
  readonly http2?: boolean;
  /** Held back inside the handshake when the client names a server (SNI), ms; default 0. */
  readonly tlsDelayMs?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
}

export interface OriginServer {
  /** `http://127.0.0.1:port` or `https://…`, without a trailing slash. */
  readonly origin: string;
  readonly port: number;
  /** The same with a name in place of the address. */
  originAs(name: string): string;
  readonly requests: number;
  /** TCP connections accepted since start. */
  readonly connections: number;
  /** TCP connections open now. */
  readonly open: number;
  close(): Promise<void>;
}

export type OriginHandler = (
  path: string,
  request: IncomingMessage | Http2ServerRequest,
) => OriginAnswer;

/** A well-behaved web server on loopback whose delays are commanded. */
export async function startOriginServer(
  handler: OriginHandler = () => ({}),
  options: OriginOptions = {},
): Promise<OriginServer> {
  const host = options.host ?? '127.0.0.1';
  const sockets = new Set<Socket>();
  const cancels = new Set<() => void>();
  let requests = 0;
  let connections = 0;

  function listener(
    request: IncomingMessage | Http2ServerRequest,
    response: ServerResponse | Http2ServerResponse,
  ): void {
    requests += 1;
    const cancel = answer(response, handler(request.url ?? '/', request));
    cancels.add(cancel);
    response.on('close', () => {
      cancel();
      cancels.delete(cancel);
    });
  }

  const server = serverFor(options, listener);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, host);
  await once(server, 'listening');
  const port = portOf(server);
  const scheme = options.certificate === undefined ? 'http' : 'https';
  return {
    port,
    origin: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`,
    originAs: (name) => `${scheme}://${name}:${port}`,
    get requests() {
      return requests;
    },
    get connections() {
      return connections;
    },
    get open() {
      return sockets.size;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const cancel of cancels) cancel();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

type Listener = (
  request: IncomingMessage | Http2ServerRequest,
  response: ServerResponse | Http2ServerResponse,
) => void;

function serverFor(options: OriginOptions, listener: Listener): Server | Http2SecureServer {
  const { certificate, tlsDelayMs = 0 } = options;
  if (certificate === undefined) return createHttpServer(listener);
  const pair = { cert: certificate.cert, key: certificate.key };
  const secureContext = createSecureContext(pair);
  const tls = {
    ...pair,
    SNICallback: (
      _name: string,
      done: (error: Error | null, context?: typeof secureContext) => void,
    ) => {
      atLeast(tlsDelayMs, () => done(null, secureContext));
    },
  };
  return options.http2 === true
    ? createHttp2Server({ ...tls, allowHTTP1: true }, listener)
    : createHttpsServer(tls, listener);
}

/** What both kinds of response do alike. */
interface Response {
  writeHead(status: number, headers: Readonly<Record<string, string | string[]>>): unknown;
  write(chunk: string | Buffer): unknown;
  end(): unknown;
}

/** Starts an answer; returns what stops it. */
function answer(
  response: Response,
  { status = 200, headers = {}, chunks = ['a short text\n'], waitMs = 0, gapMs = 0 }: OriginAnswer,
): () => void {
  let cancel = atLeast(waitMs, () => {
    response.writeHead(status, headers);
    writeFrom(0);
  });
  function writeFrom(index: number): void {
    const chunk = chunks[index];
    if (chunk === undefined || index === chunks.length - 1) {
      if (chunk !== undefined) response.write(chunk);
      response.end();
      return;
    }
    response.write(chunk);
    cancel = atLeast(gapMs, () => writeFrom(index + 1));
  }
  return () => cancel();
}
