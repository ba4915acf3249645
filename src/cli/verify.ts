import { verify as check, type Verified } from '../app/verify.ts';
import { timeText } from '../core/time/time-text.ts';
import type { Language, Text } from '../core/words/language.ts';
import { PRACTICE_NOTE, requiredPositional } from './backup.ts';
import { countText } from './bytes-text.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { counted } from './counted.ts';
import { padBefore, padTo } from './display-width.ts';
import { complain, print } from './outlet.ts';
import { progressSpeaker } from './progress.ts';
import { zoneLine } from './zone-line.ts';

/** `verify`: what of a backup or a data directory is there, is sound, and was lost. */
export const verify: Command = {
  name: 'verify',
  usage: 'DIR [--against BACKUP_DIR] [--json]',
  summary: {
    ja: 'バックアップまたはデータディレクトリを検査し、日ごとに有無と欠損を示します。',
    en: 'Checks a backup or a data directory and says what each day holds and lost.',
  },
  details: {
    ja: [
      '  DIR                     バックアップ、またはデータディレクトリ（稼働中も可）',
      '  --against BACKUP_DIR    監査記録がこのバックアップの続きであることも確かめる',
      '  --json                  JSON で出力',
      '  調べるもの: バックアップの SHA-256、各ファイルの整合性、計測値と集計の一致、監査記録の連鎖。',
      '  問題があれば終了コード 1。記録済みの欠損は問題に数えません。',
    ].join('\n'),
    en: [
      '  DIR                     a backup, or a data directory (also while running)',
      '  --against BACKUP_DIR    the audit must continue the one of this backup',
      '  --json                  as JSON',
      '  Checked are the SHA-256 of a backup, every file by SQLite, samples against roll-ups,',
      '  and the chain of the audit. A problem gives exit code 1; recorded losses are none.',
    ].join('\n'),
  },
  options: { against: { type: 'string' }, json: { type: 'boolean' } },
  positionals: [1, 1],
  run: runVerify,
};

async function runVerify(call: Call): Promise<number> {
  const { language } = call;
  const verified = await check({
    dir: requiredPositional(call),
    against: call.text('against'),
    onProgress: progressSpeaker(language),
  });
  if (call.flag('json')) {
    print(jsonOf(verified));
    return verified.problems.length === 0 ? EXIT.ok : EXIT.problem;
  }
  if (verified.practice) print(PRACTICE_NOTE[language]);
  for (const line of linesOf(verified, language)) print(line);
  return sayProblems(verified.problems, language);
}

/** Says the problems and whether all is well; the exit code. */
export function sayProblems(
  problems: readonly { readonly file: string; readonly text: Text }[],
  language: Language,
): number {
  for (const { file, text } of problems) complain(`${file}: ${text[language]}`);
  if (problems.length === 0) {
    print({ ja: '問題はありません。', en: 'No problem was found.' }[language]);
    return EXIT.ok;
  }
  const count = problems.length;
  complain(
    {
      ja: `${count} 件の問題があります。`,
      en: count === 1 ? 'A problem was found.' : `${count} problems were found.`,
    }[language],
  );
  return EXIT.problem;
}

function jsonOf({ manifest, practice, timezone, store, problems }: Verified): string {
  return JSON.stringify({
    valid: problems.length === 0,
    practice,
    timezone,
    backup: manifest === null ? null : { madeAt: manifest.madeAt, program: manifest.program },
    days: store?.days ?? [],
    audit: store?.audit ?? null,
    rollupsRecomputed: store?.recomputed ?? 0,
    problems: problems.map(({ file, text }) => ({ file, ja: text.ja, en: text.en })),
  });
}

function linesOf({ manifest, timezone, store }: Verified, language: Language): string[] {
  const lines: string[] = [];
  if (manifest !== null) {
    const madeAt = timeText(manifest.madeAt, timezone);
    lines.push({ ja: `バックアップの時刻 ${madeAt}`, en: `Backed up at ${madeAt}` }[language]);
    lines.push(zoneLine(timezone)[language]);
  }
  if (store === null) return lines;
  const heads = { ja: ['日 (UTC)', '計測値', '欠損'], en: ['day (UTC)', 'samples', 'lost'] };
  const [day = '', samples = '', lost = ''] = heads[language];
  lines.push(`${padTo(day, 10)}  ${padBefore(samples, 12)}  ${padBefore(lost, 10)}`);
  for (const one of store.days) {
    const held = one.samples === null ? '-' : countText(one.samples);
    lines.push(`${one.day}  ${held.padStart(12)}  ${countText(one.lost).padStart(10)}`);
  }
  const { files, recomputed, audit } = store;
  lines.push(
    {
      ja: `ファイル ${files}、計算し直した集計 ${countText(recomputed)}、監査記録 ${countText(audit.seq)} 行。`,
      en: `${counted(files, 'file')}, ${counted(recomputed, 'roll-up')} recomputed, ${counted(audit.seq, 'line')} of the audit.`,
    }[language],
  );
  return lines;
}
