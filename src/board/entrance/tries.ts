import { callerKey, siteKey } from '../../core/caller-key.ts';
import { RateLimit } from './rate-limit.ts';

/** Of one address, or of one account's acts with a password: ten at once, then one in six seconds. */
export const TRIES = { burst: 10, perSecond: 1 / 6 };

/** Of one IPv6 site, whatever networks of it they come from. */
const OF_SITE = { burst: 4 * TRIES.burst, perSecond: 4 * TRIES.perSecond };

/** How often an address tries to come in. */
export class AddressTries {
  readonly #near: RateLimit;
  readonly #sites: RateLimit;

  /** `now`: monotonic ms. */
  constructor(now: () => number) {
    this.#near = new RateLimit(TRIES, now);
    this.#sites = new RateLimit(OF_SITE, now);
  }

  /** Takes one; 0 = it may go on, else the seconds after which it may, whole. */
  take(address: string): number {
    const waitS = this.#near.take(callerKey(address));
    const site = siteKey(address);
    return waitS > 0 || site === null ? waitS : this.#sites.take(site);
  }

  /** Undoes `n` of them, which turned out well: many people come in from one address. */
  giveBack(address: string, n: number): void {
    this.#near.giveBack(callerKey(address), n);
    const site = siteKey(address);
    if (site !== null) this.#sites.giveBack(site, n);
  }
}
