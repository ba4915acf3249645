import { AppError } from '../../core/errors.ts';
import type { Limits } from './messages.ts';

/**
 * The longest wait for a limit, ms. Who waits counts as in flight, so a crowded address must not fill
 * that cap for all others; half the usual interval bridges any chance crowd, and 60 probes at 2 starts/s.
 */
export const MAX_WAIT_MS = 30_000;

/** A probe that asks to start. */
export interface Entrant {
  /** Its series. */
  readonly who: string;
  readonly start: (waitedMs: number) => void;
  readonly refuse: () => void;
}

interface Waiting extends Entrant {
  readonly sinceMs: number;
}

/** One address. */
interface Door {
  active: number;
  /** The last starts, oldest first, monotonic ms; at most as many as one window allows. */
  readonly starts: number[];
  readonly queue: Waiting[];
  timer: NodeJS.Timeout | null;
  /** Monotonic ms of each series' last start here, kept once somebody was refused; else null. */
  startedAtMs: Map<string, number> | null;
}

/** Politeness: how many probes an address sees at once, and how many starts in any second. */
export class AddressLimiter {
  readonly #maxWaitMs: number;
  readonly #concurrency: number;
  readonly #startsPerWindow: number;
  readonly #windowMs: number;
  readonly #doors = new Map<string, Door>();
  #sweepAt = 1024;

  /** `maxWaitMs`: see {@link MAX_WAIT_MS}. */
  constructor(limits: Limits, maxWaitMs = MAX_WAIT_MS) {
    const { perAddressConcurrency, perAddressStartsPerSecond } = limits;
    if (!Number.isFinite(perAddressStartsPerSecond)) {
      throw new AppError('internal', 'a limit of starts is a finite number');
    }
    this.#maxWaitMs = maxWaitMs;
    this.#concurrency = Math.max(1, perAddressConcurrency);
    this.#startsPerWindow = Math.max(1, Math.floor(perAddressStartsPerSecond));
    this.#windowMs = (this.#startsPerWindow / perAddressStartsPerSecond) * 1000;
  }

  /** Addresses remembered. */
  get size(): number {
    return this.#doors.size;
  }

  /**
   * Calls `start` as soon as the limits of `key` allow, with the wait in ms, at once where they do.
   * Where the starts before it make that longer than `maxWaitMs`, calls `refuse` of whoever started
   * last among those who wait and this one, so that at a crowded address all come to their turn;
   * after that time also where the probes in flight take so long. Every start needs one
   * {@link leave}.
   */
  enter(key: string, entrant: Entrant): void {
    const door = this.#doorOf(key);
    const waiting = { ...entrant, sinceMs: performance.now() };
    door.queue.push(waiting);
    if (this.#opensAt(door, door.queue.length - 1) - waiting.sinceMs > this.#maxWaitMs) {
      refuseLastStarted(door);
    }
    this.#pump(door, waiting.sinceMs);
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
    if (door.timer !== null) clearTimeout(door.timer);
    door.timer = null;
    for (let next = door.queue[0]; next !== undefined; next = door.queue[0]) {
      const waitedMs = nowMs - next.sinceMs;
      if (waitedMs > this.#maxWaitMs) {
        door.queue.shift();
        next.refuse();
        continue;
      }
      const isFull = door.active >= this.#concurrency;
      const openMs = isFull ? Number.POSITIVE_INFINITY : this.#opensAt(door, 0);
      if (nowMs < openMs) {
        this.#pumpLater(door, Math.min(openMs - nowMs, this.#maxWaitMs - waitedMs));
        return;
      }
      door.queue.shift();
      door.active += 1;
      if (door.starts.length >= this.#startsPerWindow) door.starts.shift();
      door.starts.push(nowMs);
      door.startedAtMs?.set(next.who, nowMs);
      next.start(waitedMs);
    }
  }

  /** When the rate allows a start that has `ahead` others before it, monotonic ms, at the earliest. */
  #opensAt({ starts }: Door, ahead: number): number {
    const index = ahead - (this.#startsPerWindow - starts.length);
    if (index < 0) return 0;
    const windows = Math.floor(index / this.#startsPerWindow) + 1;
    return (starts[index % this.#startsPerWindow] ?? starts.at(-1) ?? 0) + windows * this.#windowMs;
  }

  #pumpLater(door: Door, delayMs: number): void {
    if (door.timer !== null) clearTimeout(door.timer);
    door.timer = setTimeout(() => {
      door.timer = null;
      this.#pump(door, performance.now());
    }, Math.ceil(delayMs));
  }

  #doorOf(key: string): Door {
    let door = this.#doors.get(key);
    if (door === undefined) {
      if (this.#doors.size >= this.#sweepAt) this.#sweep();
      door = { active: 0, starts: [], queue: [], timer: null, startedAtMs: null };
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

/** Of those who started equally long ago, the one who came last. */
function refuseLastStarted(door: Door): void {
  door.startedAtMs ??= new Map();
  let found = 0;
  let foundAtMs = Number.NEGATIVE_INFINITY;
  for (const [index, { who }] of door.queue.entries()) {
    const startedAtMs = door.startedAtMs.get(who) ?? Number.NEGATIVE_INFINITY;
    if (startedAtMs < foundAtMs) continue;
    found = index;
    foundAtMs = startedAtMs;
  }
  door.queue.splice(found, 1)[0]?.refuse();
}
