import { createSocket } from 'node:dgram';
import type { ResolvedAddress } from './resolver.ts';

/** What the system says of a peer that cannot be reached, by its own routes or a router's word. */
const UNREACHABLE_CODES: ReadonlySet<string> = new Set(['ENETUNREACH', 'EHOSTUNREACH']);
/** Any: nothing is sent to it. */
const PORT = 9;

/** Said of a peer that a router on the way, not this machine, called unreachable. */
export const UNREACHABLE_ON_THE_WAY = 'ICMP_UNREACHABLE';

/**
 * The code of a failed connect, told apart where the system is not exact: an address without a route
 * of ours keeps `ENETUNREACH` or `EHOSTUNREACH`, one that a router or firewall on the way refused by
 * ICMP becomes {@link UNREACHABLE_ON_THE_WAY}.
 */
export async function codeByRoute(
  code: string | null,
  peer: ResolvedAddress,
): Promise<string | null> {
  if (code === null || !UNREACHABLE_CODES.has(code)) return code;
  return (await hasRoute(peer)) ? UNREACHABLE_ON_THE_WAY : code;
}

/** A UDP connect looks the route up in the system's tables and sends nothing. */
function hasRoute({ address, family }: ResolvedAddress): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = createSocket({
    type: family === 6 ? 'udp6' : 'udp4',
    lookup: (name, _options, found) => found(null, name, family),
  });
  socket.once('error', () => resolve(false));
  socket.once('connect', () => resolve(true));
  socket.connect(PORT, address);
  return promise.finally(() => socket.close());
}
