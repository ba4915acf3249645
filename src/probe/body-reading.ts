/** What is read of a body: counted to a limit, its beginning kept where somebody will look at it. */
export interface BodyLimits {
  /** Encoded bytes after which reading stops. */
  readonly limitBytes: number;
  /** Encoded bytes to keep from the beginning; 0 = only count. */
  readonly keepBytes: number;
}

export class BodyReading {
  readonly #limits: BodyLimits;
  readonly #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #encodedBytes = 0;
  #truncated = false;

  constructor(limits: BodyLimits) {
    this.#limits = limits;
  }

  /** Encoded bytes read, never more than the limit. */
  get encodedBytes(): number {
    return this.#encodedBytes;
  }

  /** The body is longer than the limit. */
  get truncated(): boolean {
    return this.#truncated;
  }

  /** Takes the next bytes; false = the limit is passed and nothing more is wanted. */
  add(chunk: Uint8Array): boolean {
    const { limitBytes, keepBytes } = this.#limits;
    const room = limitBytes - this.#encodedBytes;
    const taken = chunk.byteLength > room ? chunk.subarray(0, room) : chunk;
    this.#encodedBytes += taken.byteLength;
    const missing = keepBytes - this.#keptBytes;
    if (missing > 0 && taken.byteLength > 0) {
      const kept = taken.byteLength > missing ? taken.subarray(0, missing) : taken;
      this.#kept.push(kept);
      this.#keptBytes += kept.byteLength;
    }
    this.#truncated = chunk.byteLength > room;
    return !this.#truncated;
  }

  /** The bytes kept, as one. */
  kept(): Uint8Array {
    return Buffer.concat(this.#kept);
  }
}
