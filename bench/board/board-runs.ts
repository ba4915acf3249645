import { Agent } from 'node:http';
import type { ViewerKind } from '../../src/core/words/viewer.ts';
import type { BenchOptions } from '../bench.ts';
import { ForkedScript } from '../process/fork-script.ts';
import type { BoardOrder, BoardStarted, BoardUsage, BoardViewer } from './board-process.ts';
import { askBoard, LiveViewer, type Update } from './live-viewer.ts';

/** The board gives an answer about everything again for a second. */
const NEWLY_BUILT_AFTER_MS = 1100;

/** A board in a process of its own, as the launcher starts it. */
export interface RunningBoard {
  readonly script: ForkedScript;
  readonly started: BoardStarted;
  usage(): Promise<BoardUsage>;
  close(): Promise<void>;
}

export async function startBoardProcess(order: BoardOrder): Promise<RunningBoard> {
  const script = await ForkedScript.start(new URL('board-process.ts', import.meta.url), {
    execArgv: ['--heap-growing-percent=25', '--semi-space-growth-factor=1', '--expose-gc'],
  });
  const started = await script.call<BoardStarted>('start', order);
  await script.call('follow');
  return {
    ...{ script, started, usage: () => script.call<BoardUsage>('usage') },
    async close() {
      await script.call('close');
      await script.stop();
    },
  };
}

export interface AnswerFigures {
  readonly kind: ViewerKind;
  readonly elapsedMs: readonly number[];
  readonly bytes: number;
}

/** The overview of each kind of viewer, each answer newly built, on a council that goes on. */
export async function runAnswers(
  { started }: RunningBoard,
  options: BenchOptions,
): Promise<readonly AnswerFigures[]> {
  const agent = new Agent({ keepAlive: true });
  const viewers = firstOfEach(started.viewers);
  const figures = viewers.map(({ kind }) => ({ kind, elapsedMs: [] as number[], bytes: 0 }));
  for (let turn = 0; turn < (options.quick ? 3 : 100); turn += 1) {
    await pauseMs(NEWLY_BUILT_AFTER_MS);
    for (let place = 0; place < viewers.length; place += 1) {
      // What all answers share is made for who asks first, each in turn.
      const index = (turn + place) % viewers.length;
      const [viewer, figure] = [viewers[index], figures[index]];
      if (viewer === undefined || figure === undefined) continue;
      const answer = await askBoard(`${started.url}/api/council`, viewer, agent);
      figure.elapsedMs.push(answer.elapsedMs);
      figure.bytes = answer.bytes;
    }
  }
  options.say(`overview: ${figures.map(({ kind, bytes }) => `${kind} ${bytes} bytes`).join(', ')}`);
  agent.destroy();
  return figures;
}

function firstOfEach(viewers: readonly BoardViewer[]): readonly BoardViewer[] {
  const first = new Map<ViewerKind, BoardViewer>();
  for (const viewer of viewers) if (!first.has(viewer.kind)) first.set(viewer.kind, viewer);
  return [...first.values()];
}

export interface LiveFigures {
  readonly viewers: number;
  /** Share of a core of the board's process that shows samples to nobody. */
  readonly aloneRatio: number;
  /** The same with the viewers. */
  readonly liveRatio: number;
  readonly updates: readonly Update[];
}

/** Viewers of all kinds who keep their pages open. */
export async function runLive(board: RunningBoard, options: BenchOptions): Promise<LiveFigures> {
  const seconds = options.quick ? 5 : 120;
  const aloneRatio = await cpuRatioOf(board, seconds / 2);
  const agent = new Agent({ keepAlive: true, maxSockets: 200 });
  const { started } = board;
  const viewers = started.viewers.map((viewer, index) => {
    return new LiveViewer(started.url, viewer, { agent, index });
  });
  for (const viewer of viewers) await viewer.open();
  // What they loaded first, and what the code took to become fast, is of the start.
  await pauseMs(options.quick ? 1000 : 30_000);
  for (const viewer of viewers) viewer.updates.length = 0;
  const liveRatio = await cpuRatioOf(board, seconds);
  const updates = viewers.flatMap((viewer) => viewer.updates);
  for (const viewer of viewers) await viewer.close();
  agent.destroy();
  options.say(`${viewers.length} viewers: ${updates.length} updates`);
  return { viewers: viewers.length, aloneRatio, liveRatio, updates };
}

async function cpuRatioOf(board: RunningBoard, seconds: number): Promise<number> {
  const from = await board.usage();
  const fromMs = performance.now();
  await pauseMs(seconds * 1000);
  const elapsedMs = performance.now() - fromMs;
  const to = await board.usage();
  return (to.cpuMs - from.cpuMs) / elapsedMs;
}

export interface DayFigures {
  readonly speed: number;
  readonly samples: number;
  /** A look at each full hour of the council, after a collection. */
  readonly hours: readonly { readonly heapBytes: number; readonly residentBytes: number }[];
}

const HOUR_MS = 3_600_000;

/** A day of the council in minutes, with pages open that are loaded anew every half minute of it. */
export async function runDay(options: BenchOptions): Promise<DayFigures> {
  const speed = 480;
  const hours = options.quick ? 1 : 24;
  const viewers = { operator: 2, council: 2, observer: 2, secretariat: 4, member: 6 };
  const order = { targets: options.quick ? 500 : 10_000, speed, viewers };
  const board = await startBoardProcess(order);
  const agent = new Agent({ keepAlive: true });
  const { started } = board;
  const open = started.viewers.map((viewer, index) => {
    return new LiveViewer(started.url, viewer, { agent, index });
  });
  for (const viewer of open) await viewer.open();
  const looks: { readonly heapBytes: number; readonly residentBytes: number }[] = [];
  let from = await board.usage();
  const first = from.at;
  for (let hour = 1; hour <= hours; hour += 1) {
    const wanted = first + hour * HOUR_MS;
    while (from.at < wanted) {
      await pauseMs(Math.max(20, (wanted - from.at) / speed));
      from = await board.usage();
    }
    looks.push({ heapBytes: from.heapBytes, residentBytes: from.residentBytes });
  }
  for (const viewer of open) await viewer.close();
  agent.destroy();
  await board.close();
  options.say(`${hours} h: ${from.samples} samples`);
  return { speed, samples: from.samples, hours: looks };
}

export function pauseMs(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
