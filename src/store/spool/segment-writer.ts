import { closeSync, fdatasyncSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { HEADER_BYTES, type RecordHeader, recordBytes } from './record.ts';

/** The segment that records are added to. Throws what the file system throws. */
export class SegmentWriter {
  readonly number: number;
  readonly path: string;
  readonly #file: number;
  #bytes = 0;
  #count = 0;
  /** What a failed write left behind could not be taken back: the segment takes no more. */
  #isBroken = false;

  /** A file of an attempt that failed is begun anew: no segment has the number of another. */
  constructor(number: number, path: string) {
    this.number = number;
    this.path = path;
    this.#file = openSync(path, 'w');
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Samples and points in it. */
  get count(): number {
    return this.#count;
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  /** Adds a record whole, or throws and leaves the segment as it was. */
  add(record: Pick<RecordHeader, 'kind' | 'count' | 'at'>, payload: Uint8Array): void {
    const bytes = recordBytes({ ...record, first: this.#count }, payload);
    try {
      for (let written = 0; written < bytes.length; ) {
        written += writeSync(this.#file, bytes, written);
      }
    } catch (error) {
      this.#takeBack();
      throw error;
    }
    this.#bytes += HEADER_BYTES + payload.length;
    this.#count += record.count;
  }

  sync(): void {
    fdatasyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
  }

  #takeBack(): void {
    try {
      ftruncateSync(this.#file, this.#bytes);
    } catch {
      // A reader passes over the torn record as it does over any damage; the next segment goes on.
      this.#isBroken = true;
    }
  }
}
