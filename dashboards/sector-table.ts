import type { Text } from '../src/core/words/language.ts';
import { type DashboardSet, DETAIL, sectorsSeen } from './dashboard-set.ts';
import { as, lastBefore, select } from './influxql.ts';
import {
  nameMappings,
  outcomeMappings,
  phaseMappings,
  reasonMappings,
  statusSteps,
  timeSteps,
} from './look.ts';
import { dashboardUid } from './naming.ts';
import type { Column, Placed } from './panel-spec.ts';
import { table } from './panels.ts';
import { FIRST_ATTEMPTS, probe } from './probe-queries.ts';
import { commonThresholds, targetsOf } from './thresholds.ts';

/** The newest sample of each site, the failed ones easy to sort to the top. */
export function newest(set: DashboardSet): Placed {
  const { language } = set;
  const t = (text: Text): string => text[language];
  return table({
    id: 10,
    width: 24,
    height: 14,
    title: t({ ja: 'サイトごとの最新の計測', en: 'Newest sample of each site' }),
    description: t({
      ja: '直近15分の最後の計測。見出しで並べ替え、サイトを選ぶと詳しい画面へ移ります。応答時間の色は、この画面で最も多いしきい値によります。',
      en: 'The last sample within 15 minutes. Sort by a heading; a site leads to its own page. Response times are coloured by the thresholds that most sites have.',
    }),
    source: DETAIL,
    queries: [{ query: newestQuery() }],
    unit: 'string',
    columns: columnsOf(set),
    sortBy: t({ ja: '結果', en: 'Outcome' }),
  });
}

/** A selector takes the other fields of its point along. */
function newestQuery(): string {
  const fields = ['reason', 'failed_phase', 'total_ms', 'ttfb_ms', 'status_code'] as const;
  return select({
    columns: [
      as(probe.call('last', 'outcome'), 'outcome'),
      ...fields.map((field) => as(probe.name(field), field)),
    ],
    from: probe.from,
    where: [
      lastBefore('15m'),
      FIRST_ATTEMPTS,
      probe.is('sector', '$sector'),
      probe.isChosen('member', 'member'),
      probe.isChosen('family', 'family'),
    ],
    groupBy: [probe.name('member'), probe.name('target'), probe.name('family')],
  });
}

function columnsOf(set: DashboardSet): readonly Column[] {
  return [...siteColumns(set), ...outcomeColumns(set), ...figureColumns(set)];
}

/** Which site, and when. */
function siteColumns(set: DashboardSet): readonly Column[] {
  const { language } = set;
  const t = (text: Text): string => text[language];
  const members = sectorsSeen(set).flatMap((each) => each.members);
  return [
    { field: 'Time', title: t({ ja: '計測時刻', en: 'Slot' }), unit: 'dateTimeAsIso', width: 180 },
    {
      field: 'member',
      title: t({ ja: '構成員', en: 'Member' }),
      unit: 'string',
      mappings: nameMappings(members, language),
    },
    {
      field: 'target',
      title: t({ ja: '計測対象', en: 'Site' }),
      unit: 'string',
      links: [
        {
          title: t({ ja: 'サイトの画面', en: 'Site' }),
          url:
            `/d/${dashboardUid('target', language)}?var-sector=\${sector}` +
            `&var-member=\${__data.fields.member:raw}&var-target=\${__data.fields.target:raw}` +
            `&var-family=\${__data.fields.family:raw}&\${__url_time_range}`,
        },
      ],
    },
    { field: 'family', title: 'IP', unit: 'string', width: 60 },
  ];
}

function outcomeColumns({ language }: DashboardSet): readonly Column[] {
  const t = (text: Text): string => text[language];
  return [
    {
      field: 'outcome',
      title: t({ ja: '結果', en: 'Outcome' }),
      unit: 'string',
      mappings: outcomeMappings(language),
      isColoured: true,
      width: 90,
    },
    {
      field: 'reason',
      title: t({ ja: '理由', en: 'Reason' }),
      unit: 'string',
      mappings: reasonMappings(language),
      isColoured: true,
    },
    {
      field: 'failed_phase',
      title: t({ ja: '失敗した区間', en: 'Failed phase' }),
      unit: 'string',
      mappings: phaseMappings(language),
      isColoured: true,
    },
  ];
}

function figureColumns(set: DashboardSet): readonly Column[] {
  const { language } = set;
  const t = (text: Text): string => text[language];
  return [
    {
      field: 'total_ms',
      title: t({ ja: '応答時間', en: 'Response time' }),
      unit: 'ms',
      steps: timeSteps(commonThresholds(targetsOf(sectorsSeen(set)))),
    },
    { field: 'ttfb_ms', title: t({ ja: '最初の応答まで', en: 'First byte' }), unit: 'ms' },
    {
      field: 'status_code',
      title: t({ ja: '応答コード', en: 'Status' }),
      unit: 'none',
      decimals: 0,
      steps: statusSteps(),
      width: 100,
    },
  ];
}
