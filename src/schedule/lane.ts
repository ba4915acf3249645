import { offsetMsOf } from '../core/time/slots.ts';
import type { Firings } from './firings.ts';
import { byRatio, type Series } from './series.ts';

/** A slot that has come due. */
export interface DueSlot {
  readonly series: Series;
  /** Epoch ms. */
  readonly scheduledAt: number;
  /** Over which the firing spreads its series: min(gap to the next firing, smallest gap), ms. */
  readonly intervalMs: number;
}

/**
 * The series that share one expression, sorted by their place inside the interval, and a cursor over
 * their slots. Slots of the firing [firingAt, nextFiringAt) are due at
 * `firingAt + offsetMsOf(ratio, intervalMs)`.
 */
export class Lane {
  readonly #firings: Firings;
  #series: Series[] = [];
  /** Take part from the next firing on. */
  #joining: Series[] = [];
  #firingAt = 0;
  #nextFiringAt = 0;
  #intervalMs = 1;
  #cursor = 0;

  /** Its first slot is the first one due at or after `at`, epoch ms. */
  constructor(firings: Firings, at: number) {
    this.#firings = firings;
    this.#enter(firings.atOrBefore(at));
  }

  /** Nothing is taken before this, epoch ms; infinite without series. */
  get nextDueAt(): number {
    const series = this.#series[this.#cursor];
    if (series !== undefined) return this.#dueAt(series);
    const waiting = this.#series.length + this.#joining.length;
    return waiting > 0 ? this.#nextFiringAt : Number.POSITIVE_INFINITY;
  }

  /** The next slot if it is due by `now`, and moves past it; else null. */
  take(now: number): DueSlot | null {
    while (this.nextDueAt <= now) {
      const series = this.#series[this.#cursor];
      if (series === undefined) {
        this.#enter(this.#nextFiringAt);
        continue;
      }
      this.#cursor += 1;
      return { series, scheduledAt: this.#dueAt(series), intervalMs: this.#intervalMs };
    }
    return null;
  }

  /** Moves, forward or back, to the first slot due at or after `at`. */
  skipTo(at: number): void {
    const firingAt = this.#firings.atOrBefore(at);
    if (firingAt !== this.#firingAt) this.#enter(firingAt);
    this.#cursor = firstDueIndex(this.#series, at - this.#firingAt, this.#intervalMs);
  }

  /** Replaces the series; slots before `at` stay passed. */
  setSeries(series: readonly Series[], at: number): void {
    this.#series = series.filter((each) => each.effectiveFrom <= this.#firingAt).sort(byRatio);
    this.#joining = series.filter((each) => each.effectiveFrom > this.#firingAt).sort(byRatio);
    this.skipTo(at);
  }

  /** Slots due in [from, to), from ≤ to, whether taken or not. */
  countSlots(from: number, to: number): number {
    const settled = this.#countSlotsOf(this.#series, from, to);
    const joinFrom = Math.max(from, this.#nextFiringAt);
    if (this.#joining.length === 0 || joinFrom >= to) return settled;
    return settled + this.#countSlotsOf(this.#joining, joinFrom, to);
  }

  /** Whole firings in between, plus what the firing around each end adds or has not reached yet. */
  #countSlotsOf(sorted: readonly Series[], from: number, to: number): number {
    return (
      this.#firings.count(from, to) * sorted.length +
      this.#countDueFrom(sorted, from) -
      this.#countDueFrom(sorted, to)
    );
  }

  /** Series of the firing before `at` whose slot is due at or after `at`. */
  #countDueFrom(sorted: readonly Series[], at: number): number {
    const firingAt = this.#firings.atOrBefore(at - 1);
    const intervalMs = this.#intervalOf(firingAt, this.#firings.after(firingAt));
    return sorted.length - firstDueIndex(sorted, at - firingAt, intervalMs);
  }

  #enter(firingAt: number): void {
    const forward = firingAt > this.#firingAt;
    this.#firingAt = firingAt;
    this.#nextFiringAt = this.#firings.after(firingAt);
    this.#intervalMs = this.#intervalOf(firingAt, this.#nextFiringAt);
    this.#cursor = 0;
    if (!forward || this.#joining.length === 0) return;
    this.#series = [...this.#series, ...this.#joining].sort(byRatio);
    for (const series of this.#joining) series.effectiveFrom = 0;
    this.#joining = [];
  }

  #intervalOf(firingAt: number, nextFiringAt: number): number {
    return Math.min(nextFiringAt - firingAt, this.#firings.smallestGapMs);
  }

  #dueAt(series: Series): number {
    return this.#firingAt + offsetMsOf(series.ratio, this.#intervalMs);
  }
}

/** Index of the first series whose offset is ≥ `offsetMs`; the length where there is none. */
function firstDueIndex(sorted: readonly Series[], offsetMs: number, intervalMs: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const ratio = sorted[middle]?.ratio ?? 1;
    if (offsetMsOf(ratio, intervalMs) < offsetMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
