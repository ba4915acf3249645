import type { Text } from '../src/core/words/language.ts';
import { type DashboardSet, DETAIL, SHARED } from './dashboard-set.ts';
import { type DashboardJson, dashboardOf } from './frame.ts';
import { as, EACH_INTERVAL, lastBefore, select, TIME_RANGE } from './influxql.ts';
import { bandMappings, shareSteps, stepsOf } from './look.ts';
import { dashboardUid } from './naming.ts';
import type { Column, DataLink, Placed } from './panel-spec.ts';
import { stat, stateTimeline, timeSeries } from './panels.ts';
import { ANSWERED, FIRST_ATTEMPTS, failingShareOverTime, probe, VALID } from './probe-queries.ts';
import {
  bandsOverTime,
  fieldsAffected,
  ratiosOverTime,
  sectorsAffected,
  sectorsAffectedOverTime,
  sectorsReleased,
} from './sector-queries.ts';
import { sourceVariable } from './variables.ts';

/** The council at a glance: is it only us, in how many sectors and fields, since when. */
export function overview(set: DashboardSet): DashboardJson {
  const isForOperators = set.sector === null;
  const variables = [sourceVariable(set, SHARED), sourceVariable(set, DETAIL)];
  return dashboardOf(set, {
    kind: 'overview',
    title: { ja: '協議会の全体', en: 'Council overview' },
    purpose: {
      ja: '自分のところだけか、いくつのセプター・分野に広がっているか、いつからかを示します。',
      en: 'Shows whether it is only you, how many sectors and fields are affected, and since when.',
    },
    marking: isForOperators ? 'TLP:AMBER+STRICT' : 'TLP:GREEN',
    variables,
    boardPath: '/',
    rows: [
      nowRow(set),
      [bands(set)],
      [affectedOverTime(set), ratios(set)],
      ...(isForOperators ? [[responseTimes(set), failingShares(set)]] : []),
    ],
  });
}

/** A band that is older than this is no news. */
const NEWS = '10m';

function nowRow({ language }: DashboardSet): Placed[] {
  const t = (text: Text): string => text[language];
  const common = { width: 8, height: 4, source: SHARED, decimals: 0 } as const;
  const steps = stepsOf([
    [null, 'green'],
    [1, 'yellow'],
    [2, 'red'],
  ]);
  return [
    stat({
      ...common,
      id: 2,
      title: t({ ja: '一部以上の分野', en: 'Fields at some or above' }),
      description: t({
        ja: '影響のある構成員が「一部」以上のセプターを持つ分野の数（直近10分の発表）。2以上なら分野をまたいでいます。数字は「発表のあるセプター」とあわせて見てください。',
        en: 'Fields that hold a sector whose affected members are at some or above, by what was released in the last 10 minutes. Two or more means that fields are crossed. Read it with the number of sectors released.',
      }),
      queries: [{ query: fieldsAffected([lastBefore(NEWS)]) }],
      unit: t({ ja: 'suffix: 分野', en: 'none' }),
      noValue: '0',
      steps,
    }),
    stat({
      ...common,
      id: 3,
      title: t({ ja: '一部以上のセプター', en: 'Sectors at some or above' }),
      description: t({
        ja: '影響のある構成員が「一部」以上のセプターの数（直近10分の発表）。',
        en: 'Sectors whose affected members are at some or above, by what was released in the last 10 minutes.',
      }),
      queries: [{ query: sectorsAffected([lastBefore(NEWS)]) }],
      unit: t({ ja: 'suffix: セプター', en: 'none' }),
      noValue: '0',
      steps,
    }),
    stat({
      ...common,
      id: 4,
      title: t({ ja: '発表のあるセプター', en: 'Sectors released' }),
      description: t({
        ja: '直近10分に広がりが発表されたセプターの数。0 のときは計測か発表が止まっており、左の数字は何も意味しません。',
        en: 'Sectors with a band released in the last 10 minutes. At 0, measuring or releasing stands still, and the figures to the left mean nothing.',
      }),
      queries: [{ query: sectorsReleased([lastBefore(NEWS)]) }],
      unit: t({ ja: 'suffix: セプター', en: 'none' }),
      noValue: '0',
      steps: stepsOf([
        [null, 'red'],
        [1, 'text'],
      ]),
    }),
  ];
}

/** Its id, by which a rule leads to it. */
export const OVERVIEW_BANDS_PANEL = 5;

