import { Worker } from 'node:worker_threads';
import type { StoreThreadOptions } from '../../../src/store/embedded/store-calls.ts';

const ENTRY = new URL('../../../src/store/embedded/store-thread.ts', import.meta.url);

/** The threads of a store, which a test can end, and keep from starting. */
export class MortalThreads {
  /** In the order they were started. */
  readonly workers: Worker[] = [];
  #isBarred = false;

  readonly spawn = (options: StoreThreadOptions): Worker => {
    const worker = this.#isBarred
      ? new Worker('process.exit(1)', { eval: true })
      : new Worker(ENTRY, { workerData: options });
    this.workers.push(worker);
    return worker;
  };

  async kill(): Promise<void> {
    await this.workers.at(-1)?.terminate();
  }

  /** Until {@link admit}, a thread ends before it is ready. */
  bar(): void {
    this.#isBarred = true;
  }

  admit(): void {
    this.#isBarred = false;
  }
}
