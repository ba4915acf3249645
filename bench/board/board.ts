import type { ViewerKind } from '../../src/core/words/viewer.ts';
import type { Bench, BenchOptions } from '../bench.ts';
import { type Goal, numberText } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import { percentile } from '../report/percentile.ts';
import {
  type AnswerFigures,
  type DayFigures,
  type LiveFigures,
  runAnswers,
  runDay,
  runLive,
  startBoardProcess,
} from './board-runs.ts';
import { runScroll, type ScrollFigures } from './run-scroll.ts';

interface BoardFigures {
  readonly answers: readonly AnswerFigures[];
  readonly live: LiveFigures;
  /** null = there is no chromium. */
  readonly scroll: readonly ScrollFigures[] | null;
  readonly day: DayFigures;
}

/** 200 people: most are members, some are in offices. */
const VIEWERS: Readonly<Record<ViewerKind, number>> = {
  ...{ member: 140, secretariat: 36, council: 12, observer: 8, operator: 4 },
};
const FEW: Readonly<Record<ViewerKind, number>> = {
  ...{ member: 2, secretariat: 1, council: 1, observer: 1, operator: 2 },
};

/** The board for many viewers of all kinds, on a council in trouble. */
export const benchBoard: Bench = async (options) => {
  const figures = await run(options);
  return {
    title: { ja: '多くの人が見る画面', en: 'The board for many viewers' },
    abstractJa:
      '1万対象の協議会で、1 分ごとに全対象の計測値が届き、2 秒ごとに判定が変わる状態の画面です。閲覧者の種類ごとの全体一覧の応答、200 人が開いたままの負荷と更新 1 回の大きさ、1,788 構成員のセプター画面のスクロール、1 日分（480 倍速）のメモリを測ります。',
    goals: goalsOf(figures),
    sections: [METHOD, answersOf(figures), liveOf(figures), scrollOf(figures), dayOf(figures)],
    results: { ...figures, live: { ...figures.live, updates: updatesByPage(figures.live) } },
  };
};

async function run(options: BenchOptions): Promise<BoardFigures> {
  const targets = options.quick ? 500 : 10_000;
  const board = await startBoardProcess({
    ...{ targets, speed: 1, viewers: options.quick ? FEW : VIEWERS },
  });
  let rest: Omit<BoardFigures, 'day'>;
  try {
    rest = {
      answers: await runAnswers(board, options),
      live: await runLive(board, options),
      scroll: await runScroll(board, options),
    };
  } finally {
    await board.close();
  }
  return { ...rest, day: await runDay(options) };
}

const METHOD: Section = {
  heading: 'What is measured',
  paragraphs: [
    'The board as the service puts it together, with accounts, sessions and the gate, in a process of its own over loopback. The council has 10,000 targets in 18 sectors of 13 fields, the largest with 1,788 members; one member in ten is named to all, two in ten in their sector, one in ten to nobody. It is told a sample of each target every minute, and what judging says: one site in a hundred is in trouble, and every two seconds one becomes well and another does not, as in the first hour of a large trouble. Probing, the store and judging itself stand on other pages.',
    'Overview: `GET /api/council`, which the overview page asks for, by a session of each kind of viewer, over a second apart, since an answer about everything is given again for a second. All kinds ask one after the other, each first in turn: what their answers share is made for the first.',
    'Live: 200 sessions, each with the page open that such a viewer keeps open: members the overview or their own site, secretariats the page of their sector, council and observers the overview, operators the overview or the largest sector. They follow the stream as the page’s script does and load what it loads (of one’s own site without the older points of its chart, which are loaded once). The load is the processor time of the board’s process, less what it takes to be told of samples with nobody there. An update is an event that changes the page, with all that the page loads because of it, as bytes of the bodies on the wire.',
    'Scrolling: Debian’s chromium without a screen, 1280 × 900, all rows of the largest sector shown, turned by the wheel from end to end and back while its events arrive. The browser reports tasks of its main thread from 50 ms on.',
    'A day: the same board by a clock that runs 480 times as fast, with 16 pages open. The heap is that of the main thread, where the board lives; what the store keeps lies on the disk and in a thread of its own, as in the service. It is looked at each hour, after a full collection.',
  ],
};

