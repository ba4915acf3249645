import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { codeOf } from '../core/errors.ts';
import type { OpenSite } from './site-messages.ts';

export const LOOPBACK = '127.0.0.1';

/** Where sites that share a port are. */
export type Spot = Omit<OpenSite, 'id'>;

/** One address and port that are ours; `port` 0 asked for any. */
export interface Held {
  readonly port: number;
  release(): void;
}

/** Takes a port of one address; rejects with the system's error where it is not to be had. */
export type Hold = (at: { readonly address: string; readonly port: number }) => Promise<Held>;

/** A port that is free at 127.x.y.z and taken at ::1 is tried anew this often. */
const MOST_TRIES = 20;

/** Takes a free port: the same one at both addresses, where there are two. */
export async function openSpot(hold: Hold, wanted: Omit<Spot, 'port'>): Promise<Spot> {
  let { address } = wanted;
  for (let tries = 1; ; tries += 1) {
    try {
      return await openSpotAgain(hold, { ...wanted, address, port: 0 });
    } catch (error) {
      const code = codeOf(error);
      // Not every system answers on all of 127.0.0.0/8 unasked.
      if (code === 'EADDRNOTAVAIL' && address !== LOOPBACK) address = LOOPBACK;
      else if (code !== 'EADDRINUSE' || tries === MOST_TRIES) throw error;
    }
  }
}

/** Takes this port, at both addresses or at none. */
export async function openSpotAgain(hold: Hold, spot: Spot): Promise<Spot> {
  const held = await hold(spot);
  if (spot.address6 !== null) {
    try {
      await hold({ address: spot.address6, port: held.port });
    } catch (error) {
      held.release();
      throw error;
    }
  }
  return { ...spot, port: held.port };
}

/** A server whose connections go to `onConnection`. */
export function holdOpenPort(onConnection: (socket: Socket) => void): Hold {
  return async (at) => {
    const server = createServer(onConnection);
    await listenOn(server, at);
    return { port: portOf(server), release: () => void server.close() };
  };
}

/**
 * A port at which nobody answers and which nobody else can take: the near end of a connection to
 * ourselves. A connection attempt to it is refused.
 */
export const holdClosedPort: Hold = async ({ address, port }) => {
  const server = createServer();
  await listenOn(server, { address, port: 0 });
  const socket = connect({
    host: address,
    port: portOf(server),
    ...(port === 0 ? {} : { localAddress: address, localPort: port }),
  });
  const release = () => {
    socket.destroy();
    server.close();
  };
  const accepted = Promise.withResolvers<Socket>();
  server.once('connection', accepted.resolve);
  try {
    await once(socket, 'connect');
  } catch (error) {
    release();
    throw error;
  }
  await accepted.promise;
  return { port: socket.localPort ?? 0, release };
};

async function listenOn(server: Server, at: Parameters<Hold>[0]): Promise<void> {
  server.listen({ host: at.address, port: at.port });
  await once(server, 'listening');
}

/** Guarantee of the cast: a TCP server that listens has an address with a port. */
function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
