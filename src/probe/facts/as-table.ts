import type { Family } from '../../core/words/outcome.ts';
import { addressNumber } from './address-number.ts';

/** Addresses from `start` to `end`, both included, that an autonomous system announces. */
export interface AsRange {
  readonly family: Family;
  readonly start: bigint;
  readonly end: bigint;
  readonly number: number;
  /** Empty = not known. */
  readonly name: string;
}

/** Ranges of one family, in order of their starts. */
interface Ranges {
  readonly starts: BigUint64Array;
  readonly ends: BigUint64Array;
  readonly numbers: Uint32Array;
  /** Index of the smallest range around each; -1 = none. */
  readonly around: Int32Array;
}

/**
 * Which autonomous system announces an address: the narrowest range that holds it, in O(log n). Of
 * IPv6 the upper 64 bits count, for no network announces less than that. 24 bytes a range.
 */
export class AsTable {
  readonly #names = new Map<number, string>();
  readonly #byFamily: Readonly<Record<Family, Ranges>>;

  constructor(ranges: readonly AsRange[]) {
    for (const { number, name } of ranges) {
      if (name !== '') this.#names.set(number, this.#names.get(number) ?? name);
    }
    this.#byFamily = { 4: packed(ranges, 4), 6: packed(ranges, 6) };
  }

  get size(): number {
    return this.#byFamily[4].starts.length + this.#byFamily[6].starts.length;
  }

  /** `AS64500` or `AS64500 NAME`; null where no range holds the address, or it is none. */
  find(address: string): string | null {
    const numbered = addressNumber(address);
    if (numbered === null) return null;
    const ranges = this.#byFamily[numbered.family];
    const number = numberAt(ranges, keyOf(numbered.value, numbered.family));
    if (number === null) return null;
    const name = this.#names.get(number);
    return name === undefined ? `AS${number}` : `AS${number} ${name}`;
  }
}

function keyOf(value: bigint, family: Family): bigint {
  return family === 4 ? value : value >> 64n;
}

function packed(all: readonly AsRange[], family: Family): Ranges {
  const ranges = all
    .filter((range) => range.family === family)
    .map(({ start, end, number }) => ({
      start: keyOf(start, family),
      end: keyOf(end, family),
      number,
    }))
    .sort((a, b) => compare(a.start, b.start) || compare(b.end, a.end));
  const around = new Int32Array(ranges.length);
  const open: number[] = [];
  for (const [index, range] of ranges.entries()) {
    while (open.length > 0 && (ranges[open.at(-1) ?? 0]?.end ?? 0n) < range.start) open.pop();
    around[index] = open.at(-1) ?? -1;
    open.push(index);
  }
  return {
    starts: BigUint64Array.from(ranges, ({ start }) => start),
    ends: BigUint64Array.from(ranges, ({ end }) => end),
    numbers: Uint32Array.from(ranges, ({ number }) => number),
    around,
  };
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The last range that begins at or before the address, or the smallest around it that reaches it. */
function numberAt({ starts, ends, numbers, around }: Ranges, address: bigint): number | null {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? 0n) <= address) low = middle + 1;
    else high = middle;
  }
  for (let at = low - 1; at >= 0; at = around[at] ?? -1) {
    if ((ends[at] ?? 0n) >= address) return numbers[at] ?? null;
  }
  return null;
}
