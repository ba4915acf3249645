import type { TimeRange } from '../../core/ports/sample-store.ts';
import type { Spool } from './spool-port.ts';

/** Times of what was appended for one bucket and is not known to have reached it. */
export class Unsent {
  readonly #spool: Spool;
  readonly #bucket: string;
  /** Asked about in this order; the last one still grows. */
  readonly #waiting = new Set<{ from: number; to: number }>();
  #growing: { from: number; to: number } | null = null;

  constructor(spool: Spool, bucket: string) {
    this.#spool = spool;
    this.#bucket = bucket;
  }

  /** To be called once the spool acknowledged it. */
  note(at: number): void {
    if (this.#growing === null) {
      this.#growing = { from: at, to: at + 1 };
      this.#waiting.add(this.#growing);
      return;
    }
    this.#growing.from = Math.min(this.#growing.from, at);
    this.#growing.to = Math.max(this.#growing.to, at + 1);
  }

  /**
   * Resolves true at once where nothing of the range can be under way, else when the bucket has it, or
   * false after `waitMs`.
   */
  async settled(range: TimeRange, waitMs: number): Promise<boolean> {
    const touches = [...this.#waiting].some(({ from, to }) => from < range.to && to > range.from);
    if (!touches) return true;
    const asked = [...this.#waiting];
    this.#growing = null;
    const isDrained = await this.#spool.drained(this.#bucket, waitMs);
    if (isDrained) for (const each of asked) this.#waiting.delete(each);
    else this.#join(asked);
    return isDrained;
  }

  /** Keeps the set small while the bucket takes nothing. */
  #join(asked: readonly { from: number; to: number }[]): void {
    const [first, ...rest] = asked.filter((each) => this.#waiting.has(each));
    if (first === undefined) return;
    for (const each of rest) {
      first.from = Math.min(first.from, each.from);
      first.to = Math.max(first.to, each.to);
      this.#waiting.delete(each);
    }
  }
}
