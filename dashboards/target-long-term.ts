import { ROLLUP } from '../src/core/schema.ts';
import { type DashboardSet, LONG } from './dashboard-set.ts';
import { as, EACH_INTERVAL, select, TIME_RANGE, wordsOf } from './influxql.ts';
import type { Placed } from './panel-spec.ts';
import { timeSeries } from './panels.ts';

const rollup = wordsOf(ROLLUP);

const CHOSEN = [TIME_RANGE, rollup.is('target', '$target'), rollup.is('family', '$family')];

/** Ninety days out of the hourly roll-ups, whatever the time range of the dashboard. */
export function longTerm(set: DashboardSet): readonly Placed[] {
  return [extremes(set), failures(set)];
}

const RANGE = '90d';

function extremes({ language }: DashboardSet): Placed {
  return timeSeries({
    id: 11,
    width: 14,
    height: 8,
    title: { ja: '応答時間（90日）', en: 'Response time (90 days)' }[language],
    description: {
      ja: '1時間集計による応答時間の最小と最大。以前からこうだったのかを見ます。',
      en: 'Smallest and largest response time by hourly roll-ups: was it always like this?',
    }[language],
    source: LONG,
    queries: [
      {
        query: select({
          columns: [
            as(rollup.call('min', 'min_ms'), 'min'),
            as(rollup.call('max', 'max_ms'), 'max'),
          ],
          from: rollup.from,
          where: CHOSEN,
          groupBy: [EACH_INTERVAL],
          fill: 'null',
        }),
        alias: '$col',
      },
    ],
    unit: 'ms',
    min: 0,
    columns: [
      { field: 'min', title: { ja: '最小', en: 'smallest' }[language], colour: 'blue' },
      { field: 'max', title: { ja: '最大', en: 'largest' }[language], colour: 'light-blue' },
    ],
    timeFrom: RANGE,
  });
}

function failures({ language }: DashboardSet): Placed {
  return timeSeries({
    id: 12,
    width: 10,
    height: 8,
    title: { ja: '失敗した計測（90日）', en: 'Failed probes (90 days)' }[language],
    description: {
      ja: '1時間集計による、失敗した計測と計測できなかった回数。',
      en: 'Failed probes and slots not used, by hourly roll-ups.',
    }[language],
    source: LONG,
    queries: [
      {
        query: select({
          columns: [
            as(rollup.call('sum', 'failures'), 'failures'),
            as(rollup.call('sum', 'missed'), 'missed'),
          ],
          from: rollup.from,
          where: CHOSEN,
          groupBy: [EACH_INTERVAL],
          fill: 'null',
        }),
        alias: '$col',
      },
    ],
    unit: 'none',
    decimals: 0,
    min: 0,
    columns: [
      { field: 'failures', title: { ja: '失敗', en: 'failed' }[language], colour: 'red' },
      { field: 'missed', title: { ja: '未計測', en: 'missed' }[language], colour: 'gray' },
    ],
    isStepped: true,
    timeFrom: RANGE,
  });
}
