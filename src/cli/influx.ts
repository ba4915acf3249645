import { type InfluxSetupReport, runInfluxSetup } from '../app/influx/influx-setup.ts';
import type { SetupStep } from '../app/influx/setup-step.ts';
import { practiceSizeOf } from '../app/practice-config.ts';
import { warningLine } from '../app/validate.ts';
import { AppError } from '../core/errors.ts';
import type { Language, Text } from '../core/words/language.ts';
import { wrongValue } from '../core/wrong-value.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { complain, print } from './outlet.ts';
import { interruptedLine, stepLine, summaryLines } from './setup-report.ts';

/** `influx setup`: what the configuration wants of InfluxDB 2.x, and Grafana's data sources. */
export const influx: Command = {
  name: 'influx',
  usage: 'setup [--config DIR] [--dry-run] [--json] [--out DIR] [--admin-token-file FILE]',
  summary: {
    ja: 'InfluxDB 2.x を設定に合わせ、Grafana のデータソースの設定を書きます。',
    en: 'Sets up InfluxDB 2.x as configured, and writes the data sources of Grafana.',
  },
  details: {
    ja: [
      '  --config DIR              設定の場所（既定 ./config）。接続先は store.influx',
      '  --practice SIZE           run --practice SIZE で動く模擬の協議会のために',
      '  --dry-run                 調べるだけで、何も書かない',
      '  --json                    JSON で出力',
      '  --out DIR                 トークンを書く場所（既定 <設定>/secrets/influx、権限 600）',
      '  --group-readable          トークンをグループにも読ませる（権限 640）',
      '  --admin-token-file FILE   operator トークンか all-access トークンのファイル',
      '                            （無ければ環境変数 YAMABIKO_INFLUX_ADMIN_TOKEN）',
      '  --grafana-dir DIR         Grafana のデータソースの設定を書く場所（既定 <設定>/grafana）',
      '  何度実行してもかまいません。いまの設定にないセプターのものは示すだけで、消しません。',
    ].join('\n'),
    en: [
      '  --config DIR              the configuration (default ./config); store.influx says where',
      '  --practice SIZE           for the practice council that run --practice SIZE measures',
      '  --dry-run                 only looks, writes nothing',
      '  --json                    as JSON',
      '  --out DIR                 where tokens are written (default <config>/secrets/influx,',
      '                            mode 600)',
      '  --group-readable          tokens may be read by their group too (mode 640)',
      '  --admin-token-file FILE   file with an operator or all-access token (without it',
      '                            YAMABIKO_INFLUX_ADMIN_TOKEN in the environment)',
      '  --grafana-dir DIR         where the file of data sources is written (default',
      '                            <config>/grafana)',
      '  May be run again and again. What belongs to a sector that is gone is named, not deleted.',
    ].join('\n'),
  },
  options: {
    config: { type: 'string' },
    practice: { type: 'string' },
    'dry-run': { type: 'boolean' },
    json: { type: 'boolean' },
    out: { type: 'string' },
    'group-readable': { type: 'boolean' },
    'admin-token-file': { type: 'string' },
    'grafana-dir': { type: 'string' },
  },
  positionals: [1, 1],
  run: runInflux,
};

async function runInflux(call: Call): Promise<number> {
  requireAction(call.positionals[0], ['setup']);
  const size = call.text('practice');
  const dryRun = call.flag('dry-run');
  return await reportingSteps(call, async (onStep) => {
    const report = await runInfluxSetup({
      configDir: call.text('config') ?? 'config',
      practice: size === null ? null : practiceSizeOf(size),
      grafanaDir: call.text('grafana-dir'),
      adminTokenFile: call.text('admin-token-file'),
      out: call.text('out'),
      groupReadable: call.flag('group-readable'),
      dryRun,
      environment: process.env,
      onStep,
      warn: (warning) => complain(warningLine(warning, call.language)),
    });
    return { result: report, dryRun, lines: linesOf(report, call.language) };
  });
}

