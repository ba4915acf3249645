import type { Attempt } from '../core/words/outcome.ts';
import type { ProbeTarget } from '../core/words/probe-record.ts';
import type { Sample } from '../core/words/sample.ts';

/** A probe handed to the prober and not yet back. */
export interface Flight {
  /** Of the series. */
  readonly key: string;
  readonly target: ProbeTarget;
  readonly scheduledAt: number;
  readonly attempt: Attempt;
  readonly intervalMs: number;
  /** Monotonic ms at the hand-over. */
  readonly startedMs: number;
}

/** The probes in flight, at most one a series and `max` in all. */
export class Flights {
  readonly #max: number;
  readonly #byKey = new Map<string, Flight>();
  readonly #idle: (() => void)[] = [];
  readonly #settling: { readonly target: string; readonly resolve: () => void }[] = [];
  #fullAtMs = Number.NEGATIVE_INFINITY;

  constructor(max: number) {
    this.#max = max;
  }

  get size(): number {
    return this.#byKey.size;
  }

  /** Of the first attempts in flight the earliest slot, epoch ms; infinite without any. */
  get earliestSlotAt(): number {
    let earliest = Number.POSITIVE_INFINITY;
    for (const { attempt, scheduledAt } of this.#byKey.values()) {
      if (attempt === 1) earliest = Math.min(earliest, scheduledAt);
    }
    return earliest;
  }

  get full(): boolean {
    return this.#byKey.size >= this.#max;
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  add(flight: Flight): void {
    this.#byKey.set(flight.key, flight);
    if (this.full) this.#fullAtMs = flight.startedMs;
  }

  /** Once for every flight added. */
  remove(flight: Flight): void {
    this.#byKey.delete(flight.key);
    if (this.#settling.length > 0) this.#settle();
    if (this.#byKey.size > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Resolves when nothing of a target is in flight, in either family. */
  settled(target: string): Promise<void> {
    return new Promise((resolve) => {
      this.#settling.push({ target, resolve });
      this.#settle();
    });
  }

  #settle(): void {
    const flying = new Set([...this.#byKey.values()].map(({ target }) => target.id));
    for (const waiting of this.#settling.splice(0)) {
      if (flying.has(waiting.target)) this.#settling.push(waiting);
      else waiting.resolve();
    }
  }

  /** Resolves when nothing is in flight. */
  idle(): Promise<void> {
    if (this.#byKey.size === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /**
   * The flight's sample, suspect when the wall clock stepped or the cap was reached while it flew. A
   * cause that the worker has already found stays.
   *
   * `steppedAtMs`: monotonic ms of the last step.
   */
  judged(flight: Flight, sample: Sample, steppedAtMs: number): Sample {
    if (sample.outcome === 'missed' || sample.validity === 'suspect') return sample;
    if (steppedAtMs >= flight.startedMs) {
      return { ...sample, validity: 'suspect', suspectCause: 'clock' };
    }
    if (this.#fullAtMs >= flight.startedMs) {
      return { ...sample, validity: 'suspect', suspectCause: 'overloaded' };
    }
    return sample;
  }
}
