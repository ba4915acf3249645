import type { Log } from '../../core/ports/log.ts';
import { clusterDay } from './cluster-day.ts';
import type { DayFiles } from './day-files.ts';
import { DAY_MS, HOUR_MS } from './day-key.ts';
import type { Task } from './task-runner.ts';

/** A day is written anew this long after its end: its last hour has been moved. */
const AFTER_END_MS = 10 * 60_000;
/** From an attempt that led to nothing to the next. */
const RETRY_MS = HOUR_MS;

export interface ClusteringParts {
  readonly dir: string;
  readonly days: DayFiles;
  /** Another file lies under a day's path. */
  replaced(day: number): void;
  readonly log: Log;
}

/** Which days are clustered by series, and which is next. */
export class Clustering {
  readonly #parts: ClusteringParts;
  readonly #done = new Set<number>();
  /** When a day may be tried again, epoch ms. */
  readonly #notBefore = new Map<number, number>();

  constructor(parts: ClusteringParts) {
    this.#parts = parts;
  }

  /** A day's file is clustered already. */
  noteDone(day: number): void {
    this.#done.add(day);
  }

  /** A day's file was begun anew. */
  forget(day: number): void {
    this.#done.delete(day);
  }

  /** The newest day to be written anew at `now`, epoch ms; null where there is none. */
  due(now: number): number | null {
    const over = this.#parts.days.days(Number.NEGATIVE_INFINITY, now - AFTER_END_MS - DAY_MS + 1);
    const isDue = (day: number) => !this.#done.has(day) && (this.#notBefore.get(day) ?? 0) <= now;
    return over.findLast(isDue) ?? null;
  }

  /** Writes a day anew; where that does not go it is left for an hour. */
  *run(day: number, now: number): Task {
    const { dir, days, replaced, log } = this.#parts;
    this.#notBefore.set(day, now + RETRY_MS);
    const name = new Date(day).toISOString().slice(0, 10);
    const result = yield* clusterDay(dir, day, days);
    if (result !== 'done') {
      const level = result === 'not_equal' ? 'error' : 'info';
      log[level]('store.day_not_clustered', { day: name, reason: result });
      return;
    }
    replaced(day);
    this.#done.add(day);
    this.#notBefore.delete(day);
    log.info('store.day_clustered', { day: name });
  }
}
