const FIRST_BYTES = 16 * 1024;
/** UTF-8 takes at most so many bytes for a unit of UTF-16. */
const MOST_BYTES_A_UNIT = 3;
const NEWLINE = 10;

/**
 * Lines of the line protocol as bytes, one behind the other. As texts they would live long enough to be
 * copied about by the collector of garbage, which costs more than making them.
 */
export class LineBatch {
  #bytes = Buffer.allocUnsafe(FIRST_BYTES);
  /** Where each line ends, its newline included. */
  readonly #ends: number[] = [];

  get count(): number {
    return this.#ends.length;
  }

  /** How much is kept for it, bytes. */
  get bytes(): number {
    return this.#bytes.length;
  }

  add(line: string): void {
    const start = this.#start(this.count);
    this.#reserve(start + line.length * MOST_BYTES_A_UNIT + 1);
    const end = start + this.#bytes.write(line, start);
    this.#bytes[end] = NEWLINE;
    this.#ends.push(end + 1);
  }

  /** Adds lines of another batch, from one up to before another. */
  take(other: LineBatch, from: number, to: number): void {
    const [start, first] = [this.#start(this.count), other.#start(from)];
    const length = other.#start(to) - first;
    this.#reserve(start + length);
    other.#bytes.copy(this.#bytes, start, first, first + length);
    for (let index = from; index < to; index += 1) {
      this.#ends.push(other.#start(index + 1) - first + start);
    }
  }

  /** Lines from one up to before another, parted by newlines. */
  text(from: number, to: number): string {
    return this.#bytes.toString('utf8', this.#start(from), this.#start(to) - 1);
  }

  /** Gives back what was reserved and is not used. */
  trim(): void {
    this.#bytes = Buffer.from(this.#bytes.subarray(0, this.#start(this.count)));
  }

  /** Where a line starts; of the one behind the last: where it would. */
  #start(index: number): number {
    return index === 0 ? 0 : (this.#ends[index - 1] ?? 0);
  }

  #reserve(bytes: number): void {
    if (bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(bytes, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#start(this.count));
    this.#bytes = larger;
  }
}
