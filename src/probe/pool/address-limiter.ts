import type { Limits } from './messages.ts';

/**
 * The longest wait for a limit, ms. A series has at most one probe waiting, so the queue of an address
 * is first come first served for all its sites as long as 600 of them share it at 2 starts/s; above
 * that a slot is refused rather than measured minutes after its time.
 */
export const MAX_WAIT_MS = 300_000;

interface Waiting {
  readonly sinceMs: number;
  readonly start: (waitedMs: number) => void;
  readonly refuse: () => void;
}

/** One address. */
interface Door {
  active: number;
  /** The last starts, oldest first, monotonic ms; as many as one window allows. */
  readonly starts: number[];
  readonly queue: Waiting[];
  timer: NodeJS.Timeout | null;
}

/** Politeness: how many probes an address sees at once, and how many starts in any second. */
export class AddressLimiter {
  readonly #concurrency: number;
  readonly #startsPerWindow: number;
  readonly #windowMs: number;
  readonly #doors = new Map<string, Door>();
  #sweepAt = 1024;

  constructor({ perAddressConcurrency, perAddressStartsPerSecond }: Limits) {
    this.#concurrency = Math.max(1, perAddressConcurrency);
    this.#startsPerWindow = Math.max(1, Math.floor(perAddressStartsPerSecond));
    this.#windowMs = (this.#startsPerWindow / perAddressStartsPerSecond) * 1000;
  }

  /** Addresses remembered. */
  get size(): number {
    return this.#doors.size;
  }

  /**
   * Calls `start` as soon as the limits of `key` allow, with the wait in ms, at once where they do;
   * `refuse` where that would be, or was, longer than {@link MAX_WAIT_MS}. Every start needs one
   * {@link leave}.
   */
  enter(key: string, start: Waiting['start'], refuse: Waiting['refuse']): void {
    const door = this.#doorOf(key);
    const sinceMs = performance.now();
    const aheadMs = (door.queue.length / this.#startsPerWindow) * this.#windowMs;
    if (aheadMs > MAX_WAIT_MS) {
      refuse();
      return;
    }
    door.queue.push({ sinceMs, start, refuse });
    this.#pump(door, sinceMs);
  }

  leave(key: string): void {
    const door = this.#doors.get(key);
    if (door === undefined) return;
    door.active -= 1;
    this.#pump(door, performance.now());
  }

  /** Forgets who waits, without a word. */
  clear(): void {
    for (const door of this.#doors.values()) {
      door.queue.length = 0;
      if (door.timer !== null) clearTimeout(door.timer);
      door.timer = null;
    }
  }

  #pump(door: Door, nowMs: number): void {
    for (let next = door.queue[0]; next !== undefined; next = door.queue[0]) {
      const waitedMs = nowMs - next.sinceMs;
      if (waitedMs <= MAX_WAIT_MS) {
        if (door.active >= this.#concurrency) return;
        const openMs = this.#opensAt(door);
        if (nowMs < openMs) {
          this.#pumpLater(door, openMs - nowMs);
          return;
        }
        door.active += 1;
        if (door.starts.length >= this.#startsPerWindow) door.starts.shift();
        door.starts.push(nowMs);
      }
      door.queue.shift();
      if (waitedMs <= MAX_WAIT_MS) next.start(waitedMs);
      else next.refuse();
    }
  }

  /** When the next start keeps the rate, monotonic ms. */
  #opensAt(door: Door): number {
    const [oldest] = door.starts;
    if (oldest === undefined || door.starts.length < this.#startsPerWindow) return 0;
    return oldest + this.#windowMs;
  }

  #pumpLater(door: Door, delayMs: number): void {
    if (door.timer !== null) return;
    door.timer = setTimeout(() => {
      door.timer = null;
      this.#pump(door, performance.now());
    }, Math.ceil(delayMs));
  }

  #doorOf(key: string): Door {
    let door = this.#doors.get(key);
    if (door === undefined) {
      if (this.#doors.size >= this.#sweepAt) this.#sweep();
      door = { active: 0, starts: [], queue: [], timer: null };
      this.#doors.set(key, door);
    }
    return door;
  }

  /** Forgets addresses that no limit remembers; comes after as many new ones as are left. */
  #sweep(): void {
    const nowMs = performance.now();
    for (const [key, door] of this.#doors) {
      const last = door.starts.at(-1) ?? 0;
      const idle = door.active === 0 && door.queue.length === 0;
      if (idle && nowMs > last + this.#windowMs) this.#doors.delete(key);
    }
    this.#sweepAt = Math.max(1024, 2 * this.#doors.size);
  }
}
