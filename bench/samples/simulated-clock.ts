import type { Clock } from '../../src/core/ports/clock.ts';

/** A wall clock that stands where it is put; timers never come, the bench calls what is due. */
export class SimulatedClock implements Clock {
  #now: number;

  constructor(now: number) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonicMs(): number {
    return this.#now;
  }

  after(): () => void {
    return () => {};
  }

  moveTo(now: number): void {
    this.#now = now;
  }
}
