import { backup as makeBackup } from '../app/backup.ts';
import { AppError } from '../core/errors.ts';
import { timeText } from '../core/time/time-text.ts';
import { bytesText, countText } from './bytes-text.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { counted } from './counted.ts';
import { complain, print } from './outlet.ts';
import { progressSpeaker } from './progress.ts';
import { termination } from './termination.ts';
import { zoneLine } from './zone-line.ts';

/** `backup`: a checksummed copy of the data and the configuration, also while the service runs. */
export const backup: Command = {
  name: 'backup',
  usage: 'DIR [--data DIR] [--config DIR]',
  summary: {
    ja: '計測値・記録・設定を空のディレクトリへバックアップします（稼働中も可）。',
    en: 'Copies samples, records and configuration to an empty directory, also while running.',
  },
  details: {
    ja: [
      '  DIR                 書き込み先（無ければ作る。空であること）',
      '  --data DIR          計測値の場所（既定 ./data）',
      '  --config DIR        一緒にバックアップする設定（既定 ./config、無ければ含めない）',
      '  manifest.json に全ファイルの SHA-256 と日ごとの件数を残します。',
      '  検査は npx yamabiko verify DIR、復元は npx yamabiko restore DIR。',
    ].join('\n'),
    en: [
      '  DIR                 where the backup goes (made when absent, else empty)',
      '  --data DIR          where the samples are (default ./data)',
      '  --config DIR        configuration copied too (default ./config where it is there)',
      '  manifest.json holds the SHA-256 of every file and the samples of each day.',
      '  To check it: npx yamabiko verify DIR. To bring it back: npx yamabiko restore DIR.',
    ].join('\n'),
  },
  options: { data: { type: 'string' }, config: { type: 'string' } },
  positionals: [1, 1],
  run: runBackup,
};

async function runBackup(call: Call): Promise<number> {
  const to = requiredPositional(call);
  const { manifest, timezone } = await makeBackup({
    dataDir: call.text('data') ?? 'data',
    to,
    config: call.text('config'),
    onProgress: progressSpeaker(call.language),
    onLeftOut: ({ path, text }) =>
      complain(
        { ja: `警告: ${path}: ${text.ja}`, en: `warning: ${path}: ${text.en}` }[call.language],
      ),
    stop: termination().signal,
  });
  const { days, files, range, practice } = manifest;
  const bytes = bytesText(files.reduce((sum, file) => sum + file.bytes, 0));
  const samples = days.reduce((sum, day) => sum + day.samples, 0);
  const configs = files.filter(({ path }) => path.startsWith('config/')).length;
  const last = range === null ? '-' : timeText(range.to, timezone);
  if (practice) print(PRACTICE_NOTE[call.language]);
  print(
    {
      ja: `${to} にバックアップしました: ${files.length} ファイル（うち設定 ${configs}）、${bytes}、${days.length} 日分、計測値 ${countText(samples)} 件、最新の計測時刻 ${last}。`,
      en: `Backed up to ${to}: ${counted(files.length, 'file')} (${configs} of the configuration), ${bytes}, ${counted(days.length, 'day')}, ${counted(samples, 'sample')}, the newest slot ${last}.`,
    }[call.language],
  );
  print(zoneLine(timezone)[call.language]);
  return EXIT.ok;
}

/** Goes before figures of a practice council. */
export const PRACTICE_NOTE = {
  ja: '【模擬データ】実在の組織の計測値ではありません。',
  en: 'PRACTICE: these are not samples of real organisations.',
} as const;

/** The one argument of a command that needs it. */
export function requiredPositional(call: Call): string {
  const [value] = call.positionals;
  if (value !== undefined && value !== '') return value;
  throw new AppError('usage', { ja: '引数が足りません', en: 'an argument is missing' });
}
