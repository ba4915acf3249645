import {
  type BuildReport,
  buildDashboards,
  DEFAULT_MOUNT,
  grafanaDirOf,
} from '../app/dashboards/build-dashboards.ts';
import { practiceConfig, practiceSizeOf } from '../app/practice-config.ts';
import { configInForce } from '../app/sharing/config-in-force.ts';
import { requireConfig, type Warn, warningLine } from '../app/validate.ts';
import type { Config } from '../core/config.ts';
import { AppError } from '../core/errors.ts';
import type { Language } from '../core/words/language.ts';
import { wrongValue } from '../core/wrong-value.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { complain, print } from './outlet.ts';

/** `dashboards build`: Grafana's dashboards and alert rules out of the configuration. */
export const dashboards: Command = {
  name: 'dashboards',
  usage:
    'build [--config DIR] [--data DIR] [--out DIR] [--mount DIR] [--operator-mail ADDRESS] [--check] [--json]',
  summary: {
    ja: 'Grafana のダッシュボードとアラートの規則を、設定から作ります。',
    en: "Makes Grafana's dashboards and alert rules from the configuration.",
  },
  details: {
    ja: [
      '  --config DIR        設定の場所（既定 ./config）',
      '  --data DIR          データの場所（既定 ./data）。構成員が画面で決めた共有範囲に従います',
      '  --practice SIZE     run --practice SIZE で動く模擬の協議会のために',
      '  --out DIR           書き込む場所（既定 ./dashboards/generated）。このコマンドが作ったフォルダか',
      '                      空のフォルダに限ります。なくなったセプターのファイルは消します',
      `  --mount DIR         Grafana から見たその場所（既定 ${DEFAULT_MOUNT}）`,
      '  --grafana-dir DIR   influx setup が組織の id を書いた場所（既定 <設定>/grafana）',
      '  --operator-mail ADDRESS  計測の報告が届かないときに知らせる運用担当の宛先（コンマ区切り）。',
      '                      無ければ Grafana の組織 1 の通知先のまま',
      '  --check             書き込まず、古くなっていれば終了コード 1',
      '  --json              JSON で出力',
    ].join('\n'),
    en: [
      '  --config DIR        the configuration (default ./config)',
      '  --data DIR          where data is (default ./data): sites are shared as members chose',
      '  --practice SIZE     for the practice council that run --practice SIZE measures',
      '  --out DIR           where to write (default ./dashboards/generated): a folder that this',
      '                      command made, or an empty one; files of vanished sectors are removed',
      `  --mount DIR         the same place as Grafana sees it (default ${DEFAULT_MOUNT})`,
      '  --grafana-dir DIR   where influx setup wrote the ids of organisations (default',
      '                      <config>/grafana)',
      '  --operator-mail ADDRESS  operators to tell that the prober is silent, parted by commas;',
      "                      without it organisation 1 keeps Grafana's own contact point",
      '  --check             writes nothing; exit code 1 where the folder is out of date',
      '  --json              as JSON',
    ].join('\n'),
  },
  options: {
    config: { type: 'string' },
    data: { type: 'string' },
    practice: { type: 'string' },
    out: { type: 'string' },
    mount: { type: 'string' },
    'grafana-dir': { type: 'string' },
    'operator-mail': { type: 'string' },
    check: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  positionals: [1, 1],
  run: runDashboards,
};

async function runDashboards(call: Call): Promise<number> {
  const [action] = call.positionals;
  if (action !== 'build') {
    throw new AppError('usage', {
      ja: `${action} という操作はありません（あるのは build だけです）`,
      en: `there is no action ${action} (only build)`,
    });
  }
  const configDir = call.text('config') ?? 'config';
  const isCheck = call.flag('check');
  const outDir = call.text('out') ?? 'dashboards/generated';
  const report = await buildDashboards({
    config: configInForce(await configOf(call, configDir), call.text('data') ?? 'data'),
    outDir,
    grafanaDir: call.text('grafana-dir') ?? grafanaDirOf(configDir),
    mount: mountOf(call.text('mount') ?? DEFAULT_MOUNT),
    operatorMails: mailsOf(call.text('operator-mail')),
    isCheck,
  });
  for (const sector of report.unheard) complain(unheardLine(sector, call.language));
  if (call.flag('json')) print(JSON.stringify({ out: outDir, ...report }));
  else for (const line of linesOf(report, outDir, call)) print(line);
  const isStale = report.written.length + report.removed.length > 0;
  return isCheck && isStale ? EXIT.problem : EXIT.ok;
}

async function configOf(call: Call, configDir: string): Promise<Config> {
  const warn: Warn = (warning) => complain(warningLine(warning, call.language));
  const size = call.text('practice');
  return size === null
    ? await requireConfig(configDir, warn)
    : await practiceConfig(practiceSizeOf(size), call.text('config'), warn);
}

/** Throws `usage` for a path that Grafana's files cannot hold: it would take `$` for a variable. */
export function mountOf(text: string): string {
  if (text.startsWith('/') && !text.includes('$')) return text.replace(/\/+$/, '');
  throw wrongValue(
    '--mount',
    { ja: '/ で始まり $ を含まないパス', en: 'a path that begins with / and holds no $' },
    text,
  );
}

/** Throws `usage` for what is no list of mail addresses. */
export function mailsOf(text: string | null): readonly string[] {
  if (text === null) return [];
  const mails = text.split(',').map((each) => each.trim());
  const wrong = mails.find((each) => !/^[^\s@;$]+@[^\s@;$]+$/.test(each));
  if (wrong === undefined) return mails;
  throw wrongValue('--operator-mail', { ja: 'メールアドレス', en: 'mail addresses' }, wrong);
}

function linesOf(report: BuildReport, outDir: string, call: Call): readonly string[] {
  const { dashboards: made, rules, written, removed, unchanged } = report;
  const verb = call.flag('check')
    ? { ja: ['書くべき', '消すべき'], en: ['to write', 'to remove'] }
    : { ja: ['書いた', '消した'], en: ['written', 'removed'] };
  const changes = [
    ...written.map((path) => `  + ${path}`),
    ...removed.map((path) => `  - ${path}`),
  ];
  const [write, remove] = verb[call.language];
  const summary = {
    ja: `${outDir}: ダッシュボード ${made} 枚、アラートの規則 ${rules} 件（${write}ファイル ${written.length}、${remove}ファイル ${removed.length}、そのまま ${unchanged}）`,
    en: `${outDir}: dashboards ${made}, alert rules ${rules} (files ${write}: ${written.length}, ${remove}: ${removed.length}, unchanged: ${unchanged})`,
  };
  return [...changes, summary[call.language]];
}

/** A warning of a sector that Grafana is to alert, where nobody would hear it. */
export function unheardLine(sector: string, language: Language): string {
  return {
    ja: `警告: セプター ${sector} は alertsBy: grafana ですが、事務局に確認済みのメールの連絡先がないため、アラートは誰にも届きません（規則も作りません）`,
    en: `warning: sector ${sector} has alertsBy: grafana, but its secretariat has no verified mail contact: nobody is alerted, and no rules are made`,
  }[language];
}
