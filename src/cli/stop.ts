import { listStopped, orderStop, type StoppedList, type StopReport } from '../app/stop.ts';
import { AppError } from '../core/errors.ts';
import { timeText } from '../core/time/time-text.ts';
import type { StoppedTarget } from '../core/words/audit.ts';
import type { Language, Text } from '../core/words/language.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { complain, print } from './outlet.ts';
import { zoneLine } from './zone-line.ts';

/** `stop`: ends the measuring of one site, also while the service runs. */
export const stop: Command = {
  name: 'stop',
  usage: '<target> [--reason TEXT] [--resume] [--data DIR] | --list',
  summary: {
    ja: '計測対象 1 件の計測を止めます（稼働中も 1 分以内に有効、再起動しても止まったまま）。',
    en: 'Ends the measuring of one site, within a minute and across restarts.',
  },
  details: {
    ja: [
      '  --reason TEXT       理由（監査記録に残ります）',
      '  --resume            止めた計測を再開する',
      '  --list              止めている計測対象の一覧',
      '  --data DIR          サービスのデータの場所（既定 ./data）',
      '  --config DIR        まだ一度も計測していない対象の id を調べる設定（既定 ./config）',
      '  --json              JSON で出力',
    ].join('\n'),
    en: [
      '  --reason TEXT       why; kept in the audit',
      '  --resume            take the measuring up again',
      '  --list              the sites that are stopped',
      "  --data DIR          where the service's data is (default ./data)",
      '  --config DIR        where a site that was never measured yet is looked up (default ./config)',
      '  --json              as JSON',
    ].join('\n'),
  },
  options: {
    reason: { type: 'string' },
    resume: { type: 'boolean' },
    list: { type: 'boolean' },
    data: { type: 'string' },
    config: { type: 'string' },
    json: { type: 'boolean' },
  },
  positionals: [0, 1],
  run: runStop,
};

async function runStop(call: Call): Promise<number> {
  const [target] = call.positionals;
  const dataDir = call.text('data') ?? 'data';
  if (call.flag('list')) return printList(await listStopped(dataDir, call.text('config')), call);
  if (target === undefined) {
    throw new AppError('usage', {
      ja: '止める計測対象の id を指定してください（一覧は --list）',
      en: 'the id of a site is needed (those stopped already: --list)',
    });
  }
  const action = call.flag('resume') ? 'resume' : 'stop';
  const report = await orderStop({
    target,
    action,
    reason: call.text('reason'),
    dataDir,
    configDir: call.text('config'),
  });
  const isDone = report.outcome.kind === 'stopped' || report.outcome.kind === 'resumed';
  if (call.flag('json')) print(JSON.stringify({ target, ...report }));
  else {
    const say = isDone ? print : complain;
    say(sentenceOf(target, report)[call.language]);
    if (saysTimes(report)) say(zoneLine(report.timezone)[call.language]);
  }
  return isDone ? EXIT.ok : EXIT.problem;
}

function saysTimes({ outcome: { kind }, by }: StopReport): boolean {
  return kind === 'already_stopped' || (by === 'service' && /^(stopped|resumed)$/.test(kind));
}

function sentenceOf(target: string, report: StopReport): Text {
  const { outcome, by, practice, nearest, timezone } = report;
  const timeOf = (at: number) => timeText(at, timezone);
  const site = practice
    ? { ja: `${target}（模擬サイト）`, en: `${target} (a practice site)` }
    : { ja: target, en: target };
  switch (outcome.kind) {
    case 'stopped':
      return by === 'store'
        ? stoppedInStore(site, target)
        : stoppedByService(site, target, { ...outcome, timeOf });
    case 'resumed':
      return by === 'store'
        ? {
            ja: `${site.ja} の計測を再開できる状態に戻しました。次にサービスを起動したときから計測します。`,
            en: `${site.en} is no longer stopped; it is measured from the next start of the service on.`,
          }
        : {
            ja: `${site.ja} の計測を ${timeOf(outcome.at)} に再開しました。`,
            en: `${site.en} is measured again since ${timeOf(outcome.at)}.`,
          };
    case 'already_stopped':
      return alreadyStopped(site, outcome.stopped, timeOf);
    case 'not_stopped':
      return {
        ja: `${site.ja} は止まっていないため、再開するものがありません（一覧: yamabiko stop --list）。`,
        en: `${site.en} is not stopped, so there is nothing to take up again (to see: yamabiko stop --list).`,
      };
    case 'unknown_target':
      return {
        ja: `${target} という計測対象はありません${nearest === null ? '' : `（${nearest} の誤りではありませんか）`}。何も変えていません。`,
        en: `There is no site ${target}${nearest === null ? '' : ` (did you mean ${nearest}?)`}. Nothing was changed.`,
      };
    case 'waiting':
      return {
        ja: 'サービスから 60 秒以内に返事がありません。指示は残してあり、サービスが読み取り次第有効になります。サービスのログを確かめてください。',
        en: 'The service has not answered within 60 s. The order stays and holds as soon as the service reads it; look into its log.',
      };
    default:
      return outcome satisfies never;
  }
}

function stoppedInStore(site: Text, target: string): Text {
  return {
    ja: `${site.ja} を止めました。いまサービスは動いておらず、次に起動しても計測しません（再開: yamabiko stop ${target} --resume）。`,
    en: `${site.en} is stopped. No service runs on this data now, and from its next start on it is not measured (to take it up again: yamabiko stop ${target} --resume).`,
  };
}

function stoppedByService(
  site: Text,
  target: string,
  {
    at,
    quietAt,
    timeOf,
  }: {
    readonly at: number;
    readonly quietAt: number | null;
    readonly timeOf: (at: number) => string;
  },
): Text {
  const last: Text =
    quietAt === null
      ? {
          ja: '実行中だった最後の計測がまだ終わっていません',
          en: 'its last probe has not ended yet',
        }
      : {
          ja: `${timeOf(quietAt)} 以降、要求は送りません`,
          en: `no request goes there since ${timeOf(quietAt)}`,
        };
  return {
    ja: `${site.ja} の計測を ${timeOf(at)} に止めました。${last.ja}（再開: yamabiko stop ${target} --resume）。`,
    en: `${site.en} is stopped since ${timeOf(at)}; ${last.en} (to take it up again: yamabiko stop ${target} --resume).`,
  };
}

function alreadyStopped(
  site: Text,
  { at, actor, reason }: StoppedTarget,
  timeOf: (at: number) => string,
): Text {
  return {
    ja: `${site.ja} は ${timeOf(at)} から既に止まっています（${actor}${reason === null ? '' : `: ${reason}`}）。`,
    en: `${site.en} is stopped already, since ${timeOf(at)} (${actor}${reason === null ? '' : `: ${reason}`}).`,
  };
}

function printList({ stopped, timezone }: StoppedList, call: Call): number {
  const { language } = call;
  if (call.flag('json')) {
    print(JSON.stringify({ stopped, timezone }));
    return EXIT.ok;
  }
  if (stopped.length === 0) {
    print(NONE[language]);
    return EXIT.ok;
  }
  for (const each of stopped) print(lineOf(each, timezone, language));
  print(zoneLine(timezone)[language]);
  return EXIT.ok;
}

const NONE: Text = { ja: '止めている計測対象はありません。', en: 'No site is stopped.' };

function lineOf(
  { target, at, actor, reason }: StoppedTarget,
  timezone: string,
  language: Language,
): string {
  const time = timeText(at, timezone);
  const since = language === 'ja' ? `${time} から` : `since ${time}`;
  return [target, since, actor, ...(reason === null ? [] : [reason])].join('  ');
}
