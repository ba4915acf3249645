import { workerData } from 'node:worker_threads';
import { ThreadServer } from '../thread/serve-calls.ts';
import { troubleOf } from './sqlite-trouble.ts';
import type { StoreCalls, StoreThreadOptions } from './store-calls.ts';
import { StoreEngine } from './store-engine.ts';

/** Entry of the embedded store's thread. */
const server = new ThreadServer<number>();
let lost = 0;

server.serve<StoreCalls>(
  () => {
    const engine = new StoreEngine(optionsOf(workerData), {
      log: server.log,
      lost: (samples) => server.notify(samples),
    });
    lost = engine.lostCount;
    return engine;
  },
  { first: () => lost, isDefect: (error) => troubleOf(error) === 'defect' },
);

/** Guarantee: the thread is started by `store-client.ts` with these options. */
function optionsOf(data: unknown): StoreThreadOptions {
  return data as StoreThreadOptions;
}
