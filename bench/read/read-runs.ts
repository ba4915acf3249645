import { once } from 'node:events';
import { Agent, get } from 'node:http';
import type { BenchOptions } from '../bench.ts';
import { benchTargetId } from '../council/bench-config.ts';
import type { ServiceOrder } from '../council/service-process.ts';
import { randomOf } from '../load/random.ts';
import { ForkedScript } from '../process/fork-script.ts';
import { dropPageCache } from './drop-page-cache.ts';
import type { DayAnswer, HistoryOrder } from './read-process.ts';

export interface ReadFigures {
  /** Whether the page cache could be emptied; where not, “cold” is a fresh process. */
  readonly isCold: boolean;
  readonly targetColdMs: readonly number[];
  readonly targetWarmMs: readonly number[];
  /** Fetched from disk for each cold read; empty where the system does not say. */
  readonly targetColdDiskBytes: readonly number[];
  readonly samplesOfADay: number;
  /** What the overview page asks for, first after each start of the service. */
  readonly councilColdMs: readonly number[];
  /** Later ones, each newly built. */
  readonly councilWarmMs: readonly number[];
  readonly councilBytes: number;
  /** Every site in one answer, the second answer after each start. */
  readonly overviewColdMs: readonly number[];
  /** Later ones, each newly built. */
  readonly overviewWarmMs: readonly number[];
  readonly overviewBytes: number;
  /** From the start of the service to its first answer, caches empty. */
  readonly startMs: readonly number[];
  /** A target's 24 h of raw samples by the API. */
  readonly apiDayWarmMs: readonly number[];
}

const DAY_MS = 86_400_000;
/** The board gives an answer about everything again for a second. */
const NEWLY_BUILT_AFTER_MS = 1100;

export async function runReads(history: HistoryOrder, options: BenchOptions): Promise<ReadFigures> {
  const targets = await readTargets(history, options);
  const boards = await readBoards(history, options);
  return { ...targets, ...boards };
}

type TargetFigures = Pick<
  ReadFigures,
  'isCold' | 'targetColdMs' | 'targetWarmMs' | 'targetColdDiskBytes' | 'samplesOfADay'
>;

/** One target's last 24 h, from the store itself. */
async function readTargets(history: HistoryOrder, options: BenchOptions): Promise<TargetFigures> {
  const random = randomOf(3);
  const ask = (script: ForkedScript): Promise<DayAnswer> =>
    script.call('day', {
      target: Math.floor(random() * history.targets),
      from: history.to - DAY_MS,
      to: history.to,
    });
  const script = await openReader(history.dir);
  const isCold = dropPageCache();
  const cold: DayAnswer[] = [];
  for (let index = 0; index < (options.quick ? 3 : 200); index += 1) {
    dropPageCache();
    cold.push(await ask(script));
  }
  const warm: DayAnswer[] = [];
  for (let index = 0; index < (options.quick ? 200 : 5000); index += 1)
    warm.push(await ask(script));
  await closeReader(script);
  options.say(`one target: ${cold.length} cold, ${warm.length} warm`);
  return {
    isCold,
    targetColdMs: cold.map((answer) => answer.elapsedMs),
    targetColdDiskBytes: cold.flatMap(({ diskBytes }) => (diskBytes === null ? [] : [diskBytes])),
    // The first reads bring the pages in.
    targetWarmMs: warm.slice(warm.length >> 1).map((answer) => answer.elapsedMs),
    samplesOfADay: warm[0]?.samples ?? 0,
  };
}

async function openReader(dir: string): Promise<ForkedScript> {
  const script = await ForkedScript.start(new URL('read-process.ts', import.meta.url));
  await script.call('open', dir);
  return script;
}

async function closeReader(script: ForkedScript): Promise<void> {
  await script.call('close');
  await script.stop();
}

