import { once } from 'node:events';
import { drillSpeedOf } from '../app/drill/drill-pace.ts';
import { listDrills } from '../app/drill/list-drills.ts';
import { type LoneDrill, startLoneDrill } from '../app/drill/lone-drill.ts';
import { orderDrill, orderDrillEnd } from '../app/drill/order-drill.ts';
import { logAt } from '../app/log-level.ts';
import { practiceConfig, practiceSizeOf } from '../app/practice-config.ts';
import { type Warn, warningLine } from '../app/validate.ts';
import { AppError } from '../core/errors.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { listLines, outcomeText, startedLines } from './drill-words.ts';
import { listenOf } from './listen-of.ts';
import { MESSAGES } from './messages.ts';
import { complain, print, whenOutputEnds } from './outlet.ts';
import { termination } from './termination.ts';

/** `drill`: what happened on a dated day, replayed on the practice sites. */
export const drill: Command = {
  name: 'drill',
  usage:
    'list | start <scenario> [--speed N] [--data DIR] [--practice small|full] | stop [--data DIR]',
  summary: {
    ja: '過去の事象を模擬サイトで再現する訓練を始め、終えます。',
    en: 'Begins and ends drills, which replay dated incidents on the practice sites.',
  },
  details: {
    ja: [
      '  list                訓練の一覧。設定の drills/ にあるもの（無ければ付属のもの）',
      '  start <scenario>    訓練を始める。模擬サイトを計測中のサービス（npm start）があればその画面で、',
      '                      無ければこのコマンドが、終わるまで自分で計測します',
      '  stop                訓練を終える。サービスは元の計測に戻ります',
      '  --speed N           何倍の速さで再現するか（既定 10。1、2、3、4、5、6、10、12、20、30、60 など）',
      '  --data DIR          データの場所（既定 ./data）。訓練の計測値はその下の drill-<id>/ に置きます',
      '  --config DIR        設定の場所（既定 ./config）',
      '  --practice SIZE     サービスがないときの模擬の協議会: small（既定）、full',
      '  --listen HOST:PORT  サービスがないときの画面の待ち受け',
      '  --log-level LEVEL   サービスがないときのログ（既定 warn）',
      '  --json              JSON で出力（list、サービスへの start と stop）',
    ].join('\n'),
    en: [
      '  list                all drills: those in drills/ of the configuration, else the shipped ones',
      '  start <scenario>    begins one: on the board of the service that measures practice sites',
      '                      (npm start) or, where none runs, by itself until it is over',
      '  stop                ends it; the service goes back to what it measured before',
      '  --speed N           times faster (default 10; 1, 2, 3, 4, 5, 6, 10, 12, 20, 30, 60 and more)',
      "  --data DIR          where data is (default ./data); the drill's is below it in drill-<id>/",
      '  --config DIR        the configuration (default ./config)',
      '  --practice SIZE     where no service runs: the practice council, small (default) or full',
      '  --listen HOST:PORT  where no service runs: address of the board',
      '  --log-level LEVEL   where no service runs (default warn)',
      '  --json              as JSON (list, and what a service answers to start and stop)',
    ].join('\n'),
  },
  options: {
    speed: { type: 'string' },
    data: { type: 'string' },
    config: { type: 'string' },
    practice: { type: 'string' },
    listen: { type: 'string' },
    'log-level': { type: 'string' },
    json: { type: 'boolean' },
  },
  positionals: [1, 2],
  run: runDrill,
};

async function runDrill(call: Call): Promise<number> {
  const [action, scenario] = call.positionals;
  if (action === 'start' && scenario !== undefined) return await start(scenario, call);
  const isAlone = scenario === undefined;
  if (action === 'list' && isAlone) return await list(call);
  if (action === 'stop' && isAlone) return await stop(call);
  throw new AppError('usage', {
    ja: 'list、start <scenario>、stop のいずれかを指定してください',
    en: 'one of list, start <scenario>, stop is needed',
  });
}

async function list(call: Call): Promise<number> {
  const found = await listDrills(call.text('config'), call.language);
  if (call.flag('json')) print(JSON.stringify(found));
  else for (const line of listLines(found, call.language)) print(line);
  if (!call.flag('json')) for (const problem of found.problems) complain(problem);
  return found.problems.length === 0 ? EXIT.ok : EXIT.problem;
}

async function stop(call: Call): Promise<number> {
  const outcome = await orderDrillEnd(call.text('data') ?? 'data');
  return tell(outcome, call);
}

async function start(scenario: string, call: Call): Promise<number> {
  const speed = drillSpeedOf(call.text('speed') ?? '10');
  const dataDir = call.text('data') ?? 'data';
  const outcome = await orderDrill({ scenario, speed, dataDir });
  if (outcome !== null) return tell(outcome, call);
  return await runAlone({ scenario, speed, dataDir }, call);
}

function tell(outcome: NonNullable<Awaited<ReturnType<typeof orderDrill>>>, call: Call): number {
  const { language } = call;
  const isDone = outcome.kind === 'drill_started' || outcome.kind === 'drill_ended';
  if (call.flag('json')) print(JSON.stringify(outcome));
  else if (outcome.kind === 'drill_started') {
    for (const line of startedLines(outcome, language)) print(line);
  } else (isDone ? print : complain)(outcomeText(outcome)[language]);
  return isDone ? EXIT.ok : EXIT.problem;
}

async function runAlone(
  asked: { readonly scenario: string; readonly speed: number; readonly dataDir: string },
  call: Call,
): Promise<number> {
  const { language } = call;
  const { signal, end } = termination();
  whenOutputEnds(end);
  const warn: Warn = (warning) => complain(warningLine(warning, language));
  const size = practiceSizeOf(call.text('practice') ?? 'small');
  const config = await practiceConfig(size, call.text('config'), warn);
  const alone = await startUnlessStopped({
    ...asked,
    ...{ config, configDir: null, secretsDir: call.text('config') ?? 'config' },
    ...{ listen: listenOf(call.text('listen')), extraCa: [], history: size === 'small' },
    log: logAt(call.text('log-level') ?? 'warn'),
    stop: signal,
  });
  if (alone === null) return EXIT.ok;
  const { started, service } = alone;
  for (const line of startedLines(started, language)) print(line);
  print(MESSAGES[language].stopHint);
  await Promise.race([alone.ended, signal.aborted ? null : once(signal, 'abort')]);
  await service.close();
  const { id, title } = started;
  print(outcomeText({ kind: 'drill_ended', id, title })[language]);
  return EXIT.ok;
}

/** null where it was told to stop before all of it had started. */
async function startUnlessStopped(
  options: Parameters<typeof startLoneDrill>[0] & { readonly stop: AbortSignal },
): Promise<LoneDrill | null> {
  try {
    return await startLoneDrill(options);
  } catch (error) {
    if (options.stop.aborted && error === options.stop.reason) return null;
    throw error;
  }
}
