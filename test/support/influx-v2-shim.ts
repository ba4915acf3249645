import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { portOf } from './raw-server.ts';

export interface InfluxV2Shim {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface InfluxV2ShimOptions {
  /** Where InfluxDB 1.x answers, which may change; looked up for each request. */
  readonly upstream: { readonly url: string };
  /** Any other `Authorization: Token …` is answered 401; default: everybody is let in. */
  readonly token?: string;
}

/** Names of the v2 protocol that the older one spells otherwise. */
const PRECISIONS: Readonly<Record<string, string>> = { us: 'u', ns: 'n' };

/**
 * Lets InfluxDB 1.x before 1.8 take `/api/v2/write`: the request goes on to `/write` with the bucket as
 * the database, body and encoding untouched, an error's text in the v2 shape. Everything else passes
 * as it is, without its token.
 */
export async function startInfluxV2Shim(options: InfluxV2ShimOptions): Promise<InfluxV2Shim> {
  const sockets = new Set<Socket>();
  const server = createServer((asked, answer) => forward(asked, answer, options));
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${portOf(server)}`,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

function forward(
  asked: IncomingMessage,
  answer: ServerResponse,
  { upstream, token }: InfluxV2ShimOptions,
): void {
  const { authorization, host: _, ...headers } = asked.headers;
  if (token !== undefined && authorization !== `Token ${token}`) {
    asked.resume();
    answer.writeHead(401, { 'content-type': 'application/json' });
    answer.end(JSON.stringify({ code: 'unauthorized', message: 'unauthorized access' }));
    return;
  }
  const url = new URL(asked.url ?? '/', upstream.url);
  const isWrite = url.pathname === '/api/v2/write';
  const onward = request(isWrite ? olderWrite(url) : url, { method: asked.method, headers });
  onward.on('response', (found) => {
    if (!isWrite || (found.statusCode ?? 0) < 400) {
      answer.writeHead(found.statusCode ?? 502, found.headers);
      found.pipe(answer);
      return;
    }
    passError(found, answer);
  });
  onward.on('error', () => answer.destroy());
  answer.on('close', () => onward.destroy());
  asked.pipe(onward);
}

function olderWrite(url: URL): URL {
  const precision = url.searchParams.get('precision') ?? 'ns';
  const older = new URL('/write', url);
  older.searchParams.set('db', url.searchParams.get('bucket') ?? '');
  older.searchParams.set('precision', PRECISIONS[precision] ?? precision);
  return older;
}

function passError(found: IncomingMessage, answer: ServerResponse): void {
  const status = found.statusCode ?? 502;
  const texts: Buffer[] = [];
  found.on('data', (piece: Buffer) => texts.push(piece));
  found.on('end', () => {
    const text = Buffer.concat(texts).toString();
    const message = /"error":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text;
    answer.writeHead(status, { 'content-type': 'application/json' });
    answer.end(
      `{"code":"${status === 404 ? 'not found' : 'invalid'}","message":"${message.trim()}"}`,
    );
  });
}
