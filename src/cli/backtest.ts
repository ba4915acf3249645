import { type PlainSeries, readSeries } from '../app/backtest/read-series.ts';
import { backtestSeries, type SeriesBacktest } from '../app/backtest/series-backtest.ts';
import { AppError } from '../core/errors.ts';
import type { Text } from '../core/words/language.ts';
import { runStoredBacktest } from './backtest-stored.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { durationMsOf } from './duration.ts';
import { print, writeText } from './outlet.ts';

/** `backtest`: what the rules would have said. */
export const backtest: Command = {
  name: 'backtest',
  usage:
    '--data DIR --from T [--to T] [--config DIR [--against DIR]] [--json] | --series FILE.csv[.gz] --scores OUT.csv --events OUT.json [--interval 60s] [--zero-is-gap]',
  summary: {
    ja: '過去の計測値を判定にかけ、いつ、なぜ平常と異なると判定したかを示します。',
    en: 'Judges samples of the past: when the rules would have called them unusual, and why.',
  },
  details: {
    ja: [
      '保存した計測値（稼働中も可）:',
      '  --data DIR          計測値の場所（既定 ./data）',
      '  --from T, --to T    示す期間［from, to）。--to の既定は現在。ISO 8601 またはエポックミリ秒',
      '                      （オフセットの無い時刻は設定のタイムゾーン）。',
      '                      --from の前の 14 日間の計測値も、学習だけに使います',
      '  --config DIR        判定に使う設定（既定 ./config）。しきい値、計画作業、暦もここから取る。',
      '                      store.kind が influx なら InfluxDB から読み出す',
      '  --against DIR       もう一つの設定でも判定し、件数と、異なる事象だけを示す',
      '                      （異なれば終了コード 1）',
      '  --json              事象、件数、計測対象ごとの判定の区間を JSON で出力',
      'CSV の 1 系列:',
      '  --series FILE       1 系列の CSV（.gz 可）。見出しは time、time_s、timestamp のどれかと value。',
      '                      時刻はエポック秒か ISO 8601（オフセットなしは UTC）、空欄の値は失敗。',
      '                      ほかの列（label、anomaly など）は読みません',
      '  --scores OUT.csv    各点の隔たり（time,score。大きいほど平常から遠い）',
      '  --events OUT.json   平常と異なる区間（since、end、隔たりの最大、理由）',
      '  --interval 60s      計測間隔（既定は最初の 20 間隔の中央値）',
      '  --zero-is-gap       値 0 は未計測とみなす（何も言わない）',
      'どちらも、それより前の計測値だけで判定します。',
    ].join('\n'),
    en: [
      'Stored samples, also while the service runs:',
      '  --data DIR          where the samples are (default ./data)',
      '  --from T, --to T    range that is told of, [from, to), by default until now: ISO 8601 or',
      "                      epoch milliseconds (without an offset in the council's time zone).",
      '                      Samples of the 14 days before --from teach, and are not told of',
      '  --config DIR        configuration to judge by (default ./config), with its thresholds,',
      '                      planned work and calendar; with store.kind influx, InfluxDB is read',
      '  --against DIR       judges by a second configuration too: counts, and the incidents that',
      '                      differ (exit code 1 where any does)',
      '  --json              incidents, counts, and the stretches of each site, as JSON',
      'One series of a CSV file:',
      '  --series FILE       CSV of one series (.gz too). Header: time, time_s or timestamp, and value.',
      '                      Times are epoch seconds or ISO 8601 (without an offset UTC), an empty',
      '                      value is a failed sample. Other columns (label, anomaly) are not read',
      '  --scores OUT.csv    distance of each point (time,score; larger = further from normal)',
      '  --events OUT.json   unusual stretches: since, end, largest distance, reason',
      '  --interval 60s      between points (default: the middle one of the first 20 distances)',
      '  --zero-is-gap       a value of 0 was not measured, and says nothing',
      'Either is judged by what was measured before it alone.',
    ].join('\n'),
  },
  options: {
    data: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    config: { type: 'string' },
    against: { type: 'string' },
    json: { type: 'boolean' },
    series: { type: 'string' },
    scores: { type: 'string' },
    events: { type: 'string' },
    interval: { type: 'string' },
    'zero-is-gap': { type: 'boolean' },
  },
  positionals: [0, 0],
  run: runBacktest,
};

const OF_STORED = ['data', 'from', 'to', 'config', 'against'] as const;
const OF_SERIES = ['series', 'scores', 'events', 'interval'] as const;

async function runBacktest(call: Call): Promise<number> {
  const given = (option: string) => call.text(option) !== null;
  const stored = OF_STORED.find(given) ?? (call.flag('json') ? 'json' : null);
  const series = OF_SERIES.find(given) ?? (call.flag('zero-is-gap') ? 'zero-is-gap' : null);
  if (stored !== null && series !== null) throw new AppError('usage', notTogether(stored, series));
  if (series !== null) return await runSeriesBacktest(call);
  const from = call.text('from');
  if (from === null) throw new AppError('usage', stored === null ? EITHER : neededText('from'));
  return await runStoredBacktest(call, from);
}

const EITHER: Text = {
  ja: '保存した計測値なら --from、CSV の系列なら --series が必要です',
  en: '--from is needed for stored samples, --series for a CSV file',
};

function notTogether(stored: string, series: string): Text {
  return {
    ja: `--${stored}（保存した計測値）と --${series}（CSV の系列）は一緒に使えません`,
    en: `--${stored} (stored samples) and --${series} (a CSV file) cannot be used together`,
  };
}

async function runSeriesBacktest(call: Call): Promise<number> {
  const path = needed(call, 'series');
  const scoresPath = needed(call, 'scores');
  const eventsPath = needed(call, 'events');
  const interval = call.text('interval');
  const intervalMs = interval === null ? null : durationMsOf(interval, '--interval');
  const series = await readSeries(path);
  const found = backtestSeries(series, { intervalMs, zeroIsGap: call.flag('zero-is-gap') });
  await writeText(scoresPath, scoresText(series, found));
  await writeText(eventsPath, eventsText(found));
  const [points, events] = [series.times.length, found.events.length];
  print(
    {
      ja: `${points} 点を判定しました。平常と異なる区間 ${events} 件。${scoresPath}、${eventsPath} に書き出しました。`,
      en: `Judged ${points} points and found ${events} unusual stretches: ${scoresPath}, ${eventsPath}.`,
    }[call.language],
  );
  return EXIT.ok;
}

function needed(call: Call, option: string): string {
  const value = call.text(option);
  if (value !== null) return value;
  throw new AppError('usage', neededText(option));
}

function neededText(option: string): Text {
  return { ja: `--${option} が必要です`, en: `--${option} is needed` };
}

/** Six digits are enough to order points. */
function scoresText({ timeTexts }: PlainSeries, { scores }: SeriesBacktest): string {
  const lines = timeTexts.map((time, index) => `${time},${(scores[index] ?? 0).toFixed(6)}`);
  return `time,score\n${lines.join('\n')}\n`;
}

function eventsText({ events, intervalMs }: SeriesBacktest): string {
  const rows = events.map((event) => ({
    since: new Date(event.since).toISOString(),
    end: new Date(event.end).toISOString(),
    peakAt: new Date(event.peakAt).toISOString(),
    peakScore: Number(event.peakScore.toFixed(3)),
    peakValue: event.peakValue,
    normal: event.normal,
    direction: event.direction,
    judgement: event.judgement,
    reason: event.reason,
  }));
  return `${JSON.stringify({ intervalMs, events: rows }, null, 1)}\n`;
}
