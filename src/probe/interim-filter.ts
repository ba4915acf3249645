import type { Socket } from 'node:net';
import { MAX_HEADER_BYTES } from './exchange.ts';

export interface InterimListener {
  /** The first byte of a response was read: of each interim one and of the final one. */
  readonly onFirstByte: () => void;
  /** An interim response is whole. */
  readonly onInterim: (statusCode: number) => void;
}

const INTERIM_START = 'HTTP/1.x 1';
const STATUS_START_BYTES = 'HTTP/1.x 1xx'.length;
/** Where the class of the status stands, and the one of interim responses. */
const CLASS_AT = 'HTTP/1.x '.length;
const ONE = 0x31;
const BLANK_LINE = '\r\n\r\n';
/** Switches the protocol: no final response follows it. */
const SWITCHING_PROTOCOLS = 101;

/**
 * Takes interim responses out of what is read from the socket, until the first byte that belongs to
 * none. A client has to accept them unasked (RFC 9110 §15.2); undici 8 ends the connection at
 * `100 Continue`.
 */
export function filterInterim(socket: Socket, listener: InterimListener): void {
  const read = socket.read;
  let held: Buffer = Buffer.alloc(0);

  function readFiltered(): Buffer | null {
    for (;;) {
      const chunk: Buffer | null = read.call(socket);
      if (chunk === null) return null;
      if (held.byteLength === 0) listener.onFirstByte();
      held = held.byteLength === 0 ? chunk : Buffer.concat([held, chunk]);
      dropInterim();
      if (mayBeInterim(held)) continue;
      socket.read = read; // Deleting it instead would make every later access to the socket slow.
      return held;
    }
  }

  function dropInterim(): void {
    while (mayBeInterim(held)) {
      const end = held.indexOf(BLANK_LINE);
      if (end < 0) return;
      listener.onInterim(Number(held.toString('latin1', 9, STATUS_START_BYTES)));
      held = held.subarray(end + BLANK_LINE.length);
      if (held.byteLength > 0) listener.onFirstByte();
    }
  }

  socket.read = readFiltered;
}

/** Whether the bytes are the beginning of an interim response, or too few to tell. */
function mayBeInterim(bytes: Buffer): boolean {
  if (bytes.byteLength > CLASS_AT && bytes[CLASS_AT] !== ONE) return false;
  const start = bytes.toString('latin1', 0, STATUS_START_BYTES).replace(/^(HTTP\/1\.)[01]/, '$1x');
  if (start.length < INTERIM_START.length) return INTERIM_START.startsWith(start);
  if (!start.startsWith(INTERIM_START)) return false;
  return Number(start.slice(9)) !== SWITCHING_PROTOCOLS && !isMalformed(bytes);
}

/** A head that is too large, or that runs into the next response for want of a blank line. */
function isMalformed(bytes: Buffer): boolean {
  const end = bytes.indexOf(BLANK_LINE);
  const next = bytes.indexOf('\nHTTP/1.');
  if (end < 0) return next >= 0 || bytes.byteLength > MAX_HEADER_BYTES;
  return end > MAX_HEADER_BYTES || (next >= 0 && next < end);
}
