/** Frames of HTTP/2 as bytes. Source: RFC 9113 §4, §6, §7; RFC 7541 §6. */

export const FRAME = {
  data: 0,
  headers: 1,
  rstStream: 3,
  settings: 4,
  ping: 6,
  goaway: 7,
  continuation: 9,
} as const;

export const FLAG = { endStream: 1, ack: 1, endHeaders: 4 } as const;

export const H2_ERROR = {
  noError: 0,
  internalError: 2,
  refusedStream: 7,
  enhanceYourCalm: 11,
} as const;

/** What a client sends before its first frame. */
export const CLIENT_PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 'latin1');

export interface Frame {
  readonly type: number;
  readonly flags: number;
  readonly stream: number;
  readonly payload: Buffer;
}

const HEAD_BYTES = 9;
const NO_PAYLOAD = Buffer.alloc(0);

export function encodeFrame(frame: Partial<Frame> & { readonly type: number }): Buffer {
  const { type, flags = 0, stream = 0, payload = NO_PAYLOAD } = frame;
  const head = Buffer.alloc(HEAD_BYTES);
  head.writeUIntBE(payload.length, 0, 3);
  head.writeUInt8(type, 3);
  head.writeUInt8(flags, 4);
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** The whole frames at the start of the bytes, and the bytes after them. */
export function decodeFrames(bytes: Buffer): {
  readonly frames: readonly Frame[];
  readonly rest: Buffer;
} {
  const frames: Frame[] = [];
  let at = 0;
  while (bytes.length - at >= HEAD_BYTES) {
    const end = at + HEAD_BYTES + bytes.readUIntBE(at, 3);
    if (bytes.length < end) break;
    frames.push({
      type: bytes.readUInt8(at + 3),
      flags: bytes.readUInt8(at + 4),
      stream: bytes.readUInt32BE(at + 5) & 0x7fffffff,
      payload: bytes.subarray(at + HEAD_BYTES, end),
    });
    at = end;
  }
  return { frames, rest: bytes.subarray(at) };
}

/** Final or interim headers of an answer; fields are literals that no table remembers. */
export function headersFrame(
  stream: number,
  status: number,
  options: {
    readonly fields?: Readonly<Record<string, string>>;
    readonly endStream?: boolean;
    readonly endHeaders?: boolean;
  } = {},
): Buffer {
  const { fields = {}, endStream = false, endHeaders = true } = options;
  const block = headerBlock({ ':status': String(status), ...fields });
  const flags = (endStream ? FLAG.endStream : 0) | (endHeaders ? FLAG.endHeaders : 0);
  return encodeFrame({ type: FRAME.headers, flags, stream, payload: block });
}

/** A header block of literals without indexing and without Huffman coding. */
export function headerBlock(fields: Readonly<Record<string, string>>): Buffer {
  const parts = Object.entries(fields).flatMap(([name, value]) => [
    Buffer.from([0]),
    hpackString(name),
    hpackString(value),
  ]);
  return Buffer.concat(parts);
}

export function dataFrame(stream: number, payload: Buffer, endStream = false): Buffer {
  return encodeFrame({ type: FRAME.data, flags: endStream ? FLAG.endStream : 0, stream, payload });
}

export function rstStreamFrame(stream: number, errorCode: number): Buffer {
  const payload = Buffer.alloc(4);
  payload.writeUInt32BE(errorCode, 0);
  return encodeFrame({ type: FRAME.rstStream, stream, payload });
}

export function goawayFrame(lastStream: number, errorCode: number): Buffer {
  const payload = Buffer.alloc(8);
  payload.writeUInt32BE(lastStream, 0);
  payload.writeUInt32BE(errorCode, 4);
  return encodeFrame({ type: FRAME.goaway, payload });
}

/** A length of seven bits with its continuation, then the bytes as they are. */
function hpackString(text: string): Buffer {
  const bytes = Buffer.from(text, 'latin1');
  const length: number[] = [];
  let rest = bytes.length;
  if (rest < 127) length.push(rest);
  else {
    length.push(127);
    rest -= 127;
    while (rest >= 128) {
      length.push((rest % 128) | 128);
      rest = Math.floor(rest / 128);
    }
    length.push(rest);
  }
  return Buffer.concat([Buffer.from(length), bytes]);
}
