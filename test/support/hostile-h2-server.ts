import type { Socket } from 'node:net';
import type { ServerCertificate } from './certificates.ts';
import { CLIENT_PREFACE, decodeFrames, encodeFrame, FLAG, FRAME, type Frame } from './h2-frames.ts';
import { type RawConnection, type RawServer, startRawServer } from './raw-server.ts';

/** A request of a client, and the connection it came on, to be answered in bytes. */
export interface H2Request extends RawConnection {
  readonly stream: number;
  send(...frames: readonly Buffer[]): void;
}

export interface HostileH2Server extends RawServer {
  /** HEADERS frames that opened a stream, over all connections. */
  readonly requests: number;
}

/**
 * An HTTP/2 server over TLS (ALPN h2) that behaves until a request comes, and then does what the
 * script says, byte by byte.
 */
export async function startHostileH2Server(
  certificate: ServerCertificate,
  onRequest: (request: H2Request) => void,
): Promise<HostileH2Server> {
  let requests = 0;
  const server = await startRawServer(
    (connection) => {
      const { socket } = connection;
      const send = (...frames: readonly Buffer[]) => {
        if (socket.writable) socket.write(Buffer.concat(frames));
      };
      send(encodeFrame({ type: FRAME.settings }));
      onFrames(socket, (frame) => {
        const reply = politeReply(frame);
        if (reply !== null) send(reply);
        if (frame.type !== FRAME.headers) return;
        requests += 1;
        onRequest({ ...connection, stream: frame.stream, send });
      });
    },
    { certificate, alpn: ['h2'] },
  );
  return {
    port: server.port,
    get connections() {
      return server.connections;
    },
    get open() {
      return server.open;
    },
    get requests() {
      return requests;
    },
    idle: () => server.idle(),
    close: () => server.close(),
  };
}

/** What every server owes: an ACK of settings and pings. */
function politeReply({ type, flags, payload }: Frame): Buffer | null {
  if ((flags & FLAG.ack) !== 0) return null;
  if (type === FRAME.settings) return encodeFrame({ type, flags: FLAG.ack });
  if (type === FRAME.ping) return encodeFrame({ type, flags: FLAG.ack, payload });
  return null;
}

/** Calls back with every frame after the client's preface. */
function onFrames(socket: Socket, callback: (frame: Frame) => void): void {
  let bytes: Buffer = Buffer.alloc(0);
  let greeted = false;
  socket.on('data', (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    if (!greeted) {
      if (bytes.length < CLIENT_PREFACE.length) return;
      greeted = true;
      bytes = bytes.subarray(CLIENT_PREFACE.length);
    }
    const { frames, rest } = decodeFrames(bytes);
    bytes = rest;
    for (const frame of frames) callback(frame);
  });
}
