import type { TimeRange } from '../../core/ports/sample-store.ts';
import { periodStart } from '../../core/time/slots.ts';
import { PERIOD_MS, PERIODS, type Period } from '../../core/words/rollup.ts';

/** Periods whose stored roll-ups may lack samples; those being written stay dirty until they are. */
export class DirtyPeriods {
  readonly #dirty: Readonly<Record<Period, Set<number>>> = { '5m': new Set(), '1h': new Set() };
  readonly #taken: Readonly<Record<Period, Set<number>>> = { '5m': new Set(), '1h': new Set() };

  /** A first attempt of the slot `at` arrived. */
  mark(at: number): void {
    for (const period of PERIODS) this.markPeriod(period, periodStart(at, PERIOD_MS[period]));
  }

  markPeriod(period: Period, start: number): void {
    this.#dirty[period].add(start);
  }

  /** Starts in the range, ascending. */
  within(period: Period, range: TimeRange): number[] {
    const all = this.#dirty[period].union(this.#taken[period]);
    return [...all].filter((at) => at >= range.from && at < range.to).sort((a, b) => a - b);
  }

  /** Takes those that ended at or before `until`, ascending. What arrives from now on marks anew. */
  take(period: Period, until: number): number[] {
    const ended = [...this.#dirty[period]].filter((at) => at + PERIOD_MS[period] <= until);
    for (const at of ended) {
      this.#dirty[period].delete(at);
      this.#taken[period].add(at);
    }
    return ended.sort((a, b) => a - b);
  }

  /** The stored roll-up of a taken period is whole. */
  done(period: Period, start: number): void {
    this.#taken[period].delete(start);
  }

  /** What was taken and not done is to be taken again. */
  putBack(): void {
    for (const period of PERIODS) {
      for (const at of this.#taken[period]) this.#dirty[period].add(at);
      this.#taken[period].clear();
    }
  }
}

/** Adjoining periods as ranges no longer than `mostMs`, from starts in ascending order. */
export function stretchesOf(
  period: Period,
  starts: readonly number[],
  mostMs = Number.POSITIVE_INFINITY,
): TimeRange[] {
  const stretches: { from: number; to: number }[] = [];
  for (const at of starts) {
    const end = at + PERIOD_MS[period];
    const last = stretches.at(-1);
    if (last?.to === at && end - last.from <= mostMs) last.to = end;
    else stretches.push({ from: at, to: end });
  }
  return stretches;
}
