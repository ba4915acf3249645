import type { Socket } from 'node:net';

/** Writes the same bytes for as long as the other side takes them, some 64 KiB at a time. */
export function pour(socket: Socket, bytes: Buffer): void {
  const block = Buffer.concat(Array(Math.ceil(65_536 / bytes.length)).fill(bytes));
  const more = () => {
    while (socket.writable && socket.write(block));
  };
  socket.on('drain', more);
  more();
}
