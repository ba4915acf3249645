import { PHASE_LABELS } from '../src/core/words/labels.ts';
import { PHASES } from '../src/core/words/outcome.ts';
import { type DashboardSet, DETAIL, sectorsSeen } from './dashboard-set.ts';
import { as, EACH_INTERVAL, select, TIME_RANGE } from './influxql.ts';
import {
  outcomeMappings,
  PHASE_COLOURS,
  phaseMappings,
  reasonMappings,
  statusSteps,
  timeAreas,
} from './look.ts';
import type { Column, PanelQuery, Placed } from './panel-spec.ts';
import { stateTimeline, timeSeries } from './panels.ts';
import { ANSWERED, FIRST_ATTEMPTS, probe, VALID } from './probe-queries.ts';
import { CHOSEN_SITE } from './target-now.ts';
import { commonThresholds, groupBy, targetConditions, targetsOf, timePair } from './thresholds.ts';

/** Panel that shows what the rules on response times look at. */
export const TARGET_TIMES_PANEL = 7;

/** Response time and the thresholds of the site that is chosen. */
export function total(set: DashboardSet): Placed {
  const { language } = set;
  const targets = targetsOf(sectorsSeen(set));
  const groups = groupBy(targets, timePair);
  const isOne = groups.length === 1 && groups[0]?.targets.length === targets.length;
  return timeSeries({
    id: TARGET_TIMES_PANEL,
    width: 24,
    height: 9,
    title: { ja: '応答時間としきい値', en: 'Response time and thresholds' }[language],
    description: {
      ja: '成功した計測の応答時間（各区間の中央値と最大）。黄は注意、赤は重大のしきい値。しきい値のないサイトでは線がありません。',
      en: 'Response time of successful probes: median and largest of each stretch. Yellow: warning threshold; red: critical. Sites without thresholds show no such line.',
    }[language],
    source: DETAIL,
    queries: [
      measuredTimes(),
      ...(isOne
        ? []
        : thresholdLines(
            groups,
            targets.map(({ id }) => id),
          )),
    ],
    unit: 'ms',
    min: 0,
    areas: isOne ? timeAreas(commonThresholds(targets)) : null,
    columns: [
      { field: 'median', title: { ja: '中央値', en: 'median' }[language], colour: 'blue' },
      { field: 'max', title: { ja: '最大', en: 'largest' }[language], colour: 'light-blue' },
      ...(isOne ? [] : lineColumns(set)),
    ],
  });
}

function measuredTimes(): PanelQuery {
  const query = select({
    columns: [
      as(probe.call('median', 'total_ms'), 'median'),
      as(probe.call('max', 'total_ms'), 'max'),
    ],
    from: probe.from,
    where: [TIME_RANGE, FIRST_ATTEMPTS, VALID, ANSWERED, ...CHOSEN_SITE],
    groupBy: [EACH_INTERVAL],
    fill: 'null',
  });
  return { query, alias: '$col' };
}

/** Constant lines, each found only for the sites that have these thresholds. */
function thresholdLines(
  groups: ReturnType<typeof groupBy<readonly (number | null)[]>>,
  all: readonly string[],
): readonly PanelQuery[] {
  return groups.map(({ values: [warnMs, criticalMs], targets }) => {
    const constant = (value: number | null | undefined, name: string): readonly string[] =>
      value === null || value === undefined
        ? []
        : [as(`${probe.call('count', 'outcome')} * 0 + ${value}`, name)];
    const query = select({
      columns: [...constant(warnMs, 'warn'), ...constant(criticalMs, 'critical')],
      from: probe.from,
      where: [TIME_RANGE, FIRST_ATTEMPTS, ...CHOSEN_SITE, ...targetConditions(targets, all)],
      groupBy: [EACH_INTERVAL],
      fill: 'none',
    });
    return { query, alias: '$col' };
  });
}

