interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Half open stretches of wall time, epoch ms, that lie ahead of the clock since it stepped back and
 * whose slots were dealt with: they are not dealt with again when the clock returns there.
 */
export class UsedStretches {
  #stretches: Stretch[] = [];

  add(from: number, to: number): void {
    this.#stretches.push({ from, to });
  }

  has(at: number): boolean {
    return this.#stretches.some(({ from, to }) => from <= at && at < to);
  }

  /** The clock has passed `at`. */
  forgetBefore(at: number): void {
    this.#stretches = this.#stretches.filter(({ to }) => to > at);
  }
}
