import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readQuery, writeReply } from './dns-message.ts';
import type { NameBook } from './name-book.ts';

const HOST = '127.0.0.1';

/**
 * Answers the names of `book` over UDP on 127.0.0.1, at `port` or, where it is null, at any; resolves
 * with the port. Rejects with the system's error where the port is taken.
 */
export async function openNameServer(book: NameBook, port: number | null): Promise<number> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const read = readQuery(query);
    const answer = read === null ? null : book.answer(read.question);
    if (read === null || answer === null) return;
    const reply = writeReply(query, read.end, answer);
    // One that is gone before its answer costs nobody anything.
    const send = () => socket.send(reply, from.port, from.address, () => undefined);
    const delayMs = book.delayMsOf(read.question);
    if (delayMs > 0) setTimeout(send, delayMs);
    else send();
  });
  socket.bind(port ?? 0, HOST);
  await once(socket, 'listening');
  // A failed send is that asker's; the socket serves on.
  socket.on('error', () => undefined);
  return socket.address().port;
}
