import type { Threshold } from '@grafana/grafana-foundation-sdk/dashboard';
import { GAP, PROBER } from '../src/core/schema.ts';
import type { Text } from '../src/core/words/language.ts';
import { type DashboardSet, DETAIL } from './dashboard-set.ts';
import { type DashboardJson, dashboardOf } from './frame.ts';
import { as, EACH_INTERVAL, select, TIME_RANGE, wordsOf } from './influxql.ts';
import { stepsOf } from './look.ts';
import type { PanelQuery, Placed } from './panel-spec.ts';
import { table, timeSeries } from './panels.ts';
import { sourceVariable, vantageVariable } from './variables.ts';

const words = wordsOf(PROBER);
const gap = wordsOf(GAP);

type ProberField = (typeof PROBER.fields)[number]['name'];

/** How the measuring itself does: may the other dashboards be believed? */
export function prober(set: DashboardSet): DashboardJson {
  return dashboardOf(set, {
    kind: 'prober',
    title: { ja: '計測の状態', en: 'Prober health' },
    purpose: {
      ja: '計測する側が正しく動いているか、ほかの画面の値を信じてよいかを示します。',
      en: 'Shows whether measuring itself works, so whether the other dashboards can be believed.',
    },
    marking: 'TLP:AMBER+STRICT',
    variables: [sourceVariable(set, DETAIL), vantageVariable(set)],
    boardPath: '/prober',
    rows: PANELS.map((row) => row.map((panel) => panelOf(set, panel))).concat([[stoppages(set)]]),
  });
}

interface Quantity {
  readonly id: number;
  readonly title: Text;
  readonly description: Text;
  readonly field: ProberField;
  readonly unit: string;
  /** Counted since start: the growth in each stretch is shown. */
  readonly isCounter?: boolean;
  readonly areas?: readonly Threshold[];
}

function badFrom(value: number): readonly Threshold[] {
  return stepsOf([
    [null, 'transparent'],
    [value, 'red'],
  ]);
}

/** The panel that the rule on missing data points to. */
export const PROBER_DONE_PANEL = 2;

const PANELS: readonly (readonly Quantity[])[] = [
  [
    {
      id: PROBER_DONE_PANEL,
      title: { ja: '計測した回数', en: 'Probes done' },
      description: {
        ja: '各区間に計測した回数。途切れていれば、計測か保存が止まっています。',
        en: 'Probes done in each stretch. A hole means that measuring or storing stood still.',
      },
      field: 'done',
      unit: 'short',
      isCounter: true,
    },
    {
      id: 3,
      title: { ja: '計測できなかった回数', en: 'Slots missed' },
      description: {
        ja: '各区間に使われなかった計測時刻。0 であるべきです。',
        en: 'Slots not used in each stretch; it should be 0.',
      },
      field: 'missed',
      unit: 'short',
      isCounter: true,
      areas: badFrom(1),
    },
  ],
  [
    {
      id: 4,
      title: { ja: '開始の遅れ（99パーセンタイル）', en: 'Start lateness (p99)' },
      description: {
        ja: '計測時刻から開始までの遅れ（5分間の99パーセンタイル）。大きいときは計算機か回線が混んでいます。',
        en: 'Start after the slot, 99th percentile of 5 minutes. If it is large, the machine or the line is busy.',
      },
      field: 'late_p99_ms',
      unit: 'ms',
      areas: badFrom(1000),
    },
    {
      id: 5,
      title: { ja: '処理の遅れ（99パーセンタイル）', en: 'Loop delay (p99)' },
      description: {
        ja: '計測処理そのものの遅れ（5分間の99パーセンタイル）。応答時間の測定誤差になります。',
        en: 'Lateness of the workers themselves, 99th percentile of 5 minutes: it blurs the response times.',
      },
      field: 'loop_delay_p99_ms',
      unit: 'ms',
      areas: badFrom(50),
    },
  ],
  [
    {
      id: 6,
      title: { ja: '保存待ちの計測値', en: 'Samples not stored yet' },
      description: {
        ja: 'まだ保存されていない計測値の数。増え続けるときは保存先が遅いか止まっています。',
        en: 'Samples not stored yet. If it keeps growing, the store is slow or away.',
      },
      field: 'pending',
      unit: 'short',
    },
    {
      id: 7,
      title: { ja: '失われた計測値', en: 'Samples dropped' },
      description: {
        ja: '各区間に保存をあきらめた計測値の数。0 であるべきです。',
        en: 'Samples given up in each stretch; it should be 0.',
      },
      field: 'dropped',
      unit: 'short',
      isCounter: true,
      areas: badFrom(1),
    },
  ],
  [
    {
      id: 8,
      title: { ja: '送信待ちの計測値', en: 'Samples waiting in the spool' },
      description: {
        ja: '最も遅れている保存先がまだ受け取っていない計測値の数。InfluxDB が戻れば減ります。',
        en: 'Samples that the slowest bucket has not taken. They drain once InfluxDB is back.',
      },
      field: 'spool_waiting',
      unit: 'short',
    },
    {
      id: 9,
      title: { ja: '送信待ちの古さ', en: 'Age of the spool' },
      description: {
        ja: '送信を待つ最も古い計測値の経過時間。いま見ている値がどれだけ古いかの目安です。',
        en: 'Age of the oldest sample that waits: how old what you see may be.',
      },
      field: 'spool_age_ms',
      unit: 'ms',
      areas: badFrom(300_000),
    },
    {
      id: 10,
      title: { ja: 'メモリ', en: 'Memory' },
      description: {
        ja: '計測プログラムのメモリ使用量。',
        en: 'Memory of the program.',
      },
      field: 'resident_bytes',
      unit: 'bytes',
    },
  ],
];

