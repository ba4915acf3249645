/** Lets one waiter sleep until something happens. */
export class Waker {
  #wake: (() => void) | null = null;
  #isDue = false;

  wake(): void {
    this.#isDue = true;
    this.#wake?.();
  }

  /** Resolves when {@link wake} was called since the last wait, or after `ms`; null = never by time. */
  async wait(ms: number | null): Promise<void> {
    if (!this.#isDue) {
      await new Promise<void>((resolve) => {
        const timer = ms === null ? null : setTimeout(resolve, Math.max(1, ms));
        this.#wake = () => {
          if (timer !== null) clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#wake = null;
    this.#isDue = false;
  }
}
