import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Log } from '../../core/ports/log.ts';
import { ThreadClient } from '../thread/thread-client.ts';
import type { StoreCalls, StoreThreadOptions } from './store-calls.ts';

/** Short-lived objects of the thread: V8's own bound (48 MB) is filled before it is ever cleared. */
const YOUNG_GENERATION_MB = 12;

export interface StoreClientOptions extends StoreThreadOptions {
  readonly log: Log;
  /** Starts the thread; default the real one. */
  readonly spawn?: (options: StoreThreadOptions) => Worker;
}

/** The embedded store's thread as seen from outside. */
export class StoreClient extends ThreadClient<StoreCalls, number> {
  #lost = 0;

  constructor({ log, spawn = startThread, ...options }: StoreClientOptions) {
    super({
      spawn: () => spawn(options),
      noticed: (lost) => {
        this.#lost = lost;
      },
      endless: 'append',
      log,
    });
  }

  /** Samples lost with damaged files since the store was made. */
  get lost(): number {
    return this.#lost;
  }
}

function startThread(options: StoreThreadOptions): Worker {
  const entry = new URL(`./store-thread${extname(import.meta.url)}`, import.meta.url);
  return new Worker(entry, {
    workerData: options,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
  });
}