function panelOf({ language }: DashboardSet, quantity: Quantity): Placed {
  const row = PANELS.find((each) => each.includes(quantity)) ?? [quantity];
  return timeSeries({
    id: quantity.id,
    width: 24 / row.length,
    height: 8,
    title: quantity.title[language],
    description: quantity.description[language],
    source: DETAIL,
    queries: [queryOf(quantity.field, quantity.isCounter === true)],
    unit: quantity.unit,
    min: 0,
    areas: quantity.areas ?? null,
  });
}

function queryOf(field: ProberField, isCounter: boolean): PanelQuery {
  const largest = words.call('max', field);
  const query = select({
    columns: [as(isCounter ? `non_negative_difference(${largest})` : largest, field)],
    from: words.from,
    where: [TIME_RANGE, words.isChosen('vantage', 'vantage')],
    groupBy: [EACH_INTERVAL, words.name('vantage')],
    fill: isCounter ? 'none' : 'null',
  });
  return { query, alias: '$tag_vantage' };
}

function stoppages({ language }: DashboardSet): Placed {
  const t = (text: Text): string => text[language];
  return table({
    id: 11,
    width: 24,
    height: 8,
    title: t({ ja: '計測が止まっていた時間', en: 'Stoppages' }),
    description: t({
      ja: '計測プログラムが止まっていた時間と、その間に使われなかった計測時刻の数。統計はこの時間を除いて数えます。',
      en: 'When the program stood still, and the slots due meanwhile. Statistics leave these stretches out.',
    }),
    source: DETAIL,
    queries: [
      {
        query: select({
          columns: [as(gap.name('to'), 'end'), as(gap.name('slots'), 'slots')],
          from: gap.from,
          where: [TIME_RANGE, gap.isChosen('vantage', 'vantage')],
          groupBy: [gap.name('vantage')],
        }),
      },
    ],
    unit: 'string',
    columns: [
      { field: 'Time', title: t({ ja: '開始', en: 'From' }), unit: 'dateTimeAsIso' },
      { field: 'vantage', title: t({ ja: '観測点', en: 'Vantage' }), unit: 'string' },
      { field: 'end', title: t({ ja: '終了', en: 'To' }), unit: 'dateTimeAsIso' },
      { field: 'slots', title: t({ ja: '計測時刻の数', en: 'Slots' }), unit: 'none', decimals: 0 },
    ],
    sortBy: t({ ja: '開始', en: 'From' }),
    isDescending: true,
    noValue: t({ ja: '止まっていません', en: 'none' }),
  });
}
