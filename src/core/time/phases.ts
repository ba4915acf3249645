import { PHASES, type Phase } from '../words/outcome.ts';
import { NO_PHASES, type Phases } from '../words/sample.ts';

/**
 * Monotonic readings of one hop, ms, in the order of time; null = not reached or not needed (IP
 * literal: no lookup; http: no secureConnect). Boundaries follow W3C Resource Timing, except that
 * connect excludes TLS.
 */
export interface HopInstants {
  readonly start: number;
  readonly lookupStart: number | null;
  readonly lookupEnd: number | null;
  readonly connectStart: number | null;
  readonly connectEnd: number | null;
  readonly secureConnectStart: number | null;
  readonly secureConnectEnd: number | null;
  readonly requestStart: number | null;
  /** The request's last byte was handed to the system. */
  readonly requestEnd: number | null;
  /** First byte of the final (not 1xx) response. */
  readonly responseStart: number | null;
  /** Last byte read, or reading stopped at the limit. */
  readonly responseEnd: number | null;
  readonly end: number;
}

export interface HopTiming {
  readonly phases: Phases;
  readonly totalMs: number;
  /** The phase in progress at `end`; null when none was. */
  readonly openPhase: Phase | null;
}

type InstantName = keyof HopInstants;

const BOUNDS: readonly (readonly [Phase, InstantName, InstantName])[] = [
  ['dns', 'lookupStart', 'lookupEnd'],
  ['connect', 'connectStart', 'connectEnd'],
  ['tls', 'secureConnectStart', 'secureConnectEnd'],
  ['send', 'requestStart', 'requestEnd'],
  ['wait', 'requestEnd', 'responseStart'],
  ['transfer', 'responseStart', 'responseEnd'],
];

/**
 * Phases of one hop. Instants are rounded to whole µs first, so the phases sum to `totalMs` exactly
 * when counted in µs; `other` is the remainder. A phase in progress is null and its time in `other`.
 */
export function timingOfHop(instants: HopInstants): HopTiming {
  const totalUs = toUs(instants.end) - toUs(instants.start);
  const phases: Record<Phase, number | null> = { ...NO_PHASES };
  let ownedUs = 0;
  let openPhase: Phase | null = null;
  for (const [phase, fromName, toName] of BOUNDS) {
    const from = instants[fromName];
    const to = instants[toName];
    if (from === null) continue;
    if (to === null) {
      openPhase = phase;
      continue;
    }
    const durationUs = Math.max(0, toUs(to) - toUs(from));
    ownedUs += durationUs;
    phases[phase] = durationUs / 1000;
  }
  phases.other = Math.max(0, totalUs - ownedUs) / 1000;
  return { phases, totalMs: totalUs / 1000, openPhase };
}

/**
 * Phases of a probe: each summed over its hops, null only where null in every hop; `other` takes
 * what lies between the hops, so the phases sum to `totalMs`.
 */
export function phasesOfProbe(hops: readonly Phases[], totalMs: number): Phases {
  const phases: Record<Phase, number | null> = { ...NO_PHASES };
  let ownedUs = 0;
  for (const phase of PHASES) {
    if (phase === 'other') continue;
    let sumUs: number | null = null;
    for (const hop of hops) {
      const duration = hop[phase];
      if (duration !== null) sumUs = (sumUs ?? 0) + toUs(duration);
    }
    if (sumUs === null) continue;
    ownedUs += sumUs;
    phases[phase] = sumUs / 1000;
  }
  phases.other = Math.max(0, toUs(totalMs) - ownedUs) / 1000;
  return phases;
}

/** Milliseconds to whole microseconds. */
export function toUs(ms: number): number {
  return Math.round(ms * 1000);
}

/** Milliseconds as a multiple of 0.001. */
export function roundMs(ms: number): number {
  return toUs(ms) / 1000;
}
