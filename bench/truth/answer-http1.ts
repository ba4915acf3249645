import type { Socket } from 'node:net';
import { commandOfPath } from './command.ts';
import { delayExactly } from './delay.ts';
import type { Ledger } from './ledger.ts';

/**
 * Answers HTTP/1.1 requests on one socket, plain or TLS, written by hand because Node's server costs
 * three times as much. `wait` is counted from the read of the request to the write of the first
 * byte, `gap` from that write to the write of the last.
 */
export function answerHttp1(socket: Socket, ledger: Ledger): void {
  let pending = '';
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk: Buffer) => {
    pending += chunk.toString('latin1');
    for (;;) {
      const end = pending.indexOf('\r\n\r\n');
      if (end < 0) return;
      answerRequest(socket, pending.slice(0, end), ledger);
      pending = pending.slice(end + 4);
    }
  });
}

function answerRequest(socket: Socket, head: string, ledger: Ledger): void {
  const command = commandOfPath(head.split(' ', 2)[1] ?? '/');
  const closes = /^\S+ \S+ HTTP\/1\.0|\r\nconnection: *close/i.test(head);
  delayExactly(command.waitMs, (waitMs) => {
    if (socket.destroyed) return;
    ledger.record('wait', command.id, waitMs);
    const headers = headersOf(command.bodyBytes, closes);
    if (command.gapMs === 0) {
      finish(socket, headers + bodyOf(command.bodyBytes), closes);
      return;
    }
    const firstBytes = command.bodyBytes >> 1;
    socket.write(headers + bodyOf(firstBytes), 'latin1');
    delayExactly(command.gapMs, (gapMs) => {
      if (socket.destroyed) return;
      ledger.record('gap', command.id, gapMs);
      finish(socket, bodyOf(command.bodyBytes - firstBytes), closes);
    });
  });
}

function finish(socket: Socket, text: string, closes: boolean): void {
  if (closes) socket.end(text, 'latin1');
  else socket.write(text, 'latin1');
}

function headersOf(bodyBytes: number, closes: boolean): string {
  const connection = closes ? 'close' : 'keep-alive';
  return `HTTP/1.1 200 OK\r\nserver: truth\r\ncontent-type: text/html\r\ncontent-length: ${bodyBytes}\r\nconnection: ${connection}\r\n\r\n`;
}

const bodies = new Map<number, string>();

/** Printable filler of that many bytes. */
export function bodyOf(bytes: number): string {
  let body = bodies.get(bytes);
  if (body === undefined) {
    body = 'truth '.repeat(Math.ceil(bytes / 6)).slice(0, bytes);
    bodies.set(bytes, body);
  }
  return body;
}
