import { type PlanReport, planFolder, planTable, planText } from '../app/plan.ts';
import { AppError } from '../core/errors.ts';
import { timeText } from '../core/time/time-text.ts';
import type { Text } from '../core/words/language.ts';
import { wrongValue } from '../core/wrong-value.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { complain, print, printBlock } from './outlet.ts';

/** `plan`: what the files would change in the configuration in force. */
export const plan: Command = {
  name: 'plan',
  usage:
    '[--config DIR] [--data DIR | --against DIR] [--json | --format csv] [--confirm-removals N]',
  summary: {
    ja: '設定ファイルを読み込むと何が変わるかを、変える前に示します。',
    en: 'Says what the configuration files would change, before they do.',
  },
  details: {
    ja: [
      '  --config DIR        調べる設定の場所（既定 ./config）',
      '  --data DIR          稼働中のサービスのデータの場所（既定 ./data）。適用中の設定と比べる',
      '  --against DIR       適用中の設定の代わりに、この設定フォルダと比べる',
      '  --json              JSON で出力',
      '  --format csv        表計算ソフト向けの CSV で出力（BOM 付き UTF-8）',
      '  --confirm-removals N  N 件の削除を承認し、次の再読み込みに使う（1回だけ、24時間有効）',
      '  計測対象の 5 % を超える削除は、承認がなければ再読み込みされません（終了コード 1）。',
    ].join('\n'),
    en: [
      '  --config DIR        the configuration to look at (default ./config)',
      '  --data DIR          data of the running service (default ./data): compares with',
      '                      the configuration in force',
      '  --against DIR       compares with this configuration folder in its place',
      '  --json              as JSON',
      '  --format csv        as CSV for spreadsheets (UTF-8 with BOM)',
      '  --confirm-removals N  approves N removals for the next reload (once, within 24 hours)',
      '  Without approval a reload that removes more than 5 % of the sites is refused (exit code 1).',
    ].join('\n'),
  },
  options: {
    config: { type: 'string' },
    data: { type: 'string' },
    against: { type: 'string' },
    json: { type: 'boolean' },
    format: { type: 'string' },
    'confirm-removals': { type: 'string' },
  },
  positionals: [0, 0],
  run: runPlan,
};

async function runPlan(call: Call): Promise<number> {
  const format = call.text('format');
  if (format !== null && format !== 'csv') {
    throw wrongValue('--format', { ja: ' csv だけ', en: 'csv' }, format);
  }
  if (format !== null && call.flag('json')) throw new AppError('usage', ONE_FORMAT);
  if (call.text('against') !== null && call.text('confirm-removals') !== null) {
    throw new AppError('usage', NOT_IN_FORCE);
  }
  const asked = {
    configDir: call.text('config') ?? 'config',
    againstDir: call.text('against'),
    dataDir: call.text('data') ?? 'data',
    confirmedRemovals: removalsOf(call.text('confirm-removals')),
  };
  const report = await planFolder(asked, Date.now());
  const exit = report.plan.removals.isRefused ? EXIT.problem : EXIT.ok;
  if (call.flag('json')) print(JSON.stringify(report));
  else if (format === 'csv') await printBlock(planTable(report));
  else {
    complain(comparison(report, asked.againstDir)[call.language]);
    const lines = [
      ...planText(report, call.language),
      ...(report.isEmpty ? [NO_CHANGE[call.language]] : []),
    ];
    await printBlock(lines.map((line) => `${line}\n`).join(''));
  }
  if (report.isApproved) complain(approved(report)[call.language]);
  return exit;
}

function removalsOf(text: string | null): number | null {
  if (text === null) return null;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw wrongValue('--confirm-removals', { ja: '削除の件数', en: 'a number of removals' }, text);
}

const ONE_FORMAT: Text = {
  ja: '--json と --format csv は、どちらか一方を指定してください',
  en: 'give either --json or --format csv, not both',
};
const NOT_IN_FORCE: Text = {
  ja: '--confirm-removals は適用中の設定に対する承認です。--against と一緒には使えません',
  en: '--confirm-removals approves against the configuration in force; it cannot be used with --against',
};
const NO_CHANGE: Text = { ja: '変わるところはありません。', en: 'Nothing would change.' };

function comparison(report: PlanReport, againstDir: string | null): Text {
  const { appliedAt, isBuiltIn, timezone } = report;
  if (againstDir !== null) {
    return { ja: `${againstDir} の設定と比べています。`, en: `Compared with ${againstDir}.` };
  }
  if (isBuiltIn) {
    return {
      ja: '稼働中のサービスは付属の模擬の協議会を計測していて、設定ファイルを読み込みません（npx yamabiko run で始めると読み込みます）。すべて追加として示します。',
      en: 'The service measures the practice council that it brings along and reads no files (one started by npx yamabiko run does). Everything counts as added.',
    };
  }
  if (appliedAt === null) {
    return {
      ja: '適用中の設定の記録がないため、すべて追加として示します。',
      en: 'No configuration is in force yet: everything counts as added.',
    };
  }
  const at = timeText(appliedAt, timezone);
  return {
    ja: `適用中の設定（${timezone} の ${at} に読み込み）と比べています。`,
    en: `Compared with the configuration in force (taken at ${at}, ${timezone}).`,
  };
}

function approved({ plan: { removals } }: PlanReport): Text {
  return {
    ja: `${removals.count} 件の削除を承認しました。次の再読み込みで使われます（稼働中のサービスは数秒のうちに自動で再読み込みします）。`,
    en: `Approved ${removals.count} removals; the next reload uses it (a running service reloads by itself within seconds).`,
  };
}
