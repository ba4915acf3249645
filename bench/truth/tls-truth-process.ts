import { once } from 'node:events';
import { createSecureServer, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createSecureContext, createServer, type SecureContext } from 'node:tls';
import { answerParent } from '../process/answer-parent.ts';
import { answerH2 } from './answer-h2.ts';
import { answerHttp1 } from './answer-http1.ts';
import { commandOfHost } from './command.ts';
import { delayExactly } from './delay.ts';
import { Ledger } from './ledger.ts';

const cert = process.env['TRUTH_CERTIFICATE'] ?? '';
const key = process.env['TRUTH_KEY'] ?? '';
const context = createSecureContext({ cert, key });
const ledger = new Ledger();
let connections = 0;

type ContextCallback = (error: Error | null, context?: SecureContext) => void;

/** Holds the handshake back between the ClientHello and the server's flight. */
function holdHandshake(host: string, answer: ContextCallback): void {
  const { id, tlsMs } = commandOfHost(host);
  delayExactly(tlsMs, (producedMs) => {
    ledger.record('tls', id, producedMs);
    answer(null, context);
  });
}

const options = { cert, key, SNICallback: holdHandshake };
const http1 = createServer({ ...options, ALPNProtocols: ['http/1.1'] }, (socket) => {
  connections += 1;
  answerHttp1(socket, ledger);
});
const h2 = createSecureServer({ ...options, allowHTTP1: false });
h2.on('session', (session) => {
  connections += 1;
  session.on('error', () => session.destroy());
});
h2.on('stream', (stream: ServerHttp2Stream, headers) => {
  answerH2(stream, headers[':path'] ?? '/', ledger);
});
for (const server of [http1, h2]) {
  server.on('tlsClientError', () => undefined);
  server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 });
  await once(server, 'listening');
}

answerParent({
  ports: () => ({
    http1: (http1.address() as AddressInfo).port,
    h2: (h2.address() as AddressInfo).port,
  }),
  take: () => ledger.take(),
  connections: () => connections,
});
