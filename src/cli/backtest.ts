import { type PlainSeries, readSeries } from '../app/backtest/read-series.ts';
import { backtestSeries, type SeriesBacktest } from '../app/backtest/series-backtest.ts';
import { AppError } from '../core/errors.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { durationMsOf } from './duration.ts';
import { print, writeText } from './outlet.ts';

/** `backtest`: what the rules would have said. */
export const backtest: Command = {
  name: 'backtest',
  usage:
    '--series FILE.csv[.gz] --scores OUT.csv --events OUT.json [--interval 60s] [--zero-is-gap]',
  summary: {
    ja: '過去の系列を判定にかけ、いつ、なぜ平常と異なると判定したかを書き出します。',
    en: 'Judges a series of the past: when the rules would have called it unusual, and why.',
  },
  details: {
    ja: [
      '  --series FILE       1 系列の CSV（.gz 可）。見出しは time、time_s、timestamp のどれかと value。',
      '                      時刻はエポック秒か ISO 8601（オフセットなしは UTC）、空欄の値は失敗。',
      '                      ほかの列（label、anomaly など）は読みません',
      '  --scores OUT.csv    各点の隔たり（time,score。大きいほど平常から遠い）',
      '  --events OUT.json   平常と異なる区間（since、end、隔たりの最大、理由）',
      '  --interval 60s      計測間隔（既定は点の間隔の中央値）',
      '  --zero-is-gap       値 0 は未計測とみなす',
      '  各点は、それより前の点だけで判定します。',
    ].join('\n'),
    en: [
      '  --series FILE       CSV of one series (.gz too). Header: time, time_s or timestamp, and value.',
      '                      Times are epoch seconds or ISO 8601 (without an offset UTC), an empty',
      '                      value is a failed sample. Other columns (label, anomaly) are not read',
      '  --scores OUT.csv    distance of each point (time,score; larger = further from normal)',
      '  --events OUT.json   unusual stretches: since, end, largest distance, reason',
      '  --interval 60s      between points (default: the middle one of their distances)',
      '  --zero-is-gap       a value of 0 was not measured',
      '  Each point is judged by those before it alone.',
    ].join('\n'),
  },
  options: {
    series: { type: 'string' },
    scores: { type: 'string' },
    events: { type: 'string' },
    interval: { type: 'string' },
    'zero-is-gap': { type: 'boolean' },
  },
  positionals: [0, 0],
  run: runBacktest,
};

async function runBacktest(call: Call): Promise<number> {
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
  throw new AppError('usage', { ja: `--${option} が必要です`, en: `--${option} is needed` });
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
