import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { portOf } from './raw-server.ts';

export interface RecordingProxy {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  readonly port: number;
  /** TCP connections accepted since start. */
  readonly connections: number;
  /** `METHOD what-was-asked-for`, in order. */
  readonly seen: readonly string[];
  /** Value of Proxy-Authorization of each of them. */
  readonly credentials: readonly (string | undefined)[];
  close(): Promise<void>;
}

export interface ProxyOptions {
  /** Answers every CONNECT with this status instead of a tunnel. */
  readonly refuseWith?: number;
}

/** A real forward proxy on loopback (RFC 9110 §9.3.6, RFC 9112 §3.2.2) that keeps what it was asked. */
export async function startRecordingProxy(options: ProxyOptions = {}): Promise<RecordingProxy> {
  const seen: string[] = [];
  const credentials: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;

  function record(asked: IncomingMessage): void {
    seen.push(`${asked.method} ${asked.url}`);
    credentials.push(asked.headers['proxy-authorization']);
  }

  const server = createServer((asked, response) => {
    record(asked);
    forward(asked, response);
  });
  server.on('connect', (asked: IncomingMessage, client: Socket, head: Buffer) => {
    record(asked);
    if (options.refuseWith !== undefined) {
      client.end(`HTTP/1.1 ${options.refuseWith} Refused\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`tcp://${asked.url}`);
    const upstream = connect(Number(port), hostname, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      upstream.write(head);
      // Either end may leave; then both do.
      pipeline(upstream, client, () => client.destroy());
      pipeline(client, upstream, () => upstream.destroy());
    });
    upstream.on('error', () => client.destroy());
    client.on('error', () => upstream.destroy());
  });
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    seen,
    credentials,
    get connections() {
      return connections;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function forward(asked: IncomingMessage, response: ServerResponse): void {
  const onward = request(asked.url ?? '', { method: asked.method, headers: asked.headers });
  onward.on('response', (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    pipeline(answer, response, () => response.end());
  });
  onward.on('error', () => response.writeHead(502).end());
  pipeline(asked, onward, () => onward.end());
}
