import { messageOf } from '../../core/errors.ts';
import type { Log } from '../../core/ports/log.ts';

/** Work in steps of a few ms; between them other requests are answered. */
export type Task = Generator<void, void>;

/** Time a run of steps may take before it yields to requests, ms. */
const SLICE_MS = 3;
/** Pause between slices while nobody waits, so that probing keeps its processor. */
const PAUSE_MS = 15;

/** Runs tasks one after the other in the background of the store's thread. */
export class TaskRunner {
  readonly #log: Log;
  readonly #queue: { readonly name: string; readonly task: Task }[] = [];
  #waiting: (() => void)[] = [];
  #scheduled = false;
  #closed = false;

  constructor(log: Log) {
    this.#log = log;
  }

  /** Queues a task unless one of the same name waits or runs. */
  add(name: string, make: () => Task): void {
    if (this.#closed || this.#queue.some((one) => one.name === name)) return;
    this.#queue.push({ name, task: make() });
    this.#schedule();
  }

  /** Resolves when no task is left; until then the tasks run without pauses. */
  drain(): Promise<void> {
    if (this.#queue.length === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
      setImmediate(() => this.#slice());
    });
  }

  /** Abandons what waits; a task is made so that it can begin anew. */
  close(): void {
    this.#closed = true;
    for (const { task } of this.#queue.splice(0)) task.return();
    this.#settle();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    const run = () => {
      this.#scheduled = false;
      this.#slice();
    };
    if (this.#waiting.length > 0) setImmediate(run);
    else setTimeout(run, PAUSE_MS);
  }

  #slice(): void {
    const endAt = performance.now() + SLICE_MS;
    let current = this.#queue[0];
    while (current !== undefined && performance.now() < endAt) {
      if (!this.#step(current)) {
        this.#queue.shift();
        current = this.#queue[0];
      }
    }
    if (this.#queue.length > 0) this.#schedule();
    else this.#settle();
  }

  /** False when the task is over. A failure ends it: upkeep queues it again. */
  #step(current: { readonly name: string; readonly task: Task }): boolean {
    try {
      return current.task.next().done !== true;
    } catch (error) {
      this.#log.warn('store.task_failed', { task: current.name, error: messageOf(error) });
      return false;
    }
  }

  #settle(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