function bands(set: DashboardSet): Placed {
  const { language, council } = set;
  return stateTimeline({
    id: OVERVIEW_BANDS_PANEL,
    width: 24,
    height: Math.min(24, 4 + Math.ceil(council.sectors.length * 0.9)),
    title: { ja: 'セプターごとの広がり', en: 'Bands by sector' }[language],
    description: {
      ja: '影響のある構成員の広がりを、発表された区分（なし・一部・半数以上）で示します。いつから、どの順に広がったかを左から読みます。空白は発表がないところです。長い期間では、各区間の最後の発表が見えます。',
      en: 'How many members are affected, in the bands released: none, some, half or more. Read from the left since when, and in which order it spread. Blank: nothing was released. Over long ranges each stretch shows its newest band.',
    }[language],
    source: SHARED,
    queries: [{ query: bandsOverTime(), alias: '$tag_sector' }],
    unit: 'string',
    mappings: bandMappings(language),
    columns: sectorNames(set),
    links: [sectorLink(set)],
  });
}

function affectedOverTime({ language }: DashboardSet): Placed {
  return timeSeries({
    id: 6,
    width: 12,
    height: 8,
    title: { ja: '一部以上のセプターの数', en: 'Number of sectors at some or above' }[language],
    description: {
      ja: '同時に「一部」以上だったセプターの数（各区間の最大）。広がっているか、収まりつつあるかを見ます。',
      en: 'Sectors at some or above at the same time, the most in each stretch: is it spreading or ending?',
    }[language],
    source: SHARED,
    queries: [{ query: sectorsAffectedOverTime(), alias: '$col' }],
    unit: 'none',
    decimals: 0,
    min: 0,
    columns: [
      { field: 'sectors', title: { ja: 'セプター', en: 'sectors' }[language], colour: 'orange' },
    ],
    isStepped: true,
  });
}

function ratios(set: DashboardSet): Placed {
  const { language } = set;
  return timeSeries({
    id: 7,
    width: 12,
    height: 8,
    title: { ja: '平常時との比', en: 'Ratio to normal' }[language],
    description: {
      ja: 'セプターの応答時間が平常時の何倍か（構成員の中央値、0.1 刻み）。構成員が少ないセプターは発表されません。',
      en: 'Response time of a sector over its normal: the median of its members, to 0.1. Small sectors are not released.',
    }[language],
    source: SHARED,
    queries: [{ query: ratiosOverTime(), alias: '$tag_sector' }],
    unit: { ja: 'suffix: 倍', en: 'suffix: ×' }[language],
    decimals: 1,
    min: 0,
    columns: sectorNames(set),
    links: [sectorLink(set)],
  });
}

function responseTimes(set: DashboardSet): Placed {
  const { language } = set;
  return timeSeries({
    id: 8,
    width: 12,
    height: 9,
    title: { ja: 'セプターごとの応答時間（中央値）', en: 'Response time by sector (median)' }[
      language
    ],
    description: {
      ja: '成功した計測の応答時間の中央値。複数のセプターが同時に上がるときは、計測側の回線も疑ってください（計測の状態を参照）。',
      en: 'Median response time of successful probes. If several sectors rise at once, doubt our own network too (see prober health).',
    }[language],
    source: DETAIL,
    queries: [
      {
        query: select({
          columns: [as(probe.call('percentile', 'total_ms', 50), 'p50')],
          from: probe.from,
          where: [TIME_RANGE, FIRST_ATTEMPTS, VALID, ANSWERED],
          groupBy: [EACH_INTERVAL, probe.name('sector')],
          fill: 'null',
        }),
        alias: '$tag_sector',
      },
    ],
    unit: 'ms',
    min: 0,
    columns: sectorNames(set),
    links: [sectorLink(set)],
  });
}

function failingShares(set: DashboardSet): Placed {
  const { language } = set;
  return timeSeries({
    id: 9,
    width: 12,
    height: 9,
    title: { ja: 'セプターごとの失敗の割合', en: 'Failing share by sector' }[language],
    description: {
      ja: '計測のうち失敗した割合。計測していないところは空白です。',
      en: 'Share of probes that failed. Blank where nothing was measured.',
    }[language],
    source: DETAIL,
    queries: [{ query: failingShareOverTime({ where: [], by: ['sector'] }), alias: '$tag_sector' }],
    unit: 'percentunit',
    min: 0,
    max: 1,
    steps: shareSteps(null),
    columns: sectorNames(set),
    links: [sectorLink(set)],
  });
}

/** Series bear the id; people read the name. */
function sectorNames({ council, language }: DashboardSet): readonly Column[] {
  return council.sectors.map(({ id, name }) => ({ field: id, title: name[language] }));
}

/** A secretariat has the page of its own sector only. */
function sectorLink({ language, sector }: DashboardSet): DataLink {
  const chosen = sector === null ? `var-sector=\${__field.labels.sector}&` : '';
  return {
    title: { ja: 'セプターの画面', en: 'Sector' }[language],
    url: `/d/${dashboardUid('sector', language)}?${chosen}\${__url_time_range}`,
  };
}
