/** The ticker's interval, ms. */
const TICK_MS = 5;

interface Delay {
  /** When it was noticed, monotonic ms. */
  readonly atMs: number;
  readonly delayMs: number;
}

/**
 * How late the thread's loop was while something ran. A ticker is due every 5 ms while anything runs;
 * how late it is gets read when its timer comes and, because a blocked loop may first come back to
 * something else, whenever something begins or ends. A block of b ms shows as b − 5 ms at least.
 */
export class LoopDelayMeter {
  /** Each later one is smaller: what is older and smaller can never be the largest again. */
  #delays: Delay[] = [];
  #timer: NodeJS.Timeout | null = null;
  #dueMs = 0;
  #running = 0;

  /** Something begins; returns its reading for `end`. */
  begin(): number {
    const nowMs = performance.now();
    this.#running += 1;
    if (this.#timer === null) {
      this.#dueMs = nowMs + TICK_MS;
      this.#arm(nowMs);
    } else {
      this.#read(nowMs);
    }
    return nowMs;
  }

  /** It has ended; returns the largest lateness since, ms, 0 where the ticker was never late. */
  end(begunMs: number): number {
    this.#read(performance.now());
    const largest = this.#delays.find(({ atMs }) => atMs > begunMs)?.delayMs ?? 0;
    this.#running -= 1;
    if (this.#running === 0) this.#stop();
    return largest;
  }

  #read(nowMs: number): void {
    const delayMs = nowMs - this.#dueMs;
    if (delayMs <= 0) return;
    while ((this.#delays.at(-1)?.delayMs ?? Number.POSITIVE_INFINITY) <= delayMs) {
      this.#delays.pop();
    }
    this.#delays.push({ atMs: nowMs, delayMs });
    this.#dueMs = nowMs + TICK_MS;
  }

  #arm(nowMs: number): void {
    this.#timer = setTimeout(() => {
      const atMs = performance.now();
      this.#read(atMs);
      this.#arm(atMs);
    }, this.#dueMs - nowMs);
  }

  #stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#delays = [];
  }
}
