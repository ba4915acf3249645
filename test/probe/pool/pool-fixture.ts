import { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import { noLog } from '../../../src/core/ports/log.ts';
import type { ProbeJob, Prober } from '../../../src/core/ports/prober.ts';
import type { ProbeTarget } from '../../../src/core/words/probe-record.ts';
import {
  createProber,
  type PoolParts,
  type ProberOptions,
} from '../../../src/probe/pool/prober.ts';

export interface Pool {
  readonly prober: Prober;
  /** Every thread ever started, in order. */
  readonly threads: readonly Worker[];
}

const WORKER = new URL('../../../src/probe/pool/worker.ts', import.meta.url);
const PLANTED_WORKER = new URL('./planted-worker.ts', import.meta.url);

/** A pool of real threads, closed when the test has finished. `planted`: their probes misbehave on demand. */
export async function startPool(
  options: Partial<ProberOptions> & { readonly planted?: boolean } = {},
  parts: Partial<PoolParts> = {},
): Promise<Pool> {
  const threads: Worker[] = [];
  const file = options.planted === true ? PLANTED_WORKER : WORKER;
  const prober = await createProber(
    {
      vantage: 'tokyo',
      userAgent: 'Yamabiko-test',
      resolverServers: [],
      extraCa: [],
      workers: 1,
      reportEveryMs: 0,
      perAddressConcurrency: 1000,
      perAddressStartsPerSecond: 100_000,
      log: noLog,
      ...options,
    },
    {
      spawn: (setup, index) => {
        const thread = new Worker(file, { workerData: setup, name: `probe-${index}` });
        threads.push(thread);
        return thread;
      },
      ...parts,
    },
  );
  onTestFinished(() => prober.close(0));
  return { prober, threads };
}

let slot = 0;

/** A job of a slot of its own. */
export function jobFor(id: string, url: string, differs: Partial<ProbeTarget> = {}): ProbeJob {
  slot += 1;
  return {
    scheduledAt: Date.parse('2026-11-22T00:00:00Z') + slot * 60_000,
    attempt: 1,
    target: {
      id,
      member: `${id}-member`,
      sector: 'gas',
      url,
      family: 4,
      timeoutMs: 5000,
      expect: { status: null, text: null },
      bodyLimitBytes: 262_144,
      http: '1.1',
      allowPrivate: true,
      limitBy: 'address',
      ...differs,
    },
  };
}
