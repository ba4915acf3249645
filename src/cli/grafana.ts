import { setUpGrafana } from '../app/influx/influx-setup.ts';
import { reloadGrafana } from '../app/influx/reload-grafana.ts';
import { practiceSizeOf } from '../app/practice-config.ts';
import { warningLine } from '../app/validate.ts';
import { AppError } from '../core/errors.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { baseUrlOf, reportingSteps, requireAction } from './influx.ts';
import { complain, print } from './outlet.ts';

/** `grafana setup`: what files cannot provision; `grafana reload`: what they can, read again. */
export const grafana: Command = {
  name: 'grafana',
  usage:
    'setup|reload --url URL [--config DIR] [--dry-run] [--json] [--grafana-password-file FILE]',
  summary: {
    ja: 'Grafana にセプターごとの組織を作り、設定ファイルを読み直させます。',
    en: 'Makes the organisations of sectors in Grafana; has it read its files again.',
  },
  details: {
    ja: [
      '  setup                     セプターごとの組織を作る（ユーザは作りません）',
      '  reload                    データソース、ダッシュボード、アラートのファイルを読み直させる',
      '  --url URL                 Grafana の URL',
      '  --grafana-password-file FILE  管理者のパスワード（無ければ環境変数',
      '                            YAMABIKO_GRAFANA_ADMIN_PASSWORD。ユーザは',
      '                            YAMABIKO_GRAFANA_ADMIN_USER、既定 admin）',
      '  --config DIR              設定の場所（既定 ./config）',
      '  --practice SIZE           run --practice SIZE で動く模擬の協議会のために',
      '  --grafana-dir DIR         組織の id を書く場所（既定 <設定>/grafana）',
      '  --dry-run                 調べるだけで、何も作らない',
      '  --json                    JSON で出力',
    ].join('\n'),
    en: [
      '  setup                     makes an organisation for each sector (and no users)',
      '  reload                    has the files of data sources, dashboards and alerts read again',
      '  --url URL                 of Grafana',
      '  --grafana-password-file FILE  password of the administrator (without it',
      '                            YAMABIKO_GRAFANA_ADMIN_PASSWORD; the user is',
      '                            YAMABIKO_GRAFANA_ADMIN_USER, else admin)',
      '  --config DIR              the configuration (default ./config)',
      '  --practice SIZE           for the practice council that run --practice SIZE measures',
      '  --grafana-dir DIR         where the ids are written (default <config>/grafana)',
      '  --dry-run                 only looks, makes nothing',
      '  --json                    as JSON',
    ].join('\n'),
  },
  options: {
    url: { type: 'string' },
    config: { type: 'string' },
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

async function setUp(call: Call, grafanaUrl: string): Promise<number> {
  const size = call.text('practice');
  const dryRun = call.flag('dry-run');
  return await reportingSteps(call, async (onStep) => {
    await setUpGrafana({
      configDir: call.text('config') ?? 'config',
      practice: size === null ? null : practiceSizeOf(size),
      grafanaDir: call.text('grafana-dir'),
      grafanaUrl,
      grafanaPasswordFile: call.text('grafana-password-file'),
      dryRun,
      environment: process.env,
      onStep,
      warn: (warning) => complain(warningLine(warning, call.language)),
    });
    return { result: { url: grafanaUrl }, dryRun, lines: [] };
  });
}

async function reload(call: Call, url: string): Promise<number> {
  const place = {
    grafanaPasswordFile: call.text('grafana-password-file'),
    environment: process.env,
    onWait: () => complain(WAITING[call.language]),
  };
  const kinds: string[] = [];
  await reloadGrafana(url, place, (kind) => kinds.push(kind));
  if (call.flag('json')) print(JSON.stringify({ url, reloaded: kinds }));
  else {
    const names = kinds.join(', ');
    const done = { ja: `読み直しました: ${names}`, en: `Read again: ${names}` };
    print(done[call.language]);
  }
  return EXIT.ok;
}

const WAITING = {
  ja: '新しい組織のアラートの準備が Grafana の中で整うのを待っています（1分ほどかかることがあります）',
  en: 'waiting until Grafana has alerting ready in new organisations (up to a minute or so)',
} as const;
