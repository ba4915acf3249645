import { messageOf } from '../core/errors.ts';
import { InTurn } from '../core/in-turn.ts';
import type { JudgementStore, JudgingStep, SeriesSnapshot } from '../core/ports/judgement-store.ts';
import type { Log } from '../core/ports/log.ts';
import type { Incident } from '../core/words/incident.ts';

export interface KeeperParts {
  readonly store: JudgementStore;
  readonly log: Log;
  readonly onIncidents?: (incidents: readonly Incident[]) => void;
}

/**
 * Keeps steps one after the other: incidents and memory of a step together, so that after a kill the
 * incidents are those that the memory knows. While the store is away, what waits is brought together.
 */
export class JudgementKeeper {
  readonly #parts: KeeperParts;
  /** By id, in the order in which they were opened. */
  readonly #waiting = new Map<string, Incident>();
  #memory: string | null = null;
  #isBehind = false;
  readonly #turns = new InTurn();

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** The last step could not be kept. */
  get isBehind(): boolean {
    return this.#isBehind;
  }

  /** Rejects with `store_unavailable`; what was to be kept waits for the next call. */
  keep({ incidents, memory }: JudgingStep): Promise<void> {
    for (const incident of incidents) this.#waiting.set(incident.id, incident);
    this.#memory = memory ?? this.#memory;
    return this.#turns.run(() => this.#keepWaiting());
  }

  /** Rejects with `store_unavailable`. */
  keepSeries(snapshots: readonly SeriesSnapshot[]): Promise<void> {
    if (snapshots.length === 0) return Promise.resolve();
    return this.#turns.run(() => this.#parts.store.keepSeries(snapshots));
  }

  /** Never rejects. */
  async close(snapshots: readonly SeriesSnapshot[]): Promise<void> {
    const last = this.#turns.run(() => this.#keepWaiting()).then(() => this.keepSeries(snapshots));
    try {
      await last;
    } catch (error) {
      this.#parts.log.error('judge.not_kept', { error: messageOf(error) });
    }
  }

  async #keepWaiting(): Promise<void> {
    const incidents = [...this.#waiting.values()];
    const memory = this.#memory;
    if (incidents.length === 0 && memory === null) return;
    this.#waiting.clear();
    this.#memory = null;
    try {
      await this.#parts.store.keepStep({ incidents, memory });
      this.#isBehind = false;
    } catch (error) {
      this.#isBehind = true;
      const newer = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const incident of [...incidents, ...newer]) this.#waiting.set(incident.id, incident);
      this.#memory ??= memory;
      throw error;
    }
    if (incidents.length > 0) this.#parts.onIncidents?.(incidents);
  }
}