function lineColumns({ language }: DashboardSet): readonly Column[] {
  return [
    {
      field: 'warn',
      title: { ja: '注意のしきい値', en: 'warning threshold' }[language],
      colour: 'yellow',
      isDashed: true,
    },
    {
      field: 'critical',
      title: { ja: '重大のしきい値', en: 'critical threshold' }[language],
      colour: 'red',
      isDashed: true,
    },
  ];
}

export function phases({ language }: DashboardSet): Placed {
  return timeSeries({
    id: 8,
    width: 24,
    height: 10,
    title: { ja: '区間の内訳（平均）', en: 'Phases (mean)' }[language],
    description: {
      ja: '応答時間の内訳を積み上げたもの。どの区間が伸びたかを見ます。失敗した計測では、終わった区間だけが入り、途中の区間の時間は「その他」に入ります。',
      en: 'The parts of the response time, stacked: which of them grew? Of failed probes it holds the phases completed; the time of the one in progress is in "other".',
    }[language],
    source: DETAIL,
    queries: [
      {
        query: select({
          columns: PHASES.map((phase) => as(probe.call('mean', `${phase}_ms`), phase)),
          from: probe.from,
          where: [TIME_RANGE, FIRST_ATTEMPTS, VALID, ...CHOSEN_SITE],
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

export function outcomeAndReason({ language }: DashboardSet): Placed {
  const lastOf = (field: 'outcome' | 'reason' | 'failed_phase'): PanelQuery => ({
    query: select({
      columns: [as(probe.call('last', field), field)],
      from: probe.from,
      where: [TIME_RANGE, FIRST_ATTEMPTS, ...CHOSEN_SITE],
      groupBy: [EACH_INTERVAL],
      fill: 'null',
    }),
    alias: '$col',
  });
  return stateTimeline({
    id: 9,
    width: 14,
    height: 8,
    title: { ja: '結果・理由・失敗した区間', en: 'Outcome, reason, failed phase' }[language],
    description: {
      ja: '上から、区間の最後の結果、区間内で最後に成功しなかった理由、失敗したときに進んでいた区間。理由が出ていれば、結果が成功でもその区間に失敗があります。',
      en: 'From above: the last outcome of each stretch, the last reason for no success in it, and the phase in progress at a failure. Where a reason shows, the stretch held a failure even if its last outcome is success.',
    }[language],
    source: DETAIL,
    queries: [lastOf('outcome'), lastOf('reason'), lastOf('failed_phase')],
    unit: 'string',
    columns: [
      {
        field: 'outcome',
        title: { ja: '結果', en: 'outcome' }[language],
        mappings: outcomeMappings(language),
      },
      {
        field: 'reason',
        title: { ja: '理由', en: 'reason' }[language],
        mappings: reasonMappings(language),
      },
      {
        field: 'failed_phase',
        title: { ja: '区間', en: 'phase' }[language],
        mappings: phaseMappings(language),
      },
    ],
  });
}

export function statusCodes({ language }: DashboardSet): Placed {
  return stateTimeline({
    id: 10,
    width: 10,
    height: 8,
    title: { ja: '応答コード', en: 'Status code' }[language],
    description: {
      ja: '各区間で最も大きい HTTP の応答コード。5xx が混じっていれば見えます。',
      en: 'The largest HTTP status of each stretch, so that a 5xx among others shows.',
    }[language],
    source: DETAIL,
    queries: [
      {
        query: select({
          columns: [as(probe.call('max', 'status_code'), 'status_code')],
          from: probe.from,
          where: [TIME_RANGE, FIRST_ATTEMPTS, ...CHOSEN_SITE],
          groupBy: [EACH_INTERVAL],
          fill: 'null',
        }),
        alias: '$col',
      },
    ],
    unit: 'none',
    decimals: 0,
    steps: statusSteps(),
    columns: [{ field: 'status_code', title: { ja: '応答コード', en: 'status' }[language] }],
  });
}
