import { once } from 'node:events';
import { createServer } from 'node:net';
import { codeOf } from '../core/errors.ts';

export const IPV6_LOOPBACK = '::1';

/** What systems say of an address that they do not have, or of a family that they do not speak. */
const ABSENT: ReadonlySet<string | null> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']);

/** Whether a server can listen at ::1 on this machine: told by opening one for a moment. */
export async function hasIpv6Loopback(): Promise<boolean> {
  const server = createServer();
  try {
    server.listen({ host: IPV6_LOOPBACK, port: 0 });
    await once(server, 'listening');
  } catch (error) {
    if (!ABSENT.has(codeOf(error))) throw error;
    return false;
  }
  const closed = once(server, 'close');
  server.close();
  await closed;
  return true;
}
