import type { Failure } from './failure.ts';

/** Detail of a probe that its caller cancelled. */
export const CANCELLED = 'CANCELLED';

const TIMED_OUT: Failure = { reason: 'timeout', detail: null };
const ABORTED: Failure = { reason: 'internal', detail: CANCELLED };

/**
 * The one deadline of a probe, and its cancellation. A probe does one thing at a time; that thing
 * registers how to stop it, and is stopped with the failure to end in.
 */
export class Deadline {
  readonly #timer: NodeJS.Timeout;
  readonly #signal: AbortSignal;
  readonly #onAbort: () => void;
  #stop: ((failure: Failure) => void) | null = null;
  #ended: Failure | null = null;

  constructor(timeoutMs: number, signal: AbortSignal) {
    this.#timer = setTimeout(() => this.#end(TIMED_OUT), timeoutMs);
    this.#signal = signal;
    this.#onAbort = () => this.#end(ABORTED);
    if (signal.aborted) this.#ended = ABORTED;
    else signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** The failure that the deadline ended in; null while it has not passed. */
  get ended(): Failure | null {
    return this.#ended;
  }

  /** Replaces what is to be stopped; stops it at once when the deadline has passed. */
  watch(stop: (failure: Failure) => void): void {
    if (this.#ended === null) this.#stop = stop;
    else stop(this.#ended);
  }

  /** Nothing is in progress. */
  release(): void {
    this.#stop = null;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#signal.removeEventListener('abort', this.#onAbort);
    this.#stop = null;
  }

  #end(failure: Failure): void {
    if (this.#ended !== null) return;
    this.#ended = failure;
    const stop = this.#stop;
    this.#stop = null;
    stop?.(failure);
  }
}