type BoardFigures = Pick<
  ReadFigures,
  | 'councilColdMs'
  | 'councilWarmMs'
  | 'councilBytes'
  | 'overviewColdMs'
  | 'overviewWarmMs'
  | 'overviewBytes'
  | 'startMs'
  | 'apiDayWarmMs'
>;

/** The board of the whole service on the same history, which probes nothing meanwhile. */
async function readBoards(history: HistoryOrder, options: BenchOptions): Promise<BoardFigures> {
  const starts = options.quick ? 1 : 5;
  const council = emptySeries();
  const overview = emptySeries();
  const startMs: number[] = [];
  let apiDayWarmMs: readonly number[] = [];
  for (let index = 0; index < starts; index += 1) {
    dropPageCache();
    const script = await ForkedScript.start(
      new URL('../council/service-process.ts', import.meta.url),
    );
    const beganMs = performance.now();
    const url = await script.call<string>('start', serviceOrder(history));
    const agent = new Agent({ keepAlive: true });
    const first = await request(`${url}/api/council`, agent);
    startMs.push(performance.now() - beganMs);
    note(council, first);
    note(overview, await request(`${url}/api/overview`, agent));
    if (index === starts - 1) {
      const turns = options.quick ? 2 : 100;
      council.warmMs = await newlyBuilt(`${url}/api/council`, agent, turns);
      overview.warmMs = await newlyBuilt(`${url}/api/overview`, agent, turns);
      apiDayWarmMs = await daysByApi(url, agent, { history, turns: options.quick ? 20 : 1000 });
    }
    agent.destroy();
    await script.call('close');
    await script.stop();
    options.say(`start ${index + 1} of ${starts}`);
  }
  return {
    councilColdMs: council.coldMs,
    councilWarmMs: council.warmMs,
    councilBytes: council.bytes,
    overviewColdMs: overview.coldMs,
    overviewWarmMs: overview.warmMs,
    overviewBytes: overview.bytes,
    startMs,
    apiDayWarmMs,
  };
}

/** Times of one address, ms. */
interface AnswerSeries {
  readonly coldMs: number[];
  warmMs: readonly number[];
  bytes: number;
}

function emptySeries(): AnswerSeries {
  return { coldMs: [], warmMs: [], bytes: 0 };
}

function note(series: AnswerSeries, { elapsedMs, bytes }: { elapsedMs: number; bytes: number }) {
  series.coldMs.push(elapsedMs);
  series.bytes = bytes;
}

async function newlyBuilt(url: string, agent: Agent, turns: number): Promise<number[]> {
  const elapsedMs: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    await pauseMs(NEWLY_BUILT_AFTER_MS);
    elapsedMs.push((await request(url, agent)).elapsedMs);
  }
  return elapsedMs;
}

async function daysByApi(
  url: string,
  agent: Agent,
  { history, turns }: { readonly history: HistoryOrder; readonly turns: number },
): Promise<number[]> {
  const range = `from=${history.to - DAY_MS}&to=${history.to}`;
  const elapsedMs: number[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const id = benchTargetId((turn * 7919) % history.targets);
    const answer = await request(`${url}/api/targets/${id}/samples?${range}`, agent);
    elapsedMs.push(answer.elapsedMs);
  }
  return elapsedMs;
}

function serviceOrder(history: HistoryOrder): ServiceOrder {
  return {
    dataDir: history.dir,
    targets: history.targets,
    sectors: 19,
    schedule: '0 0 1 1 *',
    place: null,
  };
}

async function request(url: string, agent: Agent): Promise<{ elapsedMs: number; bytes: number }> {
  const beganMs = performance.now();
  const call = get(url, { agent });
  const [response] = await once(call, 'response');
  let bytes = 0;
  for await (const chunk of response) bytes += chunk.length;
  if (response.statusCode !== 200) throw new Error(`${url} answered ${response.statusCode}`);
  return { elapsedMs: performance.now() - beganMs, bytes };
}

function pauseMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
