import { PHASE_LABELS } from '../src/core/words/labels.ts';
import type { Text } from '../src/core/words/language.ts';
import { PHASES } from '../src/core/words/outcome.ts';
import { type DashboardSet, DETAIL, SHARED, sectorsSeen } from './dashboard-set.ts';
import { type DashboardJson, dashboardOf } from './frame.ts';
import { as, EACH_INTERVAL, select, TIME_RANGE } from './influxql.ts';
import { affectedNow, judgements, notNormalNow } from './judgement-panels.ts';
import { PHASE_COLOURS, shareAreas, shareMappings, timeAreas } from './look.ts';
import type { Placed } from './panel-spec.ts';
import { stateTimeline, timeSeries } from './panels.ts';
import { ANSWERED, FIRST_ATTEMPTS, failingShareOverTime, probe, VALID } from './probe-queries.ts';
import { band, CHOSEN, failingNow, measured, slowNow } from './sector-now.ts';
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
      [band(set, { id: 2, width: 6 }), failingNow(set), slowNow(set), measured(set)],
      [affectedNow(set), notNormalNow(set)],
      [judgements(set, { id: 13, height: timelineHeight(set), of: 'sector' })],
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
    areas: timeAreas(commonThresholds(targetsOf(sectorsSeen(set)))),
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
    areas: shareAreas(commonThresholds(targetsOf(sectorsSeen(set))).failingShareRatio),
    columns: [
      { field: 'share', title: { ja: '失敗の割合', en: 'failing share' }[language], colour: 'red' },
    ],
    isStepped: true,
  });
}

/** Rows of a page, and the width of a cell, that a browser draws at once even for large sectors. */
const ROWS = 40;
const CELLS = 120;

/** Tall enough for the largest sector that may be chosen, within a screen. */
function timelineHeight(set: DashboardSet): number {
  const members = sectorsSeen(set).map((each) => each.members.length);
  return Math.min(24, 6 + Math.ceil(Math.max(1, ...members) * 0.6));
}

function outcomes(set: DashboardSet): Placed {
  const { language } = set;
  const t = (text: Text): string => text[language];
  return stateTimeline({
    id: 8,
    width: 24,
    height: timelineHeight(set),
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
