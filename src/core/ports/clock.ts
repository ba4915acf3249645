/** Time as parts see it; tests give a manual one. */
export interface Clock {
  /** Wall clock, epoch ms, whole. */
  now(): number;
  /** Monotonic, ms, fractional, arbitrary origin. */
  monotonicMs(): number;
  /** Calls back once, not before `delayMs`; returns the canceller. */
  after(delayMs: number, callback: () => void): () => void;
}
