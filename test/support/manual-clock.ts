import type { Clock } from '../../src/core/ports/clock.ts';

interface Waiting {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** A clock that moves only when told, its wall apart from its monotonic side. */
export class ManualClock implements Clock {
  #wallMs: number;
  #monotonicMs = 1000;
  readonly #waiting = new Set<Waiting>();

  constructor(startAt: number) {
    this.#wallMs = startAt;
  }

  /** Calls that have not come back yet. */
  get pending(): number {
    return this.#waiting.size;
  }

  now(): number {
    return Math.floor(this.#wallMs);
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const waiting = { dueMs: this.#monotonicMs + delayMs, callback };
    this.#waiting.add(waiting);
    return () => this.#waiting.delete(waiting);
  }

  /** Lets time pass; every call comes back at its own time, and what it started settles before the next. */
  async run(durationMs: number): Promise<void> {
    const endMs = this.#monotonicMs + durationMs;
    for (let next = this.#next(); next !== null && next.dueMs <= endMs; next = this.#next()) {
      this.freeze(Math.max(0, next.dueMs - this.#monotonicMs));
      this.#waiting.delete(next);
      next.callback();
      await settled();
    }
    this.freeze(endMs - this.#monotonicMs);
  }

  /** Lets time pass while nothing runs, as in a process that stands still. */
  freeze(durationMs: number): void {
    this.#monotonicMs += durationMs;
    this.#wallMs += durationMs;
  }

  /** Sets the wall clock forward, or back where negative. */
  step(stepMs: number): void {
    this.#wallMs += stepMs;
  }

  #next(): Waiting | null {
    let next: Waiting | null = null;
    for (const waiting of this.#waiting) {
      if (next === null || waiting.dueMs < next.dueMs) next = waiting;
    }
    return next;
  }
}

/** Runs the reactions of promises that are settled by now, and theirs. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 6; turn += 1) await null;
}
