import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ForkedScript } from '../process/fork-script.ts';
import { subjectEnv } from '../subject/subject.ts';
import type { Truth } from '../truth/truth.ts';
import type { CouncilShape } from './bench-config.ts';
import type { ServiceOrder, ServiceUsage } from './service-process.ts';
import { type StoredFacts, storedFacts } from './stored-facts.ts';

export interface ServiceRunOptions extends Omit<CouncilShape, 'place'> {
  /** Before the figures begin: connections, compiled code and caches settle. */
  readonly settleSeconds: number;
  readonly seconds: number;
  /** Whether the process collects its garbage before its memory is read at the end. */
  readonly collects: boolean;
  readonly profileFolder?: string;
  readonly say: (line: string) => void;
}

export interface ServiceRun {
  /** Share of one core, after settling. */
  readonly cpuRatio: number;
  /** The same while settling, start-up included. */
  readonly settleCpuRatio: number;
  readonly maxResidentBytes: number;
  readonly end: ServiceUsage;
  /** Probes started in the measured time, by the connections that the servers accepted. */
  readonly connections: number;
  readonly facts: StoredFacts;
}

const COMPILED = join(tmpdir(), 'yamabiko-bench-compiled');
const LOOK_EVERY_MS = 5000;

/** Runs the whole service on the truth servers, in a process and a data directory of its own. */
export async function runService(truth: Truth, options: ServiceRunOptions): Promise<ServiceRun> {
  const dataDir = await mkdtemp(join(tmpdir(), 'yamabiko-council-'));
  const { profileFolder } = options;
  const script = await ForkedScript.start(new URL('service-process.ts', import.meta.url), {
    // As the launcher starts it: threads take compiled code from the second start on, and heaps stay small.
    env: { ...subjectEnv(truth.place), NODE_COMPILE_CACHE: COMPILED },
    execArgv: [
      ...['--heap-growing-percent=25', '--semi-space-growth-factor=1'],
      ...(options.collects ? ['--expose-gc'] : []),
      ...(profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`]),
    ],
  });
  try {
    const { targets, sectors, schedule } = options;
    const order: ServiceOrder = { targets, sectors, schedule, dataDir, place: truth.place };
    const startedMs = performance.now();
    await script.call<string>('start', order);
    await pauseMs(options.settleSeconds * 1000);
    const look = (collects: boolean) => script.call<ServiceUsage>('usage', { collects });
    const settled = await look(false);
    const settledMs = performance.now();
    const connectionsFrom = (await truth.counts()).connections;
    let maxResidentBytes = settled.residentBytes;
    const endMs = settledMs + options.seconds * 1000;
    while (performance.now() < endMs) {
      await pauseMs(Math.min(LOOK_EVERY_MS, endMs - performance.now()));
      const { residentBytes } = await look(false);
      maxResidentBytes = Math.max(maxResidentBytes, residentBytes);
    }
    const end = await look(options.collects);
    const elapsedMs = performance.now() - settledMs;
    const connections = (await truth.counts()).connections - connectionsFrom;
    await script.call('close');
    options.say(`${targets} targets: ${connections} connections`);
    return {
      cpuRatio: (end.cpuMs - settled.cpuMs) / elapsedMs,
      settleCpuRatio: settled.cpuMs / (settledMs - startedMs),
      maxResidentBytes: Math.max(maxResidentBytes, end.residentBytes),
      end,
      connections,
      facts: await storedFacts(dataDir),
    };
  } finally {
    await script.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function pauseMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));
}
