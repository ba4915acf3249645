import type { Clock } from '../core/ports/clock.ts';

/**
 * The wall clock stepped when it and the monotonic clock disagree by this much between two readings,
 * ms. Readings are at most a second apart, in which slewing (500 ppm) moves it by 0.5 ms; ntpd steps
 * from 128 ms on.
 */
export const CLOCK_STEP_MS = 100;

/** Compares the two clocks at every reading. */
export class ClockWatch {
  readonly #clock: Clock;
  #now: number;
  #monotonicMs: number;
  #steppedAtMs = Number.NEGATIVE_INFINITY;
  #pendingStepMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#now = clock.now();
    this.#monotonicMs = clock.monotonicMs();
  }

  /** Wall clock at the last reading, epoch ms. */
  get now(): number {
    return this.#now;
  }

  /** Monotonic clock at the last reading, ms. */
  get monotonicMs(): number {
    return this.#monotonicMs;
  }

  /** Monotonic ms at which a step was last noticed; −infinity before the first. */
  get steppedAtMs(): number {
    return this.#steppedAtMs;
  }

  read(): void {
    const now = this.#clock.now();
    const monotonicMs = this.#clock.monotonicMs();
    const stepMs = now - this.#now - (monotonicMs - this.#monotonicMs);
    this.#now = now;
    this.#monotonicMs = monotonicMs;
    if (Math.abs(stepMs) < CLOCK_STEP_MS) return;
    this.#steppedAtMs = monotonicMs;
    this.#pendingStepMs += stepMs;
  }

  /** Sum of the steps since the last call, ms, positive = forward, 0 = none. */
  takeStepMs(): number {
    const stepMs = this.#pendingStepMs;
    this.#pendingStepMs = 0;
    return stepMs;
  }
}
