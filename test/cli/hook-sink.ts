import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A notice as it arrived. */
export interface HookArrival {
  /** To whom, by the path. */
  readonly contact: string;
  readonly key: string;
  readonly body: string;
  readonly kind: string;
  /** Number of the life of the service that sent it. */
  readonly life: number;
}

export interface HookSink {
  readonly port: number;
  readonly received: readonly HookArrival[];
  /** Another life of the service begins; so many of its notices are answered, later ones are taken in silence. */
  begin(answered: number): void;
  close(): Promise<void>;
}

/** A receiver of webhooks that keeps what it is given, whether it answers or not. */
export async function startHookSink(): Promise<HookSink> {
  const received: HookArrival[] = [];
  const held = new Set<ServerResponse>();
  let life = 0;
  let left = 0;
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts).toString('utf8');
    const { kind } = JSON.parse(body) as { readonly kind: string };
    const key = String(request.headers['idempotency-key']);
    received.push({ contact: request.url ?? '', key, body, kind, life });
    left -= 1;
    if (left >= 0) response.end();
    else held.add(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    received,
    begin(answered) {
      for (const response of held) response.destroy();
      held.clear();
      life += 1;
      left = answered;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
