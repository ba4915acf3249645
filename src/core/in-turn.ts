/** Does work one after the other. What fails is its caller's to know, and holds up nothing after it. */
export class InTurn {
  #last: Promise<void> = Promise.resolve();

  /** Settles as `work` does, which begins when all that was asked for before is over. */
  run<T>(work: () => T | Promise<T>): Promise<T> {
    const done = this.#last.then(work);
    this.#last = done.then(passOn, passOn);
    return done;
  }

  /** Resolves when all that was asked for is over, well or not. */
  idle(): Promise<void> {
    return this.#last;
  }
}

function passOn(): void {}
