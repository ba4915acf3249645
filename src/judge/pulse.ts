import type { Sample } from '../core/words/sample.ts';
import type { ProbeNow } from './rules/council/own-network.ts';

/** A probe is known for so many intervals of its target, at least so long, ms. */
const KEPT_INTERVALS = 2;
const LEAST_KEPT_MS = 60_000;
/** A confirmed failure is held for an interval, at least so long, ms: a reference waits 10 s for its answer. */
const LEAST_HELD_MS = 15_000;

interface Heard extends ProbeNow {
  /** Until when it is known, epoch ms, by when it was there to be judged: in a drill minutes after its end. */
  readonly keptUntil: number;
}

/** The second failure in a row. */
interface Confirmed {
  /** When it began, epoch ms. */
  readonly begunAt: number;
  /** Epoch ms. */
  readonly heldUntil: number;
}

/** When a probe is heard of. */
export interface Hearing {
  /** Epoch ms. */
  readonly now: number;
  /** Of the target. */
  readonly intervalMs: number;
}

/**
 * The newest probe of each target that was heard of within two intervals. A confirmation keeps the place of its
 * first attempt, and has none without it: only failures are probed again, and the newest would hold more of them
 * than the council has.
 */
export class Pulse {
  /** The one that was heard of last stands last. */
  readonly #newest = new Map<string, Heard>();
  /** Of targets whose newest probe failed. */
  readonly #confirmed = new Map<string, Confirmed>();
  #answeredAt = Number.NEGATIVE_INFINITY;

  /**
   * Failures that the prober itself disturbed say nothing; those of a doubted network do, and so does any
   * success: however late the prober was, an answer came through our network.
   */
  observe(sample: Sample, { now, intervalMs }: Hearing): ProbeNow | null {
    const { target, startedAt, totalMs, outcome, reason } = sample;
    if (startedAt === null || !isOfNetwork(sample)) return null;
    const disturbed = sample.validity === 'suspect' && sample.suspectCause !== 'own_network';
    if (disturbed && outcome === 'failure') return null;
    const failed = outcome === 'failure' && reason !== 'blocked';
    if (!failed) this.#answeredAt = Math.max(this.#answeredAt, startedAt);
    const known = this.#newest.get(target);
    const first = sample.attempt === 2 ? known : undefined;
    const at = first?.at ?? startedAt + Math.round(totalMs ?? 0);
    const begunAt = first?.begunAt ?? startedAt;
    const before = failed && known?.failed === true ? known : null;
    const probe = { target, begunAt, at, failed, since: before?.since ?? begunAt };
    if (sample.attempt === 1) this.#newest.delete(target);
    else if (first === undefined) return probe;
    const keptMs = Math.max(LEAST_KEPT_MS, KEPT_INTERVALS * intervalMs);
    this.#newest.set(target, { ...probe, keptUntil: first?.keptUntil ?? now + keptMs });
    if (before === null) this.#confirmed.delete(target);
    else if (!this.#confirmed.has(target)) {
      const heldUntil = now + Math.max(LEAST_HELD_MS, intervalMs);
      this.#confirmed.set(target, { begunAt: startedAt, heldUntil });
    }
    return probe;
  }

  /**
   * Whether a confirmed failure may still be ours: nobody at all has answered a probe that began after its
   * confirmation did, for an interval at most. `now`: epoch ms.
   */
  isUndecided(target: string, now: number): boolean {
    const confirmed = this.#confirmed.get(target);
    if (confirmed === undefined) return false;
    return confirmed.begunAt > this.#answeredAt && now < confirmed.heldUntil;
  }

  /** Those that are known at `now`, epoch ms, the one that was heard of last standing last. */
  at(now: number): readonly ProbeNow[] {
    for (const [target, { keptUntil }] of this.#newest) {
      if (keptUntil >= now) continue;
      this.#newest.delete(target);
      this.#confirmed.delete(target);
    }
    return [...this.#newest.values()];
  }
}

type Ending = Pick<Sample, 'outcome' | 'reason' | 'blame'>;

/** Whether it shows how our network is: a probe that left this machine, or could not for want of a way. */
export function isOfNetwork({ outcome, reason, blame }: Ending): boolean {
  return outcome !== 'missed' && (blame !== 'prober' || reason === 'connect');
}

const SILENT: ReadonlySet<Sample['reason']> = new Set([
  'dns',
  'connect',
  'tls',
  'timeout',
  'reset',
]);

/** No answer came, neither a page nor a certificate. */
export function isSilence({ outcome, reason }: Ending): boolean {
  return outcome === 'failure' && SILENT.has(reason);
}
