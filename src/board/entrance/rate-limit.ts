import { forgetOldest } from '../../core/forget-oldest.ts';

export interface Rate {
  /** What may come at once. */
  readonly burst: number;
  readonly perSecond: number;
}

interface Bucket {
  readonly left: number;
  /** Monotonic ms. */
  readonly at: number;
}

/** More are forgotten, those that were seen longest ago first. */
const MOST = 10_000;

/** Lets each key do so much, and says how long the next has to wait. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #now: () => number;
  /** In the order in which they were seen last. */
  readonly #buckets = new Map<string, Bucket>();

  /** `now`: monotonic ms. */
  constructor(rate: Rate, now: () => number) {
    this.#rate = rate;
    this.#now = now;
  }

  /** Takes one; 0 = it may go on, else the seconds after which it may, whole. */
  take(key: string): number {
    const { burst, perSecond } = this.#rate;
    const at = this.#now();
    const known = this.#buckets.get(key) ?? { left: burst, at };
    const left = Math.min(burst, known.left + ((at - known.at) / 1000) * perSecond);
    this.#buckets.delete(key);
    this.#buckets.set(key, { left: left < 1 ? left : left - 1, at });
    forgetOldest(this.#buckets, MOST);
    return left < 1 ? Math.ceil((1 - left) / perSecond) : 0;
  }

  /** Undoes `n` takes, of what turned out well. */
  giveBack(key: string, n: number): void {
    const known = this.#buckets.get(key);
    if (known === undefined) return;
    const left = Math.min(this.#rate.burst, known.left + n);
    this.#buckets.set(key, { ...known, left });
  }
}
