import { PHASE_LABELS } from '../src/core/words/labels.ts';
import type { Text } from '../src/core/words/language.ts';
import { PHASES } from '../src/core/words/outcome.ts';
import { type DashboardSet, DETAIL, SHARED, sectorsSeen } from './dashboard-set.ts';
import { type DashboardJson, dashboardOf } from './frame.ts';
import { as, EACH_INTERVAL, lastBefore, select, subquery, TIME_RANGE } from './influxql.ts';
import {
  bandMappings,
  PHASE_COLOURS,
  shareMappings,
  shareSteps,
  stepsOf,
  timeSteps,
} from './look.ts';
import type { Placed } from './panel-spec.ts';
import { stat, stateTimeline, timeSeries } from './panels.ts';
import {
  ANSWERED,
  FIRST_ATTEMPTS,
  failingShareIn,
  failingShareOverTime,
  probe,
  VALID,
} from './probe-queries.ts';
import { bandsOverTime, sectorMinute } from './sector-queries.ts';
import { newest } from './sector-table.ts';
import { commonThresholds, targetsOf } from './thresholds.ts';
import { familyVariable, memberVariable, sectorVariable, sourceVariable } from './variables.ts';

/** A sector's members and sites: who is slow or fails, since when, in which phase. */
export function sector(set: DashboardSet): DashboardJson {
  return dashboardOf(set, {
    kind: 'sector',
    title: { ja: 'セプター', en: 'Sector' },
    purpose: {
      ja: 'どの構成員が遅いか失敗しているか、いつからか、どの区間が伸びたかを示します。',
      en: 'Shows which members are slow or fail, since when, and which phase grew.',
    },
    marking: 'TLP:AMBER+STRICT',
    variables: [
      sourceVariable(set, DETAIL),
      sourceVariable(set, SHARED),
      sectorVariable(set),
      memberVariable(set),
      familyVariable(set, true),
    ],
    boardPath: `/sectors/${set.sector?.id ?? `\${sector}`}`,
    rows: [
      [band(set), failingNow(set), slowNow(set), measured(set)],
      [times(set), shares(set)],
      [outcomes(set)],
      [phases(set)],
      [newest(set)],
    ],
  });
}

/** Panel that shows what the rule on the failing share looks at. */
export const SECTOR_SHARE_PANEL = 7;
/** Panel that shows what the rules on response times look at. */
export const SECTOR_TIMES_PANEL = 6;

/** What the variables choose. */
export const CHOSEN: readonly string[] = [
  probe.is('sector', '$sector'),
  probe.isChosen('member', 'member'),
  probe.isChosen('family', 'family'),
];

function band({ language }: DashboardSet): Placed {
  return stat({
    id: 2,
    width: 6,
    height: 4,
    title: { ja: '発表された広がり', en: 'Band released' }[language],
    description: {
      ja: 'このセプターについて全体に発表された、影響のある構成員の広がり（期間の最後の発表）。',
      en: 'What is released to all about this sector: how many members are affected, the newest of the time range.',
    }[language],
    source: SHARED,
    queries: [
      { query: bandsOverTime([sectorMinute.is('sector', '$sector')]), alias: '$tag_sector' },
    ],
    unit: 'string',
    mappings: bandMappings(language),
    noValue: { ja: '発表なし', en: 'not released' }[language],
    isText: true,
  });
}

function failingNow(set: DashboardSet): Placed {
  const { language } = set;
  return stat({
    id: 3,
    width: 6,
    height: 4,
    title: { ja: '失敗の割合（直近5分）', en: 'Failing share (last 5 min)' }[language],
    description: {
      ja: '直近5分の計測のうち失敗した割合。空白は計測がないことを示します。',
      en: 'Share of the probes of the last 5 minutes that failed. Blank: nothing was measured.',
    }[language],
    source: DETAIL,
    queries: [{ query: failingShareIn(lastBefore('5m'), { where: CHOSEN }) }],
    unit: 'percentunit',
    decimals: 1,
    steps: shareSteps(commonThresholds(targetsOf(sectorsSeen(set))).failingShareRatio),
  });
}

function slowNow(set: DashboardSet): Placed {
  const { language } = set;
  return stat({
    id: 4,
    width: 6,
    height: 4,
    title: { ja: '応答時間の中央値（直近5分）', en: 'Median response time (last 5 min)' }[language],
    description: {
      ja: '直近5分に成功した計測の応答時間の中央値。色はこの画面で最も多いしきい値によります。',
      en: 'Median of the successful probes of the last 5 minutes; coloured by the thresholds that most sites have.',
    }[language],
    source: DETAIL,
    queries: [
      {
        query: select({
          columns: [as(probe.call('median', 'total_ms'), 'median')],
          from: probe.from,
          where: [lastBefore('5m'), FIRST_ATTEMPTS, VALID, ANSWERED, ...CHOSEN],
        }),
      },
    ],
    unit: 'ms',
    steps: timeSteps(commonThresholds(targetsOf(sectorsSeen(set)))),
  });
}