/** What a setup ends with. */
export interface Reported {
  /** Goes into the JSON beside the steps. */
  readonly result: object;
  readonly dryRun: boolean;
  /** After the summary. */
  readonly lines: readonly string[];
}

/**
 * Prints steps while they are done, or all of them as JSON at the end; after a failure too, whose exit
 * code it takes.
 */
export async function reportingSteps(
  call: Call,
  work: (onStep: (step: SetupStep) => void) => Promise<Reported>,
): Promise<number> {
  const { language } = call;
  const asJson = call.flag('json');
  const steps: SetupStep[] = [];
  const onStep = (step: SetupStep): void => {
    steps.push(step);
    const line = asJson ? null : stepLine(step, language);
    if (line !== null) print(line);
  };
  try {
    const { result, dryRun, lines } = await work(onStep);
    if (asJson) print(JSON.stringify({ complete: true, dryRun, steps, ...result }));
    else {
      const summary = steps.length === 0 ? [] : summaryLines(steps, { dryRun, language });
      for (const line of [...summary, ...lines]) print(line);
    }
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'usage') throw error;
    const failure = { code: error.code, ja: error.text.ja, en: error.text.en };
    if (asJson) print(JSON.stringify({ complete: false, steps, error: failure }));
    else print(interruptedLine(steps, language));
    throw error;
  }
}

function linesOf(report: InfluxSetupReport, language: Language): readonly string[] {
  const { version, statements, withoutOrganisation, hasReplaced, practice } = report;
  if (statements !== null) return [oneXText(version.text ?? '1.x')[language], ...statements];
  const texts: Text[] = [];
  if (practice) texts.push(PRACTICE);
  if (hasReplaced) texts.push(REPLACED);
  if (withoutOrganisation.length > 0) texts.push(withoutText(withoutOrganisation));
  return texts.map((text) => text[language]);
}

const PRACTICE: Text = {
  ja: '模擬データ用です（名前は practice_ で始まります）。',
  en: 'For PRACTICE data (names begin with practice_).',
};

const REPLACED: Text = {
  ja: 'トークンを交換しました。サービスは10秒以内に自分で読み直します。Grafana には npx yamabiko grafana setup をもう一度実行してください。',
  en: 'Tokens were replaced: the service reads its own again within ten seconds; for Grafana, run npx yamabiko grafana setup once more.',
};

function withoutText(sectors: readonly string[]): Text {
  const ids = sectors.join(', ');
  return {
    ja: `次は npx yamabiko grafana setup です。Grafana の組織をまだ作っていないセプター: ${ids}`,
    en: `Next is npx yamabiko grafana setup. Not in Grafana yet: ${ids}`,
  };
}

function oneXText(version: string): Text {
  return {
    ja: `-- InfluxDB ${version} では、次の文を実行してください。Grafana と各セプターには、GRANT READ ON で自分のデータベースと shared だけを読めるユーザを作ります。`,
    en: `-- InfluxDB ${version}: run these statements. Give Grafana and each sector a user that GRANT READ ON lets read its own database and shared only.`,
  };
}

/** Throws `usage` for an action that is not one of `known`. */
export function requireAction(action: string | undefined, known: readonly string[]): void {
  if (action !== undefined && known.includes(action)) return;
  throw new AppError('usage', {
    ja: `${action} という操作はありません（あるのは ${known.join('、')} です）`,
    en: `there is no action ${action} (only ${known.join(' and ')})`,
  });
}

/** Without a trailing slash; null where it was not given. Throws `usage` for what is no URL. */
export function baseUrlOf(call: Call, option: string): string | null {
  const text = call.text(option);
  if (text === null) return null;
  const url = URL.parse(text);
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.password === '';
  if (!isPlain || url.search !== '' || url.hash !== '') {
    throw wrongValue(
      `--${option}`,
      { ja: ' http か https の URL ', en: 'an http or https URL' },
      text,
    );
  }
  return text.replace(/\/+$/, '');
}
