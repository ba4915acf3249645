import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { HEADER_BYTES, isSound, MAGIC_BYTES, type RecordHeader, readHeader } from './record.ts';

/** What lies at a place of a segment. */
export interface FoundRecord {
  readonly header: RecordHeader;
  /** Where it begins; behind the place asked for where damaged bytes lie before it. */
  readonly offset: number;
  /** Where the next one begins. */
  readonly end: number;
}

const CHUNK_BYTES = 256 * 1024;

/** Reads a segment, also one that is being written to. Throws what the file system throws. */
export class SegmentReader {
  readonly #file: number;
  #chunk: Uint8Array = new Uint8Array(0);
  #chunkAt = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'r');
  }

  /** The first record with a sound header at or after `offset` that lies before `end`; null = none. */
  find(offset: number, end: number): FoundRecord | null {
    let at = offset;
    while (at + HEADER_BYTES <= end) {
      const header = readHeader(this.#bytes(at, HEADER_BYTES));
      if (header !== null && at + HEADER_BYTES + header.length <= end) {
        return { header, offset: at, end: at + HEADER_BYTES + header.length };
      }
      at = this.#nextMagic(at + 1, end);
    }
    return null;
  }

  /** The payload of a record; null where it is damaged. */
  payload({ header, offset }: FoundRecord): Uint8Array | null {
    const bytes = this.#bytes(offset + HEADER_BYTES, header.length);
    return isSound(header, bytes) ? bytes : null;
  }

  /** Bytes in the file now. */
  size(): number {
    return fstatSync(this.#file).size;
  }

  close(): void {
    closeSync(this.#file);
  }

  #nextMagic(from: number, end: number): number {
    for (let at = from; at < end; at += CHUNK_BYTES - MAGIC_BYTES.length) {
      const bytes = this.#bytes(at, Math.min(CHUNK_BYTES, end - at));
      const found = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(MAGIC_BYTES);
      if (found >= 0) return at + found;
    }
    return end;
  }

  /** A view of `length` bytes at `offset`, shorter at the end of the file; good until the next call. */
  #bytes(offset: number, length: number): Uint8Array {
    const inside = offset - this.#chunkAt;
    if (inside >= 0 && inside + length <= this.#chunk.length) {
      return this.#chunk.subarray(inside, inside + length);
    }
    const chunk = new Uint8Array(Math.max(length, CHUNK_BYTES));
    let filled = 0;
    while (filled < chunk.length) {
      const read = readSync(this.#file, chunk, filled, chunk.length - filled, offset + filled);
      if (read === 0) break;
      filled += read;
    }
    this.#chunk = chunk.subarray(0, filled);
    this.#chunkAt = offset;
    return this.#chunk.subarray(0, Math.min(length, filled));
  }
}
