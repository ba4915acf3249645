import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { portOf } from './raw-server.ts';

/** How a request is answered; `lost`: the connection is cut once the request has come whole. */
export type HookAnswer =
  | 'lost'
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      /** The connection is cut after this much of the answer. */
      readonly isBroken?: boolean;
    };

export interface HookRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Signed with the secret within the last five minutes, as `docs/notices.md` says it is checked. */
  readonly isGenuine: boolean;
}

export interface HookReceiver {
  /** `http://127.0.0.1:port`. */
  readonly origin: string;
  readonly received: readonly HookRequest[];
  /** TCP connections accepted since start. */
  readonly connections: number;
  /** Answers the coming requests in turn; those after them get 204. */
  answerWith(...answers: readonly HookAnswer[]): void;
  close(): Promise<void>;
}

const OLDEST_S = 300;

/** A program of a stranger that takes notices by HTTP and believes no unsigned one. */
export async function startHookReceiver(secret: string): Promise<HookReceiver> {
  const received: HookRequest[] = [];
  const answers: HookAnswer[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer(async (request, response) => {
    const body = await textOf(request);
    const { method = '', url: path = '', headers } = request;
    const signature = String(headers['x-yamabiko-signature'] ?? '');
    received.push({
      method,
      path,
      headers,
      body,
      isGenuine: isGenuine(secret, signature, body, Date.now()),
    });
    const answer = answers.shift() ?? { status: 204 };
    if (answer === 'lost') return void request.socket.destroy();
    response.writeHead(answer.status, { ...answer.headers });
    if (answer.isBroken !== true) return void response.end(answer.body);
    response.write(answer.body ?? 'beginning', () => request.socket.destroy());
  });
  server.on('connection', (socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${portOf(server)}`,
    received,
    get connections() {
      return connections;
    },
    answerWith: (...next) => void answers.push(...next),
    async close() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Whether a body bears a fresh signature of who knows the secret; `now` in epoch ms. */
export function isGenuine(secret: string, signature: string, body: string, now: number): boolean {
  const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  if (seconds === undefined || given === undefined) return false;
  if (Math.abs(now / 1000 - Number(seconds)) > OLDEST_S) return false;
  const own = createHmac('sha256', secret).update(`${seconds}.${body}`).digest();
  return timingSafeEqual(own, Buffer.from(given, 'hex'));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
