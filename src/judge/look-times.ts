/** How often our own network is looked at and changes are told, ms. */
const LOOK_MS = 5000;
/** A change is told so soon, ms, together with those that come with it. */
const SOON_MS = 500;
/** How often the rules on many targets look, ms. */
export const EVALUATE_MS = 30_000;

/** When to look next, and at how much; moments are those of any clock that never steps, ms. */
export class LookTimes {
  #dueAt = Number.POSITIVE_INFINITY;
  #evaluatedAt = Number.NEGATIVE_INFINITY;

  /** Infinite until something is to be looked at. */
  get dueAt(): number {
    return this.#dueAt;
  }

  /** Something is to be told; a look that is nearer stays. */
  soon(at: number): void {
    this.#dueAt = Math.min(this.#dueAt, at + SOON_MS);
  }

  /** Nothing looks before `at`. */
  skipTo(at: number): void {
    this.#dueAt = Math.max(this.#dueAt, at);
  }

  /** A look is taken; whether the rules on many targets take part. */
  take(at: number): boolean {
    this.#dueAt = at + LOOK_MS;
    const isEvaluated = at - this.#evaluatedAt >= EVALUATE_MS;
    if (isEvaluated) this.#evaluatedAt = at;
    return isEvaluated;
  }
}
