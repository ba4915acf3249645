import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { answerParent } from '../process/answer-parent.ts';
import { commandOfHost } from './command.ts';
import { delayExactly } from './delay.ts';
import { answerTo, questionOf, TYPE_A } from './dns-message.ts';
import { Ledger } from './ledger.ts';

/**
 * Addresses that a resolv.conf can name, which knows no ports: loopback addresses of their own, so
 * that neither a resolver of the machine nor another bench is in the way.
 */
const RESOLV_CONF_ADDRESSES = ['127.53.0.1', '127.53.0.2', '127.53.0.3', '127.53.0.4'] as const;
const RESOLV_CONF_PORT = 53;

const ledger = new Ledger();
let queries = 0;

function answerOn(socket: Socket): void {
  socket.on('message', (message, peer) => {
    const question = questionOf(message);
    if (question === null) return;
    queries += 1;
    const { id, dnsMs } = commandOfHost(question.name);
    delayExactly(dnsMs, (producedMs) => {
      if (question.type === TYPE_A) ledger.record('dns', id, producedMs);
      socket.send(answerTo(message, question), peer.port, peer.address);
    });
  });
}

/** Bound where a resolv.conf can name it; on any port of 127.0.0.1 where that is not allowed. */
async function bind(): Promise<Socket> {
  const places = RESOLV_CONF_ADDRESSES.map((address) => [address, RESOLV_CONF_PORT] as const);
  for (const [address, port] of [...places, ['127.0.0.1', 0] as const]) {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 20 });
    socket.bind(port, address);
    const bound = await once(socket, 'listening').then(
      () => true,
      () => false,
    );
    if (bound) return socket;
  }
  throw new Error('no address for the DNS server');
}

const socket = await bind();
answerOn(socket);

answerParent({
  address: () => socket.address(),
  take: () => ledger.take(),
  queries: () => queries,
});
