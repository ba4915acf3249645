import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { ServerCertificate } from './certificates.ts';

export interface RawServerOptions {
  /** With it the script sees the decrypted stream; without it plain TCP. */
  readonly certificate?: ServerCertificate;
  /** ALPN offers of a TLS server; default http/1.1 alone. */
  readonly alpn?: readonly string[];
  /** Default 127.0.0.1. */
  readonly host?: string;
}

export interface RawServer {
  readonly port: number;
  /** TCP connections accepted since start. */
  readonly connections: number;
  /** TCP connections open now. */
  readonly open: number;
  /** Resolves when no TCP connection is open. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** A connection as the script has it: after the handshake where there is one. */
export interface RawConnection {
  /** The decrypted stream. */
  readonly socket: Socket;
  /** Ends the connection with a TCP reset, as a crashed or impatient peer does. */
  reset(): void;
}

/**
 * A TCP or TLS server whose every byte the script writes. Errors of its sockets are expected and
 * end them; what the script does not read is read and dropped.
 */
export async function startRawServer(
  script: (connection: RawConnection) => void,
  options: RawServerOptions = {},
): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const idleWaiters = new Set<() => void>();
  const secure = secureWith(options);
  let connections = 0;

  function forget(socket: Socket): void {
    sockets.delete(socket);
    if (sockets.size > 0) return;
    for (const wake of idleWaiters) wake();
    idleWaiters.clear();
  }

  function run(connection: RawConnection): void {
    script(connection);
    if (connection.socket.listenerCount('data') === 0) connection.socket.resume();
  }

  const server = createServer((transport) => {
    connections += 1;
    sockets.add(transport);
    transport.on('close', () => forget(transport));
    transport.on('error', () => transport.destroy());
    const reset = () => void transport.resetAndDestroy();
    if (secure === null) run({ socket: transport, reset });
    else secure(transport, (socket) => run({ socket, reset }));
  });
  server.listen(0, options.host ?? '127.0.0.1');
  await once(server, 'listening');
  return {
    port: portOf(server),
    get connections() {
      return connections;
    },
    get open() {
      return sockets.size;
    },
    idle: () =>
      sockets.size === 0
        ? Promise.resolve()
        : new Promise((resolve) => {
            idleWaiters.add(resolve);
          }),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** The port of a server that listens on TCP. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  return address.port;
}

/** Calls back once when the blank line that ends a request's head has come. */
export function onRequestHead(socket: Socket, callback: (head: string) => void): void {
  let head = '';
  const read = (chunk: Buffer) => {
    head += chunk.toString('latin1');
    if (!head.includes('\r\n\r\n')) return;
    socket.off('data', read);
    socket.resume();
    callback(head);
  };
  socket.on('data', read);
}

type Secure = (transport: Socket, onSecure: (socket: TLSSocket) => void) => void;

/** The server's side of the handshake over a socket that stays in reach; null without TLS. */
function secureWith({ certificate, alpn = ['http/1.1'] }: RawServerOptions): Secure | null {
  if (certificate === undefined) return null;
  const secureContext = createSecureContext({ cert: certificate.cert, key: certificate.key });
  return (transport, onSecure) => {
    const options = { isServer: true, secureContext, ALPNProtocols: [...alpn] };
    const socket = new TLSSocket(transport, options);
    socket.on('error', () => transport.destroy());
    socket.on('close', () => transport.destroy());
    socket.on('secure', () => onSecure(socket));
  };
}
