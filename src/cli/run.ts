import { once } from 'node:events';
import { startDrillableService } from '../app/drill/drillable-service.ts';
import { logAt } from '../app/log-level.ts';
import { practiceConfig, practiceSizeOf } from '../app/practice-config.ts';
import { countsOf, requireConfig, type Warn, warningLine } from '../app/validate.ts';
import { type Service, type ServiceOptions, startService } from '../app.ts';
import { background } from '../core/background.ts';
import type { Language, Text } from '../core/words/language.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { listenOf } from './listen-of.ts';
import { MESSAGES } from './messages.ts';
import { complain, print, whenOutputEnds } from './outlet.ts';
import { hangUps, termination } from './termination.ts';

/** `run`: the service, until it is told to stop. */
export const run: Command = {
  name: 'run',
  usage: '[--config DIR] [--data DIR] [--listen HOST:PORT] [--practice small|full]',
  summary: {
    ja: '計測を始め、画面を開きます。',
    en: 'Measures on schedule and serves the board.',
  },
  details: {
    ja: [
      '  --config DIR        設定の場所（既定 ./config）',
      '  --data DIR          計測値を置く場所（既定 ./data）',
      '  --listen HOST:PORT  画面の待ち受け（既定は設定、無ければ 127.0.0.1:8080）',
      '  --practice SIZE     模擬の協議会を計測: small（6 セプター 120 件）、full（18 セプター 4,303 件）',
      '                      設定の sectors/ は使わず、データは --data の practice/ に置きます',
      '  --log-level LEVEL   debug, info, warn, error, silent（既定 info、標準エラー出力）',
    ].join('\n'),
    en: [
      '  --config DIR        where the configuration lies (default ./config)',
      '  --data DIR          where samples are kept (default ./data)',
      '  --listen HOST:PORT  address of the board (default: config, else 127.0.0.1:8080)',
      '  --practice SIZE     measures a practice council: small (120 sites in 6 sectors) or',
      '                      full (4,303 in 18); leaves sectors/ out, keeps its data below practice/',
      '  --log-level LEVEL   debug, info, warn, error, silent (default info, to stderr)',
    ].join('\n'),
  },
  options: {
    config: { type: 'string' },
    data: { type: 'string' },
    listen: { type: 'string' },
    practice: { type: 'string' },
    'log-level': { type: 'string' },
  },
  positionals: [0, 0],
  run: runService,
};

async function runService(call: Call): Promise<number> {
  const { signal: stop, end } = termination();
  // A service whose terminal is closed ends as it is told to: what was measured is stored first.
  const hangUp = hangUps(end);
  whenOutputEnds(end);
  const options = {
    dataDir: call.text('data') ?? 'data',
    listen: listenOf(call.text('listen')),
    extraCa: [],
    log: logAt(call.text('log-level') ?? 'info'),
    stop,
  };
  let lost: unknown = null;
  const onLost = (error: unknown) => {
    lost = error;
    end();
  };
  const service = await startUnlessStopped({ ...options, ...(await measuredBy(call)), onLost });
  if (service === null) return EXIT.ok;
  hangUp.call(() => background(service.reload('signal'), 'config.reload', options.log));
  announce(service, call.language);
  if (!stop.aborted) await once(stop, 'abort');
  print(MESSAGES[call.language].stopping);
  await service.close();
  if (lost !== null) throw lost;
  return EXIT.ok;
}

const SECTORS_LEFT_OUT: Text = {
  ja: '模擬の協議会だけを計測します（設定の sectors/ は使いません）。',
  en: 'Only the practice council is measured (sectors/ of the configuration is left out).',
};

/** The configuration of the folder, or the practice council in its place, which no file changes. */
async function measuredBy(
  call: Call,
): Promise<
  Pick<ServiceOptions, 'config' | 'configDir' | 'configReadAt' | 'history' | 'secretsDir'>
> {
  const warn: Warn = (warning) => complain(warningLine(warning, call.language));
  const size = call.text('practice');
  if (size === null) {
    const configDir = call.text('config') ?? 'config';
    const configReadAt = Date.now();
    return { config: await requireConfig(configDir, warn), configDir, configReadAt };
  }
  const practice = practiceSizeOf(size);
  const config = await practiceConfig(practice, call.text('config'), warn);
  print(SECTORS_LEFT_OUT[call.language]);
  const secretsDir = call.text('config') ?? 'config';
  return { config, configDir: null, secretsDir, history: practice === 'small' };
}

/** null where the service was told to stop before all of it had started. */
async function startUnlessStopped(
  options: ServiceOptions & {
    readonly stop: AbortSignal;
    readonly onLost: (error: unknown) => void;
  },
): Promise<Service | null> {
  try {
    if (!options.config.practice) return await startService(options);
    return await startDrillableService(options);
  } catch (error) {
    if (options.stop.aborted && error === options.stop.reason) return null;
    throw error;
  }
}

function announce(service: Service, language: Language): void {
  const messages = MESSAGES[language];
  const { sectors, targets } = countsOf(service.config);
  if (service.wantedPort !== null) {
    print(messages.otherPort(service.wantedPort, Number(new URL(service.url).port)));
  }
  if (service.config.practice) print(messages.practice);
  print(messages.measuring(sectors, targets));
  print(messages.listening(service.url));
  print(messages.stopHint);
}
