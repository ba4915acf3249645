import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PracticeSize } from '../../src/practice/practice-council.ts';
import { cpuMsOfProcess, residentBytesOfProcess } from '../process/cpu-time.ts';
import { busyRatio, machineTime } from '../process/machine-busy.ts';
import { loadFirstPage, type OverviewCounts, untilOverview } from './board-looks.ts';
import { StartedService } from './started-service.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LAUNCHER = join(ROOT, 'src/launch.mjs');

/** Since the command was given, ms. */
export interface LivingTimes {
  /** The board's address is printed. */
  readonly boardMs: number;
  /** The first page is there with its script and style. */
  readonly pageMs: number;
  /** The overview has the result of at least one site. */
  readonly dataMs: number;
  /** The overview has a result of every site. */
  readonly allMs: number;
}

/** A process over the measured time. */
export interface ProcessFigures {
  /** Share of one core. */
  readonly cpuRatio: number;
  /** At the end. */
  readonly residentBytes: number;
}

export interface SmallRun {
  /** Of all cores, by others, in the moment before the start; null where the system does not tell. */
  readonly busyBeforeRatio: number | null;
  readonly pastMs: number;
  readonly samples: number;
  readonly rollups: number;
  readonly times: LivingTimes;
}

export interface FullRun {
  readonly times: LivingTimes;
  readonly counts: OverviewCounts;
  /** Of the sites and their name server; null where the system does not tell. */
  readonly sites: ProcessFigures | null;
  readonly service: ProcessFigures | null;
}

const LIMIT_MS = 240_000;

/** `run --practice small` in an empty directory, until it is alive. */
export async function runSmall(): Promise<SmallRun> {
  const busyBeforeRatio = await busyNow();
  return await onService('small', async (service) => ({
    busyBeforeRatio,
    times: (await livingTimes(service, LIMIT_MS)).times,
    pastMs: service.logged('practice.history_written', 'tookMs'),
    samples: service.logged('practice.history_written', 'samples'),
    rollups: service.logged('practice.history_written', 'rollups'),
  }));
}

/** `run --practice full` in an empty directory; its processes are watched for `watchMs` when it is alive. */
export function runFull(watchMs: number): Promise<FullRun> {
  return onService('full', async (service) => {
    const living = await livingTimes(service, LIMIT_MS);
    const sites = service.logged('practice.started', 'pid');
    const pids = [sites, service.pid] as const;
    const [ofSites = null, ofService = null] = await watch(pids, watchMs);
    return { ...living, sites: ofSites, service: ofService };
  });
}

export interface Living {
  readonly times: LivingTimes;
  readonly counts: OverviewCounts;
}

/** Looks at the board of a service that was started this moment. */
export async function livingTimes(service: StartedService, limitMs: number): Promise<Living> {
  const url = await service.board();
  const boardMs = service.elapsedMs();
  await loadFirstPage(url);
  const pageMs = service.elapsedMs();
  await untilOverview(url, ({ success }) => success > 0, limitMs);
  const dataMs = service.elapsedMs();
  const counts = await untilOverview(url, ({ waiting }) => waiting === 0, limitMs);
  return { times: { boardMs, pageMs, dataMs, allMs: service.elapsedMs() }, counts };
}

async function onService<T>(
  size: PracticeSize,
  use: (service: StartedService) => Promise<T>,
): Promise<T> {
  const dataDir = await mkdtemp(join(tmpdir(), `yamabiko-bench-practice-${size}-`));
  const options = ['--practice', size, '--data', dataDir, '--listen', '127.0.0.1:0'];
  const service = new StartedService({
    file: process.execPath,
    words: [LAUNCHER, 'run', ...options],
    cwd: ROOT,
    env: process.env,
  });
  try {
    return await use(service);
  } finally {
    await service.stop();
    await rm(dataDir, { recursive: true, force: true });
  }
}

const LOOK_MS = 2000;

async function busyNow(): Promise<number | null> {
  if (process.platform !== 'linux') return null;
  const from = machineTime();
  await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  return busyRatio(from, machineTime());
}

async function watch(
  pids: readonly number[],
  watchMs: number,
): Promise<readonly (ProcessFigures | null)[]> {
  if (process.platform !== 'linux') return pids.map(() => null);
  const before = pids.map(cpuMsOfProcess);
  const startedMs = performance.now();
  await new Promise((resolve) => setTimeout(resolve, watchMs));
  const elapsedMs = performance.now() - startedMs;
  return pids.map((pid, index) => ({
    cpuRatio: (cpuMsOfProcess(pid) - (before[index] ?? 0)) / elapsedMs,
    residentBytes: residentBytesOfProcess(pid),
  }));
}
