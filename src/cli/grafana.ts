import {
  type GrafanaSetupCall,
  type GrafanaSetupReport,
  runGrafanaSetup,
} from '../app/influx/grafana-setup.ts';
import { reloadGrafana } from '../app/influx/reload-grafana.ts';
import { practiceSizeOf } from '../app/practice-config.ts';
import { warningLine } from '../app/validate.ts';
import { AppError } from '../core/errors.ts';
import type { Language, Text } from '../core/words/language.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { mailsOf, mountOf, unheardLine } from './dashboards.ts';
import { baseUrlOf, reportingSteps, requireAction } from './influx.ts';
import { complain, print } from './outlet.ts';

/** `grafana setup`: everything in Grafana; `grafana reload`: its files, read again. */
export const grafana: Command = {
  name: 'grafana',
  usage:
    'setup|reload --url URL [--provisioning DIR] [--config DIR] [--dry-run] [--json] [--grafana-password-file FILE]',
  summary: {
    ja: 'Grafana の組織、データソース、ダッシュボード、アラートを設定に合わせます。',
    en: 'Sets up organisations, data sources, dashboards and alerts of Grafana as configured.',
  },
  details: {
    ja: [
      '  setup                     セプターごとの組織を作り（ユーザは作りません）、データソース、',
      '                            ダッシュボード、アラートの規則と通知先を Grafana に読ませる',
      '  reload                    Grafana に設定ファイルを読み直させるだけ',
      '  --url URL                 Grafana の URL',
      '  --provisioning DIR        Grafana の provisioning フォルダ（Debian では',
      '                            /etc/grafana/provisioning）。無ければ組織だけを作る',
      '  --mount DIR               そのフォルダの、Grafana から見た場所（コンテナなどで違うとき）',
      '  --tokens DIR              influx setup がトークンを書いた場所（既定 <設定>/secrets/influx）',
      '  --operator-mail ADDRESS  計測の報告が届かないときに知らせる運用担当の宛先（コンマ区切り）',
      '  --grafana-password-file FILE  管理者のパスワード（無ければ環境変数',
      '                            YAMABIKO_GRAFANA_ADMIN_PASSWORD。ユーザは',
      '                            YAMABIKO_GRAFANA_ADMIN_USER、既定 admin）',
      '  --config DIR              設定の場所（既定 ./config）',
      '  --data DIR                データの場所（既定 ./data）。構成員が画面で決めた共有範囲に従います',
      '  --practice SIZE           run --practice SIZE で動く模擬の協議会のために',
      '  --grafana-dir DIR         組織の id を書く場所（既定 <設定>/grafana）',
      '  --dry-run                 調べるだけで、何も書かず、作らない',
      '  --json                    JSON で出力',
      '  何度実行してもかまいません。',
    ].join('\n'),
    en: [
      '  setup                     makes an organisation for each sector (and no users), and has',
      '                            Grafana read data sources, dashboards, alert rules and contacts',
      '  reload                    only has Grafana read its files again',
      '  --url URL                 of Grafana',
      '  --provisioning DIR        its provisioning folder (Debian: /etc/grafana/provisioning);',
      '                            without it organisations alone are made',
      '  --mount DIR               that folder as Grafana sees it, where it sees another path',
      '  --tokens DIR              where influx setup wrote the tokens (default',
      '                            <config>/secrets/influx)',
      '  --operator-mail ADDRESS  operators to tell that the prober is silent, parted by commas',
      '  --grafana-password-file FILE  password of the administrator (without it',
      '                            YAMABIKO_GRAFANA_ADMIN_PASSWORD; the user is',
      '                            YAMABIKO_GRAFANA_ADMIN_USER, else admin)',
      '  --config DIR              the configuration (default ./config)',
      '  --data DIR                where data is (default ./data): sites are shared as members chose',
      '  --practice SIZE           for the practice council that run --practice SIZE measures',
      '  --grafana-dir DIR         where the ids of organisations are written (default',
      '                            <config>/grafana)',
      '  --dry-run                 only looks, writes and makes nothing',
      '  --json                    as JSON',
      '  May be run again and again.',
    ].join('\n'),
  },
  options: {
    url: { type: 'string' },
    provisioning: { type: 'string' },
    mount: { type: 'string' },
    tokens: { type: 'string' },
    'operator-mail': { type: 'string' },
    config: { type: 'string' },
    data: { type: 'string' },
    practice: { type: 'string' },
    'grafana-dir': { type: 'string' },
    'grafana-password-file': { type: 'string' },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
  },
  positionals: [1, 1],
  run: runGrafana,
};

async function runGrafana(call: Call): Promise<number> {
  const [action] = call.positionals;
  requireAction(action, ['setup', 'reload']);
  const url = baseUrlOf(call, 'url');
  if (url === null) {
    throw new AppError('usage', { ja: '--url URL が必要です', en: '--url URL is needed' });
  }
  return action === 'reload' ? await reload(call, url) : await setUp(call, url);
}

async function setUp(call: Call, url: string): Promise<number> {
  const dryRun = call.flag('dry-run');
  return await reportingSteps(call, async (onStep) => {
    const report = await runGrafanaSetup({ ...placesOf(call, url), dryRun, onStep });
    for (const sector of report.unheard) complain(unheardLine(sector, call.language));
    return { result: report, dryRun, lines: linesOf(report, call.language) };
  });
}

function placesOf(call: Call, grafanaUrl: string): Omit<GrafanaSetupCall, 'dryRun' | 'onStep'> {
  const size = call.text('practice');
  const mount = call.text('mount');
  return {
    grafanaUrl,
    configDir: call.text('config') ?? 'config',
    dataDir: call.text('data') ?? 'data',
    practice: size === null ? null : practiceSizeOf(size),
    grafanaDir: call.text('grafana-dir'),
    provisioning: call.text('provisioning'),
    mount: mount === null ? null : mountOf(mount),
    tokens: call.text('tokens'),
    operatorMails: mailsOf(call.text('operator-mail')),
    grafanaPasswordFile: call.text('grafana-password-file'),
    environment: process.env,
    onWait: () => complain(WAITING[call.language]),
    warn: (warning) => complain(warningLine(warning, call.language)),
  };
}

function linesOf({ practice, reloaded }: GrafanaSetupReport, language: Language): string[] {
  const texts: Text[] = practice ? [PRACTICE] : [];
  if (reloaded.length > 0) texts.push(readText(reloaded));
  return texts.map((text) => text[language]);
}

async function reload(call: Call, url: string): Promise<number> {
  const login = {
    grafanaPasswordFile: call.text('grafana-password-file'),
    environment: process.env,
  };
  const kinds: string[] = [];
  await reloadGrafana(url, login, {
    onWait: () => complain(WAITING[call.language]),
    onDone: (kind) => kinds.push(kind),
  });
  print(
    call.flag('json') ? JSON.stringify({ url, reloaded: kinds }) : readText(kinds)[call.language],
  );
  return EXIT.ok;
}

function readText(kinds: readonly string[]): Text {
  const names = kinds.join(', ');
  return { ja: `Grafana が読み直しました: ${names}`, en: `Grafana read again: ${names}` };
}

const PRACTICE: Text = {
  ja: '模擬データ用です（組織の名前は Yamabiko practice で始まります）。',
  en: 'For PRACTICE data (organisations are called Yamabiko practice …).',
};

const WAITING: Text = {
  ja: '新しい組織のアラートの準備が Grafana の中で整うのを待っています（1分ほどかかることがあります）',
  en: 'waiting until Grafana has alerting ready in new organisations (up to a minute or so)',
};
