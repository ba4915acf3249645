import { parentPort, workerData } from 'node:worker_threads';
import type { Probe } from '../../../src/core/ports/prober.ts';
import { runJobs } from '../../../src/probe/pool/job-runner.ts';
import { workerSetup } from '../../../src/probe/pool/messages.ts';
import { createProbe } from '../../../src/probe/probe.ts';

/**
 * A worker whose probes are the real ones, but do something bad to their thread first when the
 * target's id asks for it: `block-<ms>`, `crash`, `hang`, `never`, `reject`.
 */
const { settings, ...rest } = workerSetup(workerData);
const real = createProbe(settings).probe;

const planted: Probe = async (job, signal) => {
  const [deed, ms] = job.target.id.split('-');
  if (deed === 'block') blockFor(Number(ms));
  if (deed === 'hang') blockFor(Number.POSITIVE_INFINITY);
  if (deed === 'crash') {
    setImmediate(() => {
      throw new Error('planted crash');
    });
  }
  if (deed === 'never') return new Promise(() => {});
  if (deed === 'reject') throw new TypeError('planted defect');
  return real(job, signal);
};

function blockFor(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

if (parentPort !== null) runJobs({ port: parentPort, probe: planted, ...rest });
