import { exportedSamples, exportWriting, influxOf, isPracticeExport } from '../app/export.ts';
import { optionalConfig } from '../app/validate.ts';
import type { Text } from '../core/words/language.ts';
import { wrongValue } from '../core/wrong-value.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { MESSAGES } from './messages.ts';
import { complain, printBlock, printMarked } from './outlet.ts';

/** `export`: stored samples as NDJSON or CSV, also while the service runs. */
export const exportSamples: Command = {
  name: 'export',
  usage: '--format ndjson|csv [--data DIR] [--from T] [--to T] [--target ID] [--attempts all]',
  summary: {
    ja: '保存した計測値を NDJSON か CSV で標準出力へ書き出します（稼働中も可）。',
    en: 'Writes stored samples as NDJSON or CSV to standard output, also while running.',
  },
  details: {
    ja: [
      '  --format ndjson|csv 形式（CSV は表計算ソフト向けに BOM 付き UTF-8）',
      '  --data DIR          計測値の場所（既定 ./data）',
      '  --from T, --to T    期間［from, to）。ISO 8601 またはエポックミリ秒',
      '                      （オフセットの無い時刻は設定のタイムゾーン）',
      '  --target ID         この計測対象だけ',
      '  --attempts all      確認のための再計測も含める（既定は含めない）',
      '  --config DIR        タイムゾーンと保存先を取る設定（既定 ./config）。',
      '                      store.kind が influx なら InfluxDB から読み出す',
    ].join('\n'),
    en: [
      '  --format ndjson|csv format (CSV is UTF-8 with BOM, safe for spreadsheets)',
      '  --data DIR          where the samples are (default ./data)',
      '  --from T, --to T    range [from, to): ISO 8601 or epoch milliseconds',
      "                      (a time without offset is in the council's time zone)",
      '  --target ID         only this site',
      '  --attempts all      confirmations too (default: first attempts only)',
      '  --config DIR        where the time zone and the store are taken from (default',
      '                      ./config); with store.kind influx, InfluxDB is read',
    ].join('\n'),
  },
  options: {
    format: { type: 'string' },
    data: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    target: { type: 'string' },
    attempts: { type: 'string' },
    config: { type: 'string' },
  },
  positionals: [0, 0],
  run: runExport,
};

/** The council's zone, else `Asia/Tokyo`, and its InfluxDB where the configuration can be read. */
async function placeOf(call: Call) {
  const configDir = call.text('config');
  const { config, problems } = await optionalConfig(configDir);
  if (problems > 0) complain(MESSAGES[call.language].configLeftOut(problems));
  return {
    timezone: config?.council.timezone ?? 'Asia/Tokyo',
    influx: influxOf(config, configDir ?? 'config', process.env),
  };
}

const PRACTICE_NOTE: Text = {
  ja: '模擬データです（観測点は practice）。実在の組織の計測値ではありません。',
  en: 'PRACTICE data (vantage: practice): nothing in it was measured on a real organisation.',
};

async function runExport(call: Call): Promise<number> {
  const attempts = call.text('attempts') ?? 'first';
  if (attempts !== 'first' && attempts !== 'all') {
    throw wrongValue('--attempts', { ja: ' first か all ', en: 'first or all' }, attempts);
  }
  const writing = exportWriting(call.text('format') ?? 'ndjson');
  const dataDir = call.text('data') ?? 'data';
  const blocks = exportedSamples({
    dataDir,
    from: call.text('from'),
    to: call.text('to'),
    target: call.text('target'),
    attempts,
    ...(await placeOf(call)),
  });
  let rows = 0;
  let started = false;
  for await (const block of blocks) {
    if (!started) await printBlock(writing.head);
    started = true;
    await printMarked(block, (samples, marking) => {
      rows += samples.length;
      return writing.rows(samples, marking);
    });
  }
  if (!started) await printBlock(writing.head);
  complain(MESSAGES[call.language].exported(rows));
  if (isPracticeExport(dataDir)) complain(PRACTICE_NOTE[call.language]);
  return EXIT.ok;
}
