import type { IncomingMessage, ServerResponse } from 'node:http';
import { background } from '../core/background.ts';
import type { Log } from '../core/ports/log.ts';
import { bytesOf } from './outlet.ts';
import { packed } from './packed.ts';

/** Writes an answer to the socket, no faster than it is read; resolves when it is out or cut off. */
export async function writeResponse(
  response: Response,
  socket: { readonly incoming: IncomingMessage; readonly outgoing: ServerResponse },
  log: Log,
): Promise<void> {
  const { incoming, outgoing } = socket;
  if (response.body === null) {
    const { headers, body } = await packed(response, bytesOf(response), incoming.headers);
    outgoing.writeHead(response.status, headers);
    outgoing.end(incoming.method === 'HEAD' ? undefined : body);
    return;
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.flushHeaders();
  const reader = response.body.getReader();
  outgoing.once('close', () => background(reader.cancel(), 'end an answer cut off', log));
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (outgoing.destroyed) {
      await reader.cancel();
      break;
    }
    if (!outgoing.write(value)) await drained(outgoing);
  }
  outgoing.end();
}

function drained(outgoing: ServerResponse): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  // Each leaves with the other: a stream waits as often as its reader is slow.
  const done = () => {
    outgoing.off('drain', done);
    outgoing.off('close', done);
    resolve();
  };
  outgoing.on('drain', done);
  outgoing.on('close', done);
  return promise;
}
