import type { Text } from '../../src/core/words/language.ts';
import { type Goal, numberText } from '../report/goal.ts';
import type { Page, Section } from '../report/page.ts';
import { median } from '../report/percentile.ts';
import type { FreshClone } from './fresh-clone.ts';
import type { WrittenPast } from './past-process.ts';
import type { FullRun, LivingTimes, ProcessFigures, SmallRun } from './practice-run.ts';

const PAST_LIMIT_S = 5;
const LIVING_LIMIT_S = 60;
/** From here on the board says that measuring does not keep up. */
const STRAINED_PERCENT = 10;

export interface PracticeResults {
  readonly small: readonly SmallRun[];
  readonly full: FullRun;
  /** What a past of the full council would take; null in a quick run. */
  readonly fullPast: WrittenPast | null;
  readonly clone: FreshClone;
}

export function pageOf(results: PracticeResults): Page {
  return {
    title: { ja: '模擬の協議会', en: 'The practice council' },
    abstractJa:
      '模擬の協議会を利用者と同じコマンドで起動し、14 日分の履歴の作成、画面が使えるまで、全サイトを一度計測するまでの時間と、模擬サイトのプロセスの CPU とメモリを測ります。さらに、複製したばかりのリポジトリから npm ci と npm start で画面が使えるまでの時間を測ります。',
    goals: goalsOf(results),
    sections: [METHOD, startsOf(results), processesOf(results), pastsOf(results), cloneOf(results)],
    results,
  };
}

export function goalsOf({ small, fullPast, clone }: PracticeResults): readonly Goal[] {
  const pasts = small.map(({ pastMs }) => pastMs);
  const livingMs = clone.cloneMs + clone.times.dataMs;
  return [
    pastGoal({ ja: '小・中央値', en: 'small, median' }, median(pasts)),
    pastGoal({ ja: '小・最も遅い回', en: 'small, slowest' }, Math.max(...pasts)),
    {
      ...pastGoal({ ja: '大', en: 'full' }, fullPast?.tookMs ?? null),
      missing: { ja: '測定していません。', en: 'not part of a quick run' },
    },
    livingGoal({ ja: 'npm ci を除く', en: 'npm ci left out' }, livingMs),
    {
      ...livingGoal(
        { ja: 'npm ci を含む', en: 'npm ci included' },
        clone.installMs === null ? null : livingMs + clone.installMs,
      ),
      missing: { ja: 'npm ci を実行できませんでした。', en: `npm ci: ${clone.notInstalled}` },
    },
    {
      what: {
        ja: '複製から起動した最初の 1 分に計測側の影響を受けた計測',
        en: 'probes disturbed by the prober in the first minute of a fresh clone',
      },
      figure: clone.suspectRatio === null ? null : 100 * clone.suspectRatio,
      limit: STRAINED_PERCENT,
      unit: ' %',
      missing: { ja: '測定していません。', en: 'not part of a quick run' },
    },
  ];
}

function pastGoal(which: Text, tookMs: number | null): Goal {
  return {
    what: { ja: `14 日分の履歴の作成（${which.ja}）`, en: `writing 14 days of past, ${which.en}` },
    figure: tookMs === null ? null : tookMs / 1000,
    limit: PAST_LIMIT_S,
    unit: ' s',
  };
}

function livingGoal(which: Text, tookMs: number | null): Goal {
  return {
    what: {
      ja: `複製から計測結果のある画面まで（${which.ja}）`,
      en: `fresh clone to a board with results, ${which.en}`,
    },
    figure: tookMs === null ? null : tookMs / 1000,
    limit: LIVING_LIMIT_S,
    unit: ' s',
  };
}