function measured({ language }: DashboardSet): Placed {
  const sites = {
    columns: [as(probe.call('count', 'outcome'), 'samples')],
    from: probe.from,
    where: [lastBefore('15m'), FIRST_ATTEMPTS, ...CHOSEN],
    groupBy: [probe.name('target')],
  };
  return stat({
    id: 5,
    width: 6,
    height: 4,
    title: { ja: '計測中のサイト（直近15分）', en: 'Sites measured (last 15 min)' }[language],
    description: {
      ja: '直近15分に計測値があるサイトの数。0 なら、計測か保存が止まっています。',
      en: 'Sites with a sample in the last 15 minutes. At 0, measuring or storing stands still.',
    }[language],
    source: DETAIL,
    queries: [
      {
        query: select({
          columns: [as('count("samples")', 'sites')],
          from: subquery(sites),
          where: [],
        }),
      },
    ],
    unit: { ja: 'suffix: 件', en: 'none' }[language],
    decimals: 0,
    noValue: '0',
    steps: stepsOf([
      [null, 'red'],
      [1, 'text'],
    ]),
  });
}

function times(set: DashboardSet): Placed {
  const { language } = set;
  return timeSeries({
    id: SECTOR_TIMES_PANEL,
    width: 12,
    height: 9,
    title: { ja: '応答時間（50・95パーセンタイル）', en: 'Response time (p50, p95)' }[language],
    description: {
      ja: '成功した計測の応答時間。50 が上がれば多くのサイトが、95 だけなら一部のサイトが遅くなっています。背景の色は、この画面で最も多いしきい値です。',
      en: 'Response time of successful probes. If p50 rises, many sites are slow; if only p95 does, some are. The background shows the thresholds that most sites have.',
    }[language],
    source: DETAIL,
    queries: [
      {
        query: select({
          columns: [
            as(probe.call('percentile', 'total_ms', 50), 'p50'),
            as(probe.call('percentile', 'total_ms', 95), 'p95'),
          ],
          from: probe.from,
          where: [TIME_RANGE, FIRST_ATTEMPTS, VALID, ANSWERED, ...CHOSEN],
          groupBy: [EACH_INTERVAL],
          fill: 'null',
        }),
        alias: '$col',
      },
    ],
    unit: 'ms',
    min: 0,
    steps: timeSteps(commonThresholds(targetsOf(sectorsSeen(set)))),
    showsSteps: true,
    columns: [
      { field: 'p50', colour: 'blue' },
      { field: 'p95', colour: 'orange' },
    ],
  });
}

function shares(set: DashboardSet): Placed {
  const { language } = set;
  return timeSeries({
    id: SECTOR_SHARE_PANEL,
    width: 12,
    height: 9,
    title: { ja: '失敗の割合', en: 'Failing share' }[language],
    description: {
      ja: '計測のうち失敗した割合。計測していないところは空白です。',
      en: 'Share of probes that failed. Blank where nothing was measured.',
    }[language],
    source: DETAIL,
    queries: [{ query: failingShareOverTime({ where: CHOSEN }), alias: '$col' }],
    unit: 'percentunit',
    min: 0,
    max: 1,
    steps: shareSteps(commonThresholds(targetsOf(sectorsSeen(set))).failingShareRatio),
    showsSteps: true,
    columns: [
      { field: 'share', title: { ja: '失敗の割合', en: 'failing share' }[language], colour: 'red' },
    ],
    isStepped: true,
  });
}

/** Rows of a page, and the width of a cell, that a browser draws at once even for large sectors. */
const ROWS = 40;
const CELLS = 120;

function outcomes({ language }: DashboardSet): Placed {
  const t = (text: Text): string => text[language];
  return stateTimeline({
    id: 8,
    width: 24,
    height: 14,
    title: t({ ja: '構成員ごとの結果', en: 'Outcomes by member' }),
    description: t({
      ja: '区間ごとに、計測がすべて成功したか、一部失敗したか、すべて失敗したか。縦にそろって赤くなれば同時に起きています。空白は計測していないところです。',
      en: 'Whether all probes of a stretch went well, some failed, or all failed. Red in one column means at the same time. Blank where nothing was measured.',
    }),
    source: DETAIL,
    queries: [
      { query: failingShareOverTime({ where: CHOSEN, by: ['member'] }), alias: '$tag_member' },
    ],
    unit: 'percentunit',
    mappings: shareMappings(language),
    maxDataPoints: CELLS,
    perPage: ROWS,
  });
}

function phases({ language }: DashboardSet): Placed {
  return timeSeries({
    id: 9,
    width: 24,
    height: 9,
    title: { ja: '区間の内訳（平均）', en: 'Phases (mean)' }[language],
    description: {
      ja: '応答時間がどの区間で伸びたか。名前解決が伸びれば DNS、接続や TLS が伸びれば経路や入口、応答待ちが伸びればサイトの内側を先に見ます。',
      en: 'Which phase of the response time grew. Name lookup: look at DNS first; connect or TLS: at the path and the entrance; server wait: inside the site.',
    }[language],
    source: DETAIL,
    queries: [
      {
        query: select({
          columns: PHASES.map((phase) => as(probe.call('mean', `${phase}_ms`), phase)),
          from: probe.from,
          where: [TIME_RANGE, FIRST_ATTEMPTS, VALID, ANSWERED, ...CHOSEN],
          groupBy: [EACH_INTERVAL],
          fill: 'null',
        }),
        alias: '$col',
      },
    ],
    unit: 'ms',
    min: 0,
    columns: PHASES.map((phase) => ({
      field: phase,
      title: PHASE_LABELS[phase][language],
      colour: PHASE_COLOURS[phase],
    })),
    isStacked: true,
  });
}
