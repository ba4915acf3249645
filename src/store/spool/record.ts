import { crc32 } from 'node:zlib';

/** What a record of the log holds. */
export const RECORD_KINDS = { samples: 1, points: 2 } as const;
export type RecordKind = keyof typeof RECORD_KINDS;

export interface RecordHeader {
  readonly kind: RecordKind;
  /** Bytes of the payload. */
  readonly length: number;
  /** Samples or points in it. */
  readonly count: number;
  /** Samples and points before it in its segment. */
  readonly first: number;
  /** When it was written, epoch ms. */
  readonly at: number;
  readonly payloadCrc: number;
}

/** "YSP1" */
export const MAGIC_BYTES: Uint8Array = new Uint8Array([0x59, 0x53, 0x50, 0x31]);
const MAGIC = 0x31505359;
export const HEADER_BYTES = 36;
const CHECKED_BYTES = HEADER_BYTES - 4;

/** A record: a header that is checked by itself, so that a damaged payload can be passed over, and the payload. */
export function recordBytes(
  { kind, count, first, at }: Pick<RecordHeader, 'kind' | 'count' | 'first' | 'at'>,
  payload: Uint8Array,
): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + payload.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, RECORD_KINDS[kind], true);
  view.setUint32(8, payload.length, true);
  view.setUint32(12, count, true);
  view.setFloat64(16, at, true);
  view.setUint32(24, crc32(payload), true);
  view.setUint32(28, first, true);
  view.setUint32(CHECKED_BYTES, crc32(bytes.subarray(0, CHECKED_BYTES)), true);
  bytes.set(payload, HEADER_BYTES);
  return bytes;
}

/** The header at the start of `bytes`; null where there is no sound one. */
export function readHeader(bytes: Uint8Array): RecordHeader | null {
  if (bytes.length < HEADER_BYTES) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  if (view.getUint32(0, true) !== MAGIC) return null;
  if (view.getUint32(CHECKED_BYTES, true) !== crc32(bytes.subarray(0, CHECKED_BYTES))) return null;
  const kind = kindOf(view.getUint32(4, true));
  if (kind === null) return null;
  return {
    kind,
    length: view.getUint32(8, true),
    count: view.getUint32(12, true),
    first: view.getUint32(28, true),
    at: view.getFloat64(16, true),
    payloadCrc: view.getUint32(24, true),
  };
}

/** Whether the payload is the one that was written. */
export function isSound({ length, payloadCrc }: RecordHeader, payload: Uint8Array): boolean {
  return payload.length === length && crc32(payload) === payloadCrc;
}

function kindOf(code: number): RecordKind | null {
  if (code === RECORD_KINDS.samples) return 'samples';
  return code === RECORD_KINDS.points ? 'points' : null;
}
