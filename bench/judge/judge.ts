import { SERIES_STATE_BYTES } from '../../src/judge/rules/target/series-state.ts';
import type { Bench, BenchOptions } from '../bench.ts';
import type { Goal } from '../report/goal.ts';
import type { Section } from '../report/page.ts';
import { percentile } from '../report/percentile.ts';
import { type Accuracy, accuracyOf, OURS } from './accuracy.ts';
import type { CouncilFigures } from './council/council-figures.ts';
import { councilPart } from './council/council-part.ts';
import { labelledSections, meanVus } from './labelled-page.ts';
import { readLabelledSeries } from './labelled-series.ts';
import { type Planted, plantFailing, plantSlow } from './planted-troubles.ts';
import { judgeQuietWeeks, type QuietFigures } from './quiet-weeks.ts';
import { stateBytes } from './state-bytes.ts';
import { quietSection, recallOf, troubleSections } from './target-page.ts';

const MINUTE_MS = 60_000;
/** From the onset to the end of the fifth answer. */
const FIFTH_SAMPLE_MS = 5 * MINUTE_MS + 10_000;
/** Targets of a quiet week by interval. */
const QUIET = [
  { intervalMs: 10_000, targets: 150 },
  { intervalMs: MINUTE_MS, targets: 300 },
  { intervalMs: 5 * MINUTE_MS, targets: 300 },
  { intervalMs: 60 * MINUTE_MS, targets: 600 },
] as const;

/** What the rules say of a single target and of the council, and what that costs. */
export const benchJudge: Bench = async (options) => {
  const bytes = stateBytes(2000);
  const quiet = QUIET.map(({ intervalMs, targets }) => {
    options.say(`quiet week, a sample every ${intervalMs / 1000} s`);
    return judgeQuietWeeks(options.quick ? Math.ceil(targets / 20) : targets, intervalMs);
  });
  options.say('planted troubles');
  const slow = plantSlow(options.quick ? 5 : 50);
  const failing = plantFailing(options.quick ? 1 : 5);
  const labelled = await labelledOf(options);
  const council = await councilPart(options);
  return {
    title: { ja: '判定の確かさと費用', en: 'Judging: how right and at what cost' },
    abstractJa:
      '判定を、1 つの計測対象については専門家の印の付いた系列・何も起きない 1 週間・仕込んだ障害で、協議会全体については模擬の協議会の静かな日・単独の障害・すべての訓練シナリオで調べます。',
    goals: [
      ...targetGoals({ quiet, slow, failing, bytes }),
      ...labelledGoals(labelled),
      ...council.goals,
    ],
    sections: [
      METHOD,
      ...labelledSections(labelled),
      quietSection(quiet),
      ...troubleSections(slow, failing),
      ...council.sections,
    ],
    // The troubles, a thousand and more, stand in the page's tables alone.
    results: {
      bytes,
      encodedBytes: SERIES_STATE_BYTES,
      quiet,
      labelled,
      council: shortened(council.figures),
    },
  };
};

/** Of the looks at the quiet council, of which there are twenty thousand, the quantiles. */
function shortened({ quiet, ...rest }: CouncilFigures) {
  const { evaluations, ...cost } = quiet.cost;
  const quantiles = [0.5, 0.9, 0.99, 1].map((ratio) => percentile(evaluations, ratio));
  return { ...rest, quiet: { ...quiet, cost: { ...cost, evaluationMsAtP50P90P99Max: quantiles } } };
}

/** Empty where there is no folder of labelled series. */
async function labelledOf({ data, quick, say }: BenchOptions): Promise<readonly Accuracy[]> {
  if (data === null) {
    say('labelled series are skipped: give their folder with --data DIR');
    return [];
  }
  const series = await readLabelledSeries(data);
  return series
    .filter(({ times }) => !quick || times.length < 10_000)
    .flatMap((each) => {
      say(each.name);
      return accuracyOf(each);
    });
}

