import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { answerParent } from '../process/answer-parent.ts';

/** A message as the server took it. */
export interface TakenMail {
  readonly to: string;
  /** When the last byte of it was there, epoch ms. */
  readonly at: number;
  readonly raw: string;
}

const taken: TakenMail[] = [];
const server = new SMTPServer({
  logger: false,
  disableReverseLookup: true,
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData(stream, { envelope }, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      const raw = Buffer.concat(chunks).toString('utf8');
      for (const { address: to } of envelope.rcptTo) taken.push({ to, at: Date.now(), raw });
      done(null);
    });
  },
});
server.on('error', () => undefined);
server.listen(0, '127.0.0.1');
await once(server.server, 'listening');

answerParent({
  port: () => (server.server.address() as AddressInfo).port,
  count: () => taken.length,
  taken: () => taken,
});