function goalsOf({ answers, live, scroll, day }: BoardFigures): readonly Goal[] {
  const worst = scroll === null ? null : Math.max(0, ...scroll.flatMap(({ tasksMs }) => tasksMs));
  return [
    ...answers.map(({ kind, elapsedMs }) => ({
      what: {
        ja: `全体一覧 p99（${NAMES[kind]}）`,
        en: `overview of 10,000 targets, p99, ${kind}`,
      },
      figure: percentile(elapsedMs, 0.99),
      ...{ limit: 50, unit: ' ms' },
    })),
    {
      what: { ja: '200 人が開いたままの負荷', en: '200 viewers live, of a core' },
      figure: (live.liveRatio - live.aloneRatio) * 100,
      ...{ limit: 10, unit: ' %' },
    },
    {
      what: { ja: '更新 1 回の大きさ（最大）', en: 'one update, the largest' },
      figure: Math.max(0, ...live.updates.map(({ bytes }) => bytes)) / 1000,
      ...{ limit: 20, unit: ' kB' },
    },
    {
      what: { ja: 'スクロール中の最長のタスク', en: 'longest task while scrolling 1,788 members' },
      figure: worst,
      ...{ limit: 100, unit: ' ms' },
      missing: { ja: 'chromium がありません。', en: 'there is no chromium' },
    },
    {
      what: { ja: '1 日のメモリの増え方', en: 'growth of the heap over a day' },
      figure: growthOf(day) * 100,
      ...{ limit: 5, unit: ' %' },
    },
  ];
}

const NAMES: Readonly<Record<ViewerKind, string>> = {
  ...{ member: '構成員', secretariat: '事務局', council: '協議会' },
  ...{ observer: 'オブザーバー', operator: '運用者' },
};

/** Of the last six hours against the second six: the first fill what is kept of a day. */
function growthOf({ hours }: DayFigures): number {
  const heap = hours.map(({ heapBytes }) => heapBytes);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const before = heap.length < 24 ? heap : heap.slice(6, 12);
  return mean(heap.slice(-6)) / mean(before) - 1;
}

function answersOf({ answers }: BoardFigures): Section {
  return {
    heading: 'Overview, ms',
    paragraphs: [],
    table: {
      head: ['viewer', 'times', 'p50', 'p99', 'largest', 'kB'],
      rows: answers.map(({ kind, elapsedMs, bytes }) => [
        ...[kind, String(elapsedMs.length)],
        ...[0.5, 0.99, 1].map((ratio) => numberText(percentile(elapsedMs, ratio))),
        numberText(bytes / 1000),
      ]),
    },
  };
}

function updatesByPage({ updates }: LiveFigures) {
  const groups = Map.groupBy(updates, ({ kind, page }) => `${kind}, ${page.split('/')[2]}`);
  return [...groups].map(([name, all]) => ({ name, bytes: all.map(({ bytes }) => bytes) }));
}

function liveOf({ live }: BoardFigures): Section {
  const share = (ratio: number) => `${numberText(ratio * 100)} %`;
  return {
    heading: 'Live',
    paragraphs: [
      `The board alone, told of 167 samples a second, takes ${share(live.aloneRatio)} of a core; with ${live.viewers} viewers ${share(live.liveRatio)}.`,
    ],
    table: {
      head: ['viewer, page', 'updates', 'kB p50', 'kB p99', 'kB largest'],
      rows: updatesByPage(live).map(({ name, bytes }) => [
        ...[name, String(bytes.length)],
        ...[0.5, 0.99, 1].map((ratio) => numberText((percentile(bytes, ratio) ?? 0) / 1000)),
      ]),
    },
  };
}

function scrollOf({ scroll }: BoardFigures): Section {
  return {
    heading: 'Scrolling the largest sector',
    paragraphs: [],
    table: {
      head: ['viewer', 'rows', 's', 'tasks from 50 ms', 'longest, ms', 'longest at opening, ms'],
      rows: (scroll ?? []).map(({ viewer, rows, tasksMs, openingMs, seconds }) => [
        ...[viewer, String(rows), numberText(seconds), String(tasksMs.length)],
        numberText(percentile(tasksMs, 1)),
        numberText(percentile(openingMs, 1)),
      ]),
    },
  };
}

function dayOf({ day }: BoardFigures): Section {
  const mb = (bytes: number | undefined) => numberText((bytes ?? 0) / 1e6);
  const rows = day.hours.flatMap(({ heapBytes, residentBytes }, index) =>
    index % 3 === 2 ? [[String(index + 1), mb(heapBytes), mb(residentBytes)]] : [],
  );
  return {
    heading: 'A day',
    paragraphs: [`${day.samples.toLocaleString('en-US')} samples, ${day.speed} times as fast.`],
    table: { head: ['hour', 'heap, MB', 'resident, MB'], rows },
  };
}
