import type { Evidence } from '../../../core/words/incident.ts';

/** What a pattern is about: a fact by its key, a sector or a field by its id. */
export interface About {
  readonly kind: 'fact' | 'sector' | 'field' | 'shift';
  readonly id: string;
}

/** What a rule finds at this evaluation. */
export interface Candidate {
  readonly about: About;
  /** How much is affected, in what the rule counts. */
  readonly strength: number;
  /** log10 of the probability by chance. */
  readonly log10: number;
  readonly evidence: Evidence;
}

/** A pattern that was found and goes on. */
export interface Held extends Candidate {
  /** When it was found first, epoch ms. */
  readonly since: number;
  /** When a second evaluation found it; null = not yet. */
  readonly openedAt: number | null;
  /** When it last held, epoch ms. */
  readonly seenAt: number;
  readonly peak: number;
}

/** A pattern needs two evaluations at least so far apart, ms; found at each one between. */
export const CONFIRM_MS = 30_000;
/** How long a pattern outlives what it rests on, so that it does not come and go, ms. */
export const LINGER_MS = 300_000;
/**
 * How long a field may still become surer than it was when it was found, ms: the best of many hours is better by
 * chance alone, and a second field is held to what it was (`crossSector`).
 */
export const IMPROVING_MS = 3_600_000;
/** Share of the most that was affected at which it still holds. */
const HOLDING_RATIO = 0.3;
const FEWEST_HOLDING = 2;

/**
 * What is held after an evaluation. Enter: the rule's own condition in two consecutive evaluations.
 * Leave: fewer than 30 % of the most that was affected, or fewer than two, for five minutes; the rule's
 * condition, which looks at onsets, need not hold any more. `strengthOf` says how much of a held
 * pattern is still affected.
 */
export function heldAfter(
  before: ReadonlyMap<string, Held>,
  candidates: readonly Candidate[],
  { now, strengthOf }: { now: number; strengthOf: (held: Held) => number },
): ReadonlyMap<string, Held> {
  const held = new Map<string, Held>();
  for (const candidate of candidates) {
    const key = keyOf(candidate.about);
    held.set(key, foundAgain(before.get(key), candidate, now));
  }
  for (const [key, old] of before) {
    if (held.has(key) || old.openedAt === null) continue;
    const strength = strengthOf(old);
    const holds = strength >= Math.max(FEWEST_HOLDING, HOLDING_RATIO * old.peak);
    const next = { ...old, strength, peak: Math.max(old.peak, strength) };
    if (holds) held.set(key, { ...next, seenAt: now });
    else if (now - old.seenAt < LINGER_MS) held.set(key, next);
  }
  return held;
}

export function keyOf({ kind, id }: About): string {
  return `${kind} ${id}`;
}

function foundAgain(old: Held | undefined, found: Candidate, now: number): Held {
  const since = old?.since ?? now;
  const mayImprove = found.about.kind !== 'field' || now - since < IMPROVING_MS;
  const best = old === undefined || (mayImprove && found.log10 <= old.log10) ? found : old;
  const isConfirmed = now - since >= CONFIRM_MS;
  return {
    about: found.about,
    strength: found.strength,
    log10: best.log10,
    evidence: best.evidence,
    since,
    openedAt: old?.openedAt ?? (isConfirmed ? now : null),
    seenAt: now,
    peak: Math.max(old?.peak ?? 0, found.strength),
  };
}
