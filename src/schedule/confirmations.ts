import type { ProbeTarget } from '../core/words/probe-record.ts';
import type { Sample } from '../core/words/sample.ts';

/** A second attempt that waits for its time. */
export interface Confirmation {
  /** Of the series. */
  readonly key: string;
  /** As the first attempt measured it. */
  readonly target: ProbeTarget;
  /** The failed first attempt's slot. */
  readonly scheduledAt: number;
  /** Monotonic ms. */
  readonly dueMs: number;
}

/** From the end of the first attempt, ms. */
const DELAY_MS = 5000;
/** After a time-out: the first attempt itself has already waited. */
const DELAY_AFTER_TIMEOUT_MS = 2000;
/** Where slots follow each other at most this closely, the next slot confirms, ms. */
const NEXT_SLOT_CONFIRMS_MS = 30_000;

/**
 * Delay from the end of a first attempt to its confirmation, ms; null where there is none: it did not
 * fail, the next slot comes soon, or the blame is the prober's own (address guard, no local route,
 * our defect), where a second attempt would say no more about the site than the first. Where time
 * runs `speed` times as fast for those who read the samples, both the interval and the delay are theirs.
 */
export function confirmationDelayMs(sample: Sample, intervalMs: number, speed = 1): number | null {
  if (sample.attempt !== 1 || sample.outcome !== 'failure' || sample.blame === 'prober')
    return null;
  if (intervalMs * speed <= NEXT_SLOT_CONFIRMS_MS) return null;
  return (sample.reason === 'timeout' ? DELAY_AFTER_TIMEOUT_MS : DELAY_MS) / speed;
}

/** Pending confirmations, at most one a series. One queue per delay is in order of due time by itself. */
export class Confirmations {
  readonly #queues = new Map<number, Map<string, Confirmation>>();

  /** Monotonic ms; infinite when empty. */
  get nextDueMs(): number {
    let next = Number.POSITIVE_INFINITY;
    for (const queue of this.#queues.values()) {
      for (const { dueMs } of queue.values()) {
        next = Math.min(next, dueMs);
        break;
      }
    }
    return next;
  }

  add(confirmation: Confirmation, delayMs: number): void {
    let queue = this.#queues.get(delayMs);
    if (queue === undefined) {
      queue = new Map();
      this.#queues.set(delayMs, queue);
    }
    queue.set(confirmation.key, confirmation);
  }

  /** Takes the series' out; null where there is none. */
  drop(key: string): Confirmation | null {
    for (const queue of this.#queues.values()) {
      const confirmation = queue.get(key);
      if (confirmation === undefined) continue;
      queue.delete(key);
      return confirmation;
    }
    return null;
  }

  /** Takes out all that are due. */
  takeDue(monotonicMs: number): Confirmation[] {
    const due: Confirmation[] = [];
    for (const queue of this.#queues.values()) {
      for (const confirmation of queue.values()) {
        if (confirmation.dueMs > monotonicMs) break;
        queue.delete(confirmation.key);
        due.push(confirmation);
      }
    }
    return due;
  }

  /** Takes out all, due or not. */
  takeAll(): Confirmation[] {
    return this.takeDue(Number.POSITIVE_INFINITY);
  }
}
