import type { Sample } from '../core/words/sample.ts';
import type { ProbeNow } from './rules/council/own-network.ts';

/** Probes that the rule on our own network looks at lie within so long, ms, and are so many at most. */
const KEPT_MS = 60_000;
const GIVEN = 400;

/**
 * The newest probe of each target, of the last minute. A confirmation keeps the place of its first
 * attempt: only failures are probed again, and the newest would hold more of them than the council has.
 */
export class Pulse {
  /** The one that ended last stands last. */
  readonly #newest = new Map<string, ProbeNow>();

  /**
   * Failures that the prober itself disturbed say nothing; those of a doubted network do, and so does any
   * success: however late the prober was, an answer came through our network.
   */
  observe(sample: Sample): ProbeNow | null {
    const { target, startedAt, totalMs, outcome, reason, blame } = sample;
    if (startedAt === null || outcome === 'missed') return null;
    const disturbed = sample.validity === 'suspect' && sample.suspectCause !== 'own_network';
    if (disturbed && outcome === 'failure') return null;
    if (blame === 'prober' && reason !== 'connect') return null;
    const failed = outcome === 'failure' && reason !== 'blocked';
    const first = sample.attempt === 2 ? this.#newest.get(target) : undefined;
    const at = first?.at ?? startedAt + Math.round(totalMs ?? 0);
    const probe = { target, at, failed };
    if (first === undefined) this.#newest.delete(target);
    this.#newest.set(target, probe);
    return probe;
  }

  /** The newest of those that ended within the last minute. */
  at(now: number): readonly ProbeNow[] {
    for (const [target, { at }] of this.#newest) {
      if (at >= now - KEPT_MS) break;
      this.#newest.delete(target);
    }
    const skipped = Math.max(0, this.#newest.size - GIVEN);
    return [...this.#newest.values().drop(skipped)];
  }
}
