import { type DashboardSet, DETAIL, SHARED, sectorsSeen } from './dashboard-set.ts';
import { as, lastBefore, select, subquery } from './influxql.ts';
import { bandMappings, shareSteps, stepsOf, timeSteps } from './look.ts';
import type { Placed } from './panel-spec.ts';
import { stat } from './panels.ts';
import { ANSWERED, FIRST_ATTEMPTS, failingShareIn, probe, VALID } from './probe-queries.ts';
import { bandsOverTime, sectorMinute } from './sector-queries.ts';
import { commonThresholds, targetsOf } from './thresholds.ts';

/** What the variables choose. */
export const CHOSEN: readonly string[] = [
  probe.is('sector', '$sector'),
  probe.isChosen('member', 'member'),
  probe.isChosen('family', 'family'),
];

export interface BandPlace {
  readonly id: number;
  readonly width: number;
}

/** The released band of the sector that is chosen. */
export function band({ language }: DashboardSet, place: BandPlace): Placed {
  return stat({
    ...place,
    height: 4,
    title: { ja: '発表された広がり', en: 'Band released' }[language],
    description: {
      ja: 'このセプターについて全体に発表された、影響のある構成員の広がり（期間の最後の発表）。',
      en: 'What is released to all about this sector: how many members are affected, the newest of the time range.',
    }[language],
    source: SHARED,
    queries: [{ query: bandsOverTime([sectorMinute.is('sector', '$sector')]), alias: '$col' }],
    unit: 'string',
    mappings: bandMappings(language),
    noValue: { ja: '発表なし', en: 'not released' }[language],
    textField: 'band',
  });
}

export function failingNow(set: DashboardSet): Placed {
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

export function slowNow(set: DashboardSet): Placed {
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

export function measured({ language }: DashboardSet): Placed {
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