interface TargetFigures {
  readonly quiet: readonly QuietFigures[];
  readonly slow: readonly Planted[];
  readonly failing: readonly Planted[];
  readonly bytes: number;
}

function targetGoals({ quiet, slow, failing, bytes }: TargetFigures): Goal[] {
  const perThousand = quiet.map(({ incidents, targetDays }) => (1000 * incidents) / targetDays);
  const costliest = Math.max(...quiet.map(({ cpuUs }) => cpuUs));
  const said = slow.filter(({ saidMs }) => saidMs !== null);
  const right = said.filter(({ isPhaseRight }) => isPhaseRight).length / said.length;
  const tripled = slow.filter(({ kind }) => kind === '3 times');
  const within = tripled.filter(({ saidMs }) => saidMs !== null && saidMs <= FIFTH_SAMPLE_MS);
  const slowest = Math.max(...failing.map(({ saidMs }) => saidMs ?? Number.POSITIVE_INFINITY));
  return [
    goal(
      '誤った事象（1,000 対象日あたり、最も多い計測間隔）',
      'false incidents per 1,000 target-days, at the worst interval',
      Math.max(...perThousand),
      1,
    ),
    goal('遅れの見逃し', 'slow troubles missed', 100 * (1 - recallOf(slow)), 1, ' %'),
    goal(
      '3 倍の遅れのうち 5 回目の計測（5 分）までに言えなかったもの',
      '3 times slower, not said with its fifth sample (5 min)',
      100 * (1 - within.length / tripled.length),
      1,
      ' %',
    ),
    goal('区間の誤り', 'phase not named right', 100 * (1 - right), 5, ' %'),
    goal('失敗の見逃し', 'failures missed', 100 * (1 - recallOf(failing)), 0, ' %'),
    goal('失敗と判定するまで（最大）', 'failing said after, largest', slowest / 1000, 75, ' s'),
    goal(
      '1 計測あたりの CPU（最も高い計測間隔）',
      'CPU a sample, at the costliest interval',
      costliest,
      20,
      ' µs',
    ),
    goal('1 対象のメモリ', 'memory a target', bytes / 1024, 3, ' KB'),
  ];
}

/** VUS-PR is a figure to exceed, so what is missing to 1 is compared. */
function labelledGoals(labelled: readonly Accuracy[]): Goal[] {
  const ours = labelled.filter(({ rule, intervalMs }) => rule === OURS && intervalMs === MINUTE_MS);
  const figure = ours.length === 0 ? null : 1 - meanVus(ours);
  const missing = {
    ja: '印の付いた系列のフォルダを --data で指定してください。',
    en: 'give a folder of labelled series with --data',
  };
  const what = {
    ja: '1 − VUS-PR（1 分間隔の系列の平均。公表された最良は 0.377）',
    en: '1 − VUS-PR, mean over one-minute series (best published on the family: 0.377)',
  };
  return [{ what, figure, limit: 0.623, unit: '', missing }];
}

function goal(ja: string, en: string, figure: number | null, limit: number, unit = ''): Goal {
  return { what: { ja, en }, figure, limit, unit };
}

const METHOD: Section = {
  heading: 'What is measured',
  paragraphs: [
    'The rules on a single target (`src/judge/rules/target`), with the same figures everywhere; nothing is fitted to a series. Every point and sample is judged by what came before it.',
    'Labelled series are not part of the project: their folder is an option. The accuracy of a score is its VUS-PR, which needs no threshold (`bench/judge/vus-pr.ts` has the formula and its source); that of alarms is counted in marked stretches.',
    'Quiet weeks and planted troubles are made from seeds (`bench/judge/made-target.ts`): log-normal answers with a standard deviation of 5 to 20 % of which a part lasts from slot to slot, a daily rhythm of up to ±40 %, quicker days off, single spikes of two to eight times, single failures that are not confirmed.',
  ],
};