const METHOD: Section = {
  heading: 'What is measured',
  paragraphs: [
    'Each start is `run --practice small` or `full` through the launcher, in a process of its own with an empty data directory. Seconds count from the command: until the board’s address is printed; until the first page was loaded with its script and style; until the overview has the result of one site; until it has a result of every site. The overview is asked four times a second. Sites are measured once a minute, spread over it, so that the last of those without a past is done after a minute and what the slowest site takes.',
    '`small` writes its past of 14 days before it measures, and says itself how long that took. `full` starts without a past. What one would take is measured all the same, once, by the same writer in a process of its own.',
    'The fresh clone is a `git clone` of the newest commit, over `file://`, into a temporary directory; then `npm start`, with no compiled code and no built pages of earlier starts. `npm ci` depends on the network and on the registry more than on us: it is run once with an empty cache, its seconds stand by themselves, and the first of the two goals leaves them out. Where it cannot be run, the packages of the tree stand in.',
  ],
};

const TIMES: readonly (readonly [key: keyof LivingTimes, what: string])[] = [
  ['boardMs', 'the board’s address is printed'],
  ['pageMs', 'the first page is loaded'],
  ['dataMs', 'the overview has results'],
  ['allMs', 'every site has a result'],
];

function startsOf({ small, full, clone }: PracticeResults): Section {
  return {
    heading: 'From the command to a living board',
    paragraphs: [
      `Seconds. The full council has ${full.counts.targets.toLocaleString('en-US')} sites; when all had a result, ${numberText(full.counts.missed)} of them were missed slots.`,
    ],
    table: {
      head: ['until', `small, median of ${small.length}`, 'small, slowest', 'full', 'fresh clone'],
      rows: TIMES.map(([key, what]) => {
        const times = small.map((run) => run.times[key]);
        const figures = [median(times), Math.max(...times), full.times[key], clone.times[key]];
        return [what, ...figures.map(secondsText)];
      }),
    },
  };
}

function processesOf({ full }: PracticeResults): Section {
  const row = (what: string, figures: ProcessFigures | null) => [
    what,
    numberText(figures === null ? null : figures.cpuRatio * 100),
    numberText(figures === null ? null : figures.residentBytes / 1e6),
  ];
  return {
    heading: 'The processes of the full council',
    paragraphs: [
      'In the minute after every site had been measured. The sites with their name server are a process of their own; the service measures them and serves the board.',
    ],
    table: {
      head: ['process', 'CPU, % of a core', 'resident memory, MB'],
      rows: [row('sites and name server', full.sites), row('service', full.service)],
    },
  };
}

function pastsOf({ small, fullPast }: PracticeResults): Section {
  const count = (value: number | null) => (value === null ? '–' : value.toLocaleString('en-US'));
  const busy = small
    .map(({ busyBeforeRatio: ratio }) => (ratio === null ? '–' : `${numberText(100 * ratio)} %`))
    .join(', ');
  const seconds = small.map(({ pastMs }) => secondsText(pastMs)).join(', ');
  return {
    heading: 'The past of 14 days',
    paragraphs: [`In the two seconds before the rounds, others kept the machine busy: ${busy}.`],
    table: {
      head: ['council', 'samples', 'roll-ups', 'seconds'],
      rows: [
        ['small', count(small[0]?.samples ?? null), count(small[0]?.rollups ?? null), seconds],
        [
          'full, which `run` does not write',
          count(fullPast?.samples ?? null),
          count(fullPast?.rollups ?? null),
          secondsText(fullPast?.tookMs ?? null),
        ],
      ],
    },
  };
}

function cloneOf({ clone }: PracticeResults): Section {
  const installed =
    clone.notInstalled === null ? '`npm ci`, empty cache' : `\`npm ci\`: ${clone.notInstalled}`;
  return {
    heading: 'From a fresh clone',
    paragraphs: [],
    table: {
      head: ['step', 'seconds'],
      rows: [
        ['`git clone`', secondsText(clone.cloneMs)],
        [installed, secondsText(clone.installMs)],
        ['`npm start` until the overview has results', secondsText(clone.times.dataMs)],
      ],
    },
  };
}

function secondsText(ms: number | null): string {
  return numberText(ms === null ? null : ms / 1000);
}
