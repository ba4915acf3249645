import type { OutboxEntry, OutboxResult } from '../../core/ports/notice-store.ts';

/** The notices of one contact that wait, in the order in which they leave. */
export class ContactLine {
  /** The first one is being sent, or its result is being kept. */
  isBusy = false;
  /** Ends the rest; null = it does not rest. */
  cancelRest: (() => void) | null = null;
  /** The other side asked for the rest. */
  isRestAsked = false;
  /** Monotonic ms. */
  triedAt = Number.NEGATIVE_INFINITY;
  readonly #entries: OutboxEntry[] = [];

  get head(): OutboxEntry | null {
    return this.#entries[0] ?? null;
  }

  get length(): number {
    return this.#entries.length;
  }

  /** False where it is there already. One that is being sent stays the first. */
  add(entry: OutboxEntry): boolean {
    if (this.#entries.some(({ seq }) => seq === entry.seq)) return false;
    const place = this.#entries.findIndex(({ seq }) => seq > entry.seq);
    const at = place === -1 ? this.#entries.length : Math.max(place, this.isBusy ? 1 : 0);
    this.#entries.splice(at, 0, entry);
    return true;
  }

  /** What became of the first one. */
  take(result: OutboxResult): void {
    const entry = this.#entries.shift();
    if (entry !== undefined && result.state === 'waiting') {
      this.#entries.unshift({ ...entry, ...result });
    }
  }
}
