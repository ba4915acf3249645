import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bench, BenchOptions } from '../bench.ts';
import { ForkedScript } from '../process/fork-script.ts';
import { type Goal, numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import { percentile } from '../report/percentile.ts';
import type { HistoryOrder } from './read-process.ts';
import { type ReadFigures, runReads } from './read-runs.ts';

const MINUTE_MS = 60_000;
const MINUTES_OF_A_DAY = 1440;

/** Reading one target's day and the overview with stored history, cold and warm. */
export const benchRead: Bench = async (options) => {
  const folder = await mkdtemp(join(tmpdir(), 'yamabiko-read-'));
  try {
    const history = historyOf(join(folder, 'data'), options);
    const written = await writeHistory(history);
    options.say(`${written.samples} samples and ${written.rollups} roll-ups written`);
    const figures = await runReads(history, options);
    return {
      title: { ja: '読み出しの速さ', en: 'Reading with stored history' },
      abstractJa:
        '1万対象・毎分の計測値2日分と集計30日分を保存した状態で、1対象24時間分の読み出しと全体一覧の表示にかかる時間です。冷えた状態はページキャッシュを空にした直後です。',
      goals: goalsOf(figures),
      sections: [METHOD, figuresOf(figures, { history, written }), whereOf(figures)],
      results: { history: { ...history, dir: null }, written, figures },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const METHOD: Section = {
  heading: 'What is measured',
  paragraphs: [
    'The history is 10,000 targets, two days of raw samples one a minute, fed through the store, and 30 days of 5-minute and 1-hour roll-ups: those of the two days as the store made them, those before written into the month files in the same layout. It ends now.',
    '“One target, 24 h” is `samples()` of the store’s port with a random target, from the call to the last object, the store’s thread and SQLite included. Cold: the system’s page cache is emptied (`drop_caches`) before every single read; SQLite’s own cache, which then holds other targets’ pages, is left. Warm: thousands of reads of random targets, the first half not counted.',
    'The overview is what its page asks for, `GET /api/council`: a row for each sector and the sites in trouble. `GET /api/overview` has every site of the council; it is the second answer after a start here. Both over loopback, to the last byte, on the whole service with 10,000 targets, which fire once a year so that nothing is probed. Cold: the first answer after a start with an empty page cache. Warm: answers a little over a second apart, because within a second the board gives the same answer again. As nothing is probed, what the board keeps of each site’s part of the answer is used again too; in a running council a sixtieth of the sites is new each second. The board keeps the newest sample and the day’s cells of every target in memory and fills them from the store at its start; what that takes is the time to the first answer.',
  ],
};

/** Where the time goes. */
function whereOf(figures: ReadFigures): Section {
  const { targetColdDiskBytes, targetColdMs, targetWarmMs, councilColdMs, councilWarmMs } = figures;
  const kib = (percentile(targetColdDiskBytes, 0.5) ?? 0) / 1024;
  const fetched =
    targetColdDiskBytes.length === 0
      ? 'The system does not say what a cold read fetches.'
      : `A cold read fetches ${numberText(kib)} KiB from disk (median), in pages of 4 KiB of which each hour of the day has at least one of its own, one after the other.`;
  const ms = (values: readonly number[]): string => `${numberText(percentile(values, 0.5))} ms`;
  const slowest = slowestOf(targetColdMs, targetColdDiskBytes);
  return {
    heading: 'Where the time goes',
    paragraphs: [
      `${fetched} With the pages in memory the same read takes ${ms(targetWarmMs)} in place of ${ms(targetColdMs)} (medians): the difference is the disk’s.${slowest} What remains is decoding ${figures.samplesOfADay} samples in the store’s thread and handing them to the main thread.`,
      `The first overview after a start takes ${ms(councilColdMs)} against ${ms(councilWarmMs)} later: it is made for the first time, by code that has not been optimised yet.`,
      `The answer with every site has ${numberText(figures.overviewBytes / 2 ** 20)} MiB, ${numberText(figures.overviewBytes / figures.councilBytes)} times that of the overview’s page; no page of the board asks for it.`,
      `Starts took ${figures.startMs.map((each) => numberText(each / 1000)).join(', ')} s in turn; the first comes right after the history was written.`,
    ],
  };
}

/** What the slowest hundredth of cold reads has that the others have not: bytes, or a slower disk. */
function slowestOf(elapsedMs: readonly number[], diskBytes: readonly number[]): string {
  if (diskBytes.length !== elapsedMs.length || elapsedMs.length === 0) return '';
  const from = percentile(elapsedMs, 0.99) ?? 0;
  const slow = diskBytes.filter((_, index) => (elapsedMs[index] ?? 0) >= from);
  const kib = (values: readonly number[]) => numberText((percentile(values, 0.5) ?? 0) / 1024);
  return ` The slowest hundredth fetches ${kib(slow)} KiB, all of them ${kib(diskBytes)} KiB: where that is the same, the disk itself was slower then.`;
}

function historyOf(dir: string, options: BenchOptions): HistoryOrder {
  return {
    dir,
    targets: options.quick ? 200 : 10_000,
    to: Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS,
    rawMinutes: options.quick ? MINUTES_OF_A_DAY / 4 : 2 * MINUTES_OF_A_DAY,
    rollupHours: options.quick ? 24 : 28 * 24,
  };
}

interface Written {
  readonly samples: number;
  readonly rollups: number;
}

async function writeHistory(history: HistoryOrder): Promise<Written> {
  const script = await ForkedScript.start(new URL('read-process.ts', import.meta.url));
  try {
    return await script.call<Written>('write', history);
  } finally {
    await script.stop();
  }
}

function goalsOf(figures: ReadFigures): readonly Goal[] {
  const cold = figures.isCold ? 'cold' : 'fresh process';
  const coldJa = figures.isCold ? '冷えた状態' : '起動直後';
  const ms = { unit: ' ms' } as const;
  return [
    {
      what: { ja: `1対象24時間 p99（${coldJa}）`, en: `one target, 24 h, p99, ${cold}` },
      figure: percentile(figures.targetColdMs, 0.99),
      limit: 10,
      ...ms,
    },
    {
      what: { ja: '1対象24時間 p99（温まった状態）', en: 'one target, 24 h, p99, warm' },
      figure: percentile(figures.targetWarmMs, 0.99),
      limit: 10,
      ...ms,
    },
    {
      what: { ja: `全体一覧 p99（${coldJa}）`, en: `overview, p99, ${cold}` },
      figure: percentile(figures.councilColdMs, 0.99),
      limit: 50,
      ...ms,
    },
    {
      what: { ja: '全体一覧 p99（温まった状態）', en: 'overview, p99, warm' },
      figure: percentile(figures.councilWarmMs, 0.99),
      limit: 50,
      ...ms,
    },
    {
      what: { ja: `全サイトの一覧 p99（${coldJa}）`, en: `every site at once, p99, ${cold}` },
      figure: percentile(figures.overviewColdMs, 0.99),
      limit: 50,
      ...ms,
    },
    {
      what: { ja: '全サイトの一覧 p99（温まった状態）', en: 'every site at once, p99, warm' },
      figure: percentile(figures.overviewWarmMs, 0.99),
      limit: 50,
      ...ms,
    },
  ];
}

function figuresOf(
  figures: ReadFigures,
  { history, written }: { readonly history: HistoryOrder; readonly written: Written },
): Section {
  const row = (what: string, values: readonly number[]): string[] => [
    what,
    String(values.length),
    ...[0.5, 0.99, 1].map((ratio) => numberText(percentile(values, ratio))),
  ];
  return {
    heading: 'Figures, ms',
    paragraphs: [
      `${history.targets.toLocaleString('en-US')} targets, ${written.samples.toLocaleString('en-US')} raw samples, ${written.rollups.toLocaleString('en-US')} roll-ups before them. A day of one target has ${figures.samplesOfADay} samples; the overview’s answer has ${numberText(figures.councilBytes / 1024)} KiB, that with every site ${numberText(figures.overviewBytes / 1024)} KiB.`,
    ],
    table: {
      head: ['what', 'times', 'p50', 'p99', 'largest'],
      rows: [
        row('one target, 24 h, cold', figures.targetColdMs),
        row('one target, 24 h, warm', figures.targetWarmMs),
        row('one target, 24 h, by the API, warm', figures.apiDayWarmMs),
        row('overview, first after a cold start', figures.councilColdMs),
        row('overview, warm', figures.councilWarmMs),
        row('every site, second after a cold start', figures.overviewColdMs),
        row('every site, warm', figures.overviewWarmMs),
        row('cold start to the first overview', figures.startMs),
      ],
    },
  };
}
