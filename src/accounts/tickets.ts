import { hashOf, newSecret } from './secrets.ts';

/** More than these are forgotten, the oldest first. */
const MOST = 1000;

interface Held<T> {
  readonly value: T;
  /** Epoch ms. */
  readonly endsAt: number;
}

/** What stands between two steps, under a secret that is good for a while; gone with the process. */
export class Tickets<T> {
  readonly #lifeMs: number;
  readonly #now: () => number;
  /** By hash of the secret, in the order in which they were made. */
  readonly #held = new Map<string, Held<T>>();

  constructor(lifeMs: number, now: () => number) {
    this.#lifeMs = lifeMs;
    this.#now = now;
  }

  add(value: T): string {
    const secret = newSecret();
    this.#held.set(hashOf(secret), { value, endsAt: this.#now() + this.#lifeMs });
    for (const [hash, { endsAt }] of this.#held) {
      if (endsAt > this.#now() && this.#held.size <= MOST) break;
      this.#held.delete(hash);
    }
    return secret;
  }

  get(secret: string): T | null {
    const held = this.#held.get(hashOf(secret));
    return held !== undefined && this.#now() < held.endsAt ? held.value : null;
  }

  remove(secret: string): void {
    this.#held.delete(hashOf(secret));
  }
}
