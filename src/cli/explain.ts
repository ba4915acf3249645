import { explainTarget } from '../app/explain/explain-target.ts';
import { warningLine } from '../app/validate.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { explanationText } from './explain-words.ts';
import { complain, printMarked } from './outlet.ts';

/** `explain`: what is said of a site, by what normal, and why. */
export const explain: Command = {
  name: 'explain',
  usage: '<target> [--at T] [--data DIR] [--config DIR] [--json]',
  summary: {
    ja: '計測対象の判定を、平常の応答時間と理由とともに説明します。',
    en: 'Explains what is said of a site: its judgement, its normal, and why.',
  },
  details: {
    ja: [
      '  --at T              いつの判定か（既定は現在）。ISO 8601 またはエポックミリ秒',
      '                      （オフセットの無い時刻は設定のタイムゾーン）',
      '  --data DIR          計測値の場所（既定 ./data）。稼働中も可',
      '  --config DIR        判定に使う設定（既定 ./config）',
      '  --json              JSON で出力',
      'その時点までの 14 日間に保存した計測値だけで、もう一度判定します。区間ごとの平常、直近の計測値、',
      'その時点で続いていた事象も示します。平常でないときの終了コードは 1。',
    ].join('\n'),
    en: [
      '  --at T              of which moment (default now): ISO 8601 or epoch milliseconds',
      "                      (without an offset in the council's time zone)",
      '  --data DIR          where the samples are (default ./data), also while the service runs',
      '  --config DIR        configuration to judge by (default ./config)',
      '  --json              as JSON',
      'Judges what was stored in the 14 days before that moment again, and nothing later. Shows the',
      'normal of each phase, the newest sample and the incidents that lasted. Exit code 1 where it is',
      'not normal.',
    ].join('\n'),
  },
  options: {
    at: { type: 'string' },
    data: { type: 'string' },
    config: { type: 'string' },
    json: { type: 'boolean' },
  },
  positionals: [1, 1],
  run: runExplain,
};

async function runExplain(call: Call): Promise<number> {
  const { language } = call;
  const marked = await explainTarget({
    target: call.positionals[0] ?? '',
    dataDir: call.text('data') ?? 'data',
    ...{ configDir: call.text('config'), at: call.text('at') },
    ...{ environment: process.env, now: Date.now() },
    warn: (warning) => complain(warningLine(warning, language)),
  });
  let exit: number = EXIT.ok;
  await printMarked(marked, (data, marking) => {
    if (data.series.some(({ verdict }) => verdict.judgement !== 'normal')) exit = EXIT.problem;
    return call.flag('json')
      ? `${JSON.stringify({ marking, asOf: data.at, data })}\n`
      : explanationText(data, { marking, language });
  });
  return exit;
}
