import { type ByDayKind, kindsOfNumbers, type MemberRate, numbersOfKinds } from './base-rate.ts';
import type { Held } from './holding.ts';
import type { ShiftBaseline } from './shift-baseline.ts';

/** A stretch in which a target is affected, whatever it was called since. */
export interface Episode {
  /** The slot since which it is, epoch ms. */
  readonly onset: number;
  /** The evaluation that saw it first, epoch ms. */
  readonly seenAt: number;
}

/** What the rules on many targets keep from one evaluation to the next; never changed in place. */
export interface CouncilMemory {
  /** Epoch ms; null = never. */
  readonly evaluatedAt: number | null;
  /** The end of the last doubt of the own network, epoch ms: what began before it counts as no onset. */
  readonly doubtedUntil: number | null;
  /** Time looked at by sector, in windows. */
  readonly clocks: ReadonlyMap<string, ByDayKind>;
  /** By member. */
  readonly rates: ReadonlyMap<string, MemberRate>;
  /** By affected target. */
  readonly episodes: ReadonlyMap<string, Episode>;
  /** By member: when an onset was seen that is not counted yet, epoch ms. */
  readonly fresh: ReadonlyMap<string, number>;
  /** By the key of what it is about. */
  readonly held: ReadonlyMap<string, Held>;
  /** By sector. */
  readonly shifts: ReadonlyMap<string, ShiftBaseline>;
}

export const EMPTY_COUNCIL_MEMORY: CouncilMemory = {
  evaluatedAt: null,
  doubtedUntil: null,
  clocks: new Map(),
  rates: new Map(),
  episodes: new Map(),
  fresh: new Map(),
  held: new Map(),
  shifts: new Map(),
};

/** As JSON; a member that is known from the beginning and was always quiet is its id alone. */
const FORMAT = 2;

interface Encoded {
  readonly format: number;
  readonly evaluatedAt: number | null;
  readonly doubtedUntil: number | null;
  readonly clocks: readonly (readonly [string, readonly number[]])[];
  readonly rates: readonly (readonly [string, ...number[]])[];
  /** Without the last number where an earlier version kept it. */
  readonly episodes: readonly (readonly [target: string, onset: number, seenAt?: number])[];
  readonly fresh: readonly (readonly [string, number])[];
  readonly held: readonly (readonly [string, Held])[];
  readonly shifts: readonly (readonly [string, ShiftBaseline])[];
}

export function encodeCouncilMemory(memory: CouncilMemory): string {
  const encoded: Omit<Encoded, 'rates'> = {
    format: FORMAT,
    evaluatedAt: memory.evaluatedAt,
    doubtedUntil: memory.doubtedUntil,
    clocks: [...memory.clocks].map(([sector, clock]) => [sector, numbersOfKinds(clock)]),
    episodes: [...memory.episodes].map(([id, { onset, seenAt }]) => [id, onset, seenAt]),
    fresh: [...memory.fresh],
    held: [...memory.held],
    shifts: [...memory.shifts],
  };
  return `${JSON.stringify(encoded).slice(0, -1)},"rates":${textOfRates(memory.rates)}}`;
}

/** null for a text that is no memory of this format. */
export function decodeCouncilMemory(text: string): CouncilMemory | null {
  const encoded = parsed(text);
  if (encoded?.format !== FORMAT) return null;
  return {
    evaluatedAt: encoded.evaluatedAt,
    doubtedUntil: encoded.doubtedUntil,
    clocks: new Map(encoded.clocks.map(([sector, numbers]) => [sector, kindsOfNumbers(numbers)])),
    rates: new Map(encoded.rates.map(([member, ...numbers]) => [member, rateOfNumbers(numbers)])),
    episodes: new Map(
      encoded.episodes.map(([id, onset, seenAt = onset]) => [id, { onset, seenAt }]),
    ),
    fresh: new Map(encoded.fresh),
    held: new Map(encoded.held),
    shifts: new Map(encoded.shifts),
  };
}

/** Guarantee of the type: only {@link encodeCouncilMemory} writes texts of our format. */
function parsed(text: string): Encoded | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Rates are never changed in place: from one evaluation to the next a few change, or none. */
const encodedRates = new WeakMap<MemberRate, string>();
const encodedMaps = new WeakMap<CouncilMemory['rates'], string>();

function textOfRates(rates: CouncilMemory['rates']): string {
  const known = encodedMaps.get(rates);
  if (known !== undefined) return known;
  const each = [...rates].map(([member, rate]) => `["${member}"${textOfRate(rate)}]`);
  const encoded = `[${each.join(',')}]`;
  encodedMaps.set(rates, encoded);
  return encoded;
}

/** What follows the id of the member. */
function textOfRate(rate: MemberRate): string {
  const known = encodedRates.get(rate);
  if (known !== undefined) return known;
  const numbers = [...numbersOfKinds(rate.onsets), ...numbersOfKinds(rate.from)];
  const encoded = numbers.some((number) => number !== 0) ? `,${numbers.join(',')}` : '';
  encodedRates.set(rate, encoded);
  return encoded;
}

function rateOfNumbers(numbers: readonly number[]): MemberRate {
  return { onsets: kindsOfNumbers(numbers.slice(0, 4)), from: kindsOfNumbers(numbers.slice(4)) };
}
