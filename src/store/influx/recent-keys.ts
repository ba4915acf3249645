import type { SampleKey } from '../../core/words/sample.ts';

/** Keys of one generation; a power of two for the table, filled to three quarters. */
const MOST_SLOTS = 2 ** 20;
const FIRST_SLOTS = 2 ** 12;
const FILL_RATIO = 0.75;

/**
 * Keys appended lately, exact, not by hash alone: at least the newest 786,432 and at most twice as many,
 * which are 3 hours of 4,303 series a minute. Older keys are forgotten. 12 bytes a slot, 25 MB when full.
 */
export class RecentKeys {
  readonly #mostSlots: number;
  readonly #series = new Map<string, number>();
  #newer: Generation;
  #older: Generation;

  constructor(options: { readonly mostSlots?: number } = {}) {
    this.#mostSlots = options.mostSlots ?? MOST_SLOTS;
    this.#newer = new Generation(Math.min(FIRST_SLOTS, this.#mostSlots));
    this.#older = new Generation(1);
  }

  /** Remembers the key; false where it is known already. */
  add(key: SampleKey): boolean {
    const owner = this.#ownerOf(key);
    if (this.#newer.has(owner, key.scheduledAt) || this.#older.has(owner, key.scheduledAt)) {
      return false;
    }
    if (this.#newer.isFull) this.#makeRoom();
    this.#newer.add(owner, key.scheduledAt);
    return true;
  }

  /** Forgets a key that was not stored after all. */
  forget(key: SampleKey): void {
    const owner = this.#ownerOf(key);
    this.#newer.forget(owner, key.scheduledAt);
    this.#older.forget(owner, key.scheduledAt);
  }

  /** From 1, so that 0 is an empty slot. */
  #ownerOf({ target, family, vantage, attempt }: SampleKey): number {
    const name = `${target}/${family}/${vantage}`;
    let series = this.#series.get(name);
    if (series === undefined) {
      series = this.#series.size;
      this.#series.set(name, series);
    }
    return series * 2 + attempt;
  }

  #makeRoom(): void {
    const { slots } = this.#newer;
    if (slots < this.#mostSlots) {
      this.#newer = this.#newer.copiedTo(slots * 2);
      return;
    }
    this.#older = this.#newer;
    this.#newer = new Generation(slots);
  }
}

/** A table of open addressing; what is forgotten keeps its slot, with a time that equals none. */
class Generation {
  readonly slots: number;
  readonly #owners: Uint32Array;
  readonly #times: Float64Array;
  #used = 0;

  constructor(slots: number) {
    this.slots = slots;
    this.#owners = new Uint32Array(slots);
    this.#times = new Float64Array(slots);
  }

  get isFull(): boolean {
    return this.#used >= this.slots * FILL_RATIO;
  }

  has(owner: number, at: number): boolean {
    return this.#owners[this.#find(owner, at)] !== 0;
  }

  add(owner: number, at: number): void {
    const slot = this.#find(owner, at);
    this.#owners[slot] = owner;
    this.#times[slot] = at;
    this.#used += 1;
  }

  forget(owner: number, at: number): void {
    const slot = this.#find(owner, at);
    if (this.#owners[slot] !== 0) this.#times[slot] = Number.NaN;
  }

  copiedTo(slots: number): Generation {
    const copy = new Generation(slots);
    for (let slot = 0; slot < this.slots; slot += 1) {
      const owner = this.#owners[slot] ?? 0;
      const at = this.#times[slot] ?? Number.NaN;
      if (owner !== 0 && !Number.isNaN(at)) copy.add(owner, at);
    }
    return copy;
  }

  /** Slot of the key, or the empty one where it belongs; a table is never full, so there is one. */
  #find(owner: number, at: number): number {
    const last = this.slots - 1;
    let slot = hashOf(owner, at) & last;
    for (;;) {
      const found = this.#owners[slot];
      if (found === 0 || (found === owner && this.#times[slot] === at)) return slot;
      slot = (slot + 1) & last;
    }
  }
}

/** Avalanche as in MurmurHash3 (Appleby), over both halves of the time. */
function hashOf(owner: number, at: number): number {
  let hash = Math.imul(owner, 0x9e3779b1) ^ (at % 2 ** 32) ^ Math.floor(at / 2 ** 32);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
