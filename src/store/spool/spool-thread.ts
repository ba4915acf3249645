import { workerData } from 'node:worker_threads';
import { codeOf } from '../../core/errors.ts';
import { ThreadServer } from '../thread/serve-calls.ts';
import type { SpoolCalls, SpoolNotice, SpoolThreadOptions } from './spool-calls.ts';
import { SpoolEngine } from './spool-engine.ts';

/** Entry of the spool's thread. */
const server = new ThreadServer<SpoolNotice>();
const options = optionsOf(workerData);
let first: SpoolNotice = { bytes: 0, capBytes: options.capBytes, buckets: [] };

server.serve<SpoolCalls>(
  () => {
    const engine = new SpoolEngine(options, server.log, (status) => server.notify(status));
    first = engine.status;
    return engine;
  },
  // What the file system says has a code and passes; anything else is ours.
  { first: () => first, isDefect: (error) => codeOf(error) === null },
);

/** Guarantee: the thread is started by `open-spool.ts` with these options. */
function optionsOf(data: unknown): SpoolThreadOptions {
  return data as SpoolThreadOptions;
}
