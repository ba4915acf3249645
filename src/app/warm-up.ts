import { once } from 'node:events';
import { createServer } from 'node:http';
import { AppError } from '../core/errors.ts';
import type { Probe } from '../core/ports/prober.ts';
import type { ProbeTarget } from '../core/words/probe-record.ts';

/** Probes after which the path's code is loaded and compiled, so that a first probe is no slower. */
const ROUNDS = 25;

/**
 * Runs the probe against a server of our own on loopback until its path is warm: the error of `wait`
 * of a first, single probe falls from several ms to below one.
 */
export async function warmUp(probe: Probe): Promise<void> {
  const server = createServer((_request, response) => {
    setImmediate(() => response.end('yamabiko'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new AppError('internal', 'the warm-up server has no port');
  }
  const target = warmUpTarget(`http://localhost:${address.port}/`);
  try {
    const signal = new AbortController().signal;
    for (let round = 0; round < ROUNDS; round += 1) {
      await probe({ target, scheduledAt: Date.now(), attempt: 1 }, signal);
    }
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function warmUpTarget(url: string): ProbeTarget {
  return {
    id: 'warm-up',
    member: 'warm-up',
    sector: 'warm-up',
    url,
    family: 4,
    timeoutMs: 2000,
    expect: { status: null, text: null },
    bodyLimitBytes: 1024,
    http: 'auto',
    allowPrivate: true,
    limitBy: 'host',
  };
}
