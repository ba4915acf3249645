import { type DashboardSet, DETAIL, sectorsSeen } from './dashboard-set.ts';
import { as, EACH_INTERVAL, lastBefore, select, TIME_RANGE } from './influxql.ts';
import { outcomeMappings, statusSteps, stepsOf, timeSteps } from './look.ts';
import type { Placed } from './panel-spec.ts';
import { stat } from './panels.ts';
import { FIRST_ATTEMPTS, probe, VALID } from './probe-queries.ts';
import { commonThresholds, targetsOf } from './thresholds.ts';

/** What the variables choose. */
export const CHOSEN_SITE: readonly string[] = [
  probe.is('target', '$target'),
  probe.is('family', '$family'),
];

/** Height of a single figure. */
const HEIGHT = 4;

export function newestOutcome({ language }: DashboardSet): Placed {
  return stat({
    id: 2,
    width: 4,
    height: HEIGHT,
    title: { ja: '最新の結果', en: 'Newest outcome' }[language],
    description: {
      ja: '直近15分の最後の計測の結果。',
      en: 'Outcome of the last probe within 15 minutes.',
    }[language],
    source: DETAIL,
    queries: [{ query: newestOf('outcome'), alias: '$col' }],
    unit: 'string',
    mappings: outcomeMappings(language),
    noValue: { ja: '計測なし', en: 'no sample' }[language],
    textField: 'outcome',
  });
}

export function newestTime(set: DashboardSet): Placed {
  const { language } = set;
  return stat({
    id: 3,
    width: 4,
    height: HEIGHT,
    title: { ja: '最新の応答時間', en: 'Newest response time' }[language],
    description: {
      ja: '直近15分の最後の計測の応答時間（失敗した場合は、失敗までの時間）。',
      en: 'Response time of the last probe within 15 minutes; of a failed one, the time until it failed.',
    }[language],
    source: DETAIL,
    queries: [{ query: newestOf('total_ms'), alias: '$col' }],
    unit: 'ms',
    steps: timeSteps(commonThresholds(targetsOf(sectorsSeen(set)))),
  });
}

export function newestStatus({ language }: DashboardSet): Placed {
  return stat({
    id: 4,
    width: 4,
    height: HEIGHT,
    title: { ja: '最新の応答コード', en: 'Newest status code' }[language],
    description: {
      ja: '直近15分に最後に返った HTTP の応答コード。',
      en: 'The last HTTP status within 15 minutes.',
    }[language],
    source: DETAIL,
    queries: [{ query: newestOf('status_code'), alias: '$col' }],
    unit: 'none',
    decimals: 0,
    steps: statusSteps(),
  });
}

export function certificateDays({ language }: DashboardSet): Placed {
  const dayMs = 86_400_000;
  const end = probe.call('last', 'certificate_not_after');
  return stat({
    id: 5,
    width: 4,
    height: HEIGHT,
    title: { ja: '証明書の残り日数', en: 'Certificate days left' }[language],
    description: {
      ja: '最後に提示されたサーバ証明書の期限まで。30日未満で黄、7日未満で赤。',
      en: 'Until the end of the server certificate that was presented last: yellow below 30 days, red below 7.',
    }[language],
    source: DETAIL,
    queries: [
      {
        query: select({
          columns: [as(`(${end} - \${__to}) / ${dayMs}`, 'days')],
          from: probe.from,
          where: [TIME_RANGE, FIRST_ATTEMPTS, ...CHOSEN_SITE],
        }),
        alias: '$col',
      },
    ],
    unit: 'd',
    decimals: 0,
    noValue: { ja: '証明書なし', en: 'no certificate' }[language],
    steps: stepsOf([
      [null, 'red'],
      [7, 'yellow'],
      [30, 'green'],
    ]),
  });
}

export function bodySize({ language }: DashboardSet): Placed {
  return stat({
    id: 6,
    width: 4,
    height: HEIGHT,
    title: { ja: '本文の大きさ', en: 'Body size' }[language],
    description: {
      ja: '受信した本文の大きさ（圧縮されたまま、上限まで）。急に小さくなれば、別のページが返っているかもしれません。',
      en: 'Body as received, compressed, up to the limit. A sudden drop may mean that another page answers.',
    }[language],
    source: DETAIL,
    queries: [
      {
        query: select({
          columns: [as(probe.call('last', 'encoded_body_bytes'), 'size')],
          from: probe.from,
          where: [TIME_RANGE, FIRST_ATTEMPTS, VALID, ...CHOSEN_SITE],
          groupBy: [EACH_INTERVAL],
          fill: 'null',
        }),
        alias: '$col',
      },
    ],
    unit: 'bytes',
    hasGraph: true,
  });
}

function newestOf(field: 'outcome' | 'total_ms' | 'status_code'): string {
  return select({
    columns: [as(probe.call('last', field), field)],
    from: probe.from,
    where: [lastBefore('15m'), FIRST_ATTEMPTS, ...CHOSEN_SITE],
  });
}
