import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { answerParent } from '../process/answer-parent.ts';
import { answerHttp1 } from './answer-http1.ts';
import { Ledger } from './ledger.ts';

const ledger = new Ledger();
let connections = 0;

const server = createServer((socket) => {
  connections += 1;
  answerHttp1(socket, ledger);
});
server.listen({ host: '127.0.0.1', port: 0, backlog: 4096 });
await once(server, 'listening');

answerParent({
  port: () => (server.address() as AddressInfo).port,
  take: () => ledger.take(),
  connections: () => connections,
});
