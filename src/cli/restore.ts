import { restore as bringBack } from '../app/restore.ts';
import { timeText } from '../core/time/time-text.ts';
import { PRACTICE_NOTE, requiredPositional } from './backup.ts';
import { countText } from './bytes-text.ts';
import type { Call, Command } from './command.ts';
import { counted } from './counted.ts';
import { print } from './outlet.ts';
import { progressSpeaker } from './progress.ts';
import { sayProblems } from './verify.ts';
import { zoneLine } from './zone-line.ts';

/** `restore`: a backup into an empty data directory, then `verify` on what was written. */
export const restore: Command = {
  name: 'restore',
  usage: 'BACKUP_DIR [--data DIR] [--config DIR]',
  summary: {
    ja: 'バックアップを照合してから、空のデータディレクトリへ復元します。',
    en: 'Checks a backup, then brings it back into an empty data directory.',
  },
  details: {
    ja: [
      '  BACKUP_DIR          yamabiko backup で作ったもの',
      '  --data DIR          復元先（既定 ./data。空か、まだ無いこと）',
      '  --config DIR        設定も復元する場合の復元先（空か、まだ無いこと）',
      '  1 バイトでも作成時と異なれば何も書きません。模擬データは practice/ の下へ復元します。',
    ].join('\n'),
    en: [
      '  BACKUP_DIR          made by yamabiko backup',
      '  --data DIR          where it goes (default ./data; empty or not there yet)',
      '  --config DIR        where the configuration goes, if it is wanted back (the same)',
      '  One changed byte, and nothing is written. Practice data goes below practice/.',
    ].join('\n'),
  },
  options: { data: { type: 'string' }, config: { type: 'string' } },
  positionals: [1, 1],
  run: runRestore,
};

async function runRestore(call: Call): Promise<number> {
  const from = requiredPositional(call);
  const { restored, store, timezone } = await bringBack({
    from,
    dataDir: call.text('data') ?? 'data',
    config: call.text('config'),
    onProgress: progressSpeaker(call.language),
  });
  const { manifest, dir, configFiles } = restored;
  const samples = manifest.days.reduce((sum, day) => sum + day.samples, 0);
  const madeAt = timeText(manifest.madeAt, timezone);
  if (manifest.practice) print(PRACTICE_NOTE[call.language]);
  print(
    {
      ja: `${dir} に復元しました: ${manifest.days.length} 日分、計測値 ${countText(samples)} 件、設定 ${configFiles} ファイル（バックアップの時刻 ${madeAt}）。`,
      en: `Restored to ${dir}: ${counted(manifest.days.length, 'day')}, ${counted(samples, 'sample')}, ${counted(configFiles, 'file')} of configuration (backed up at ${madeAt}).`,
    }[call.language],
  );
  print(zoneLine(timezone)[call.language]);
  return sayProblems(store.problems, call.language);
}
