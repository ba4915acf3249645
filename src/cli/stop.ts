import { listStopped, orderStop, type StoppedList, type StopReport } from '../app/stop.ts';
import { AppError } from '../core/errors.ts';
import { oneLine } from '../core/one-line.ts';
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
      '  --data DIR          サービスのデータの場所（既定 ./data）。公開サイトと模擬サイト（practice/）の',
      '                      両方があれば id を知る方（どちらも知っていれば公開サイト）に伝えます。',
      '                      模擬サイトを止めるには --data DIR/practice',
      '  --config DIR        まだ一度も計測していない対象の id を調べる設定（既定 ./config）',
      '  --json              JSON で出力',
    ].join('\n'),
    en: [
      '  --reason TEXT       why; kept in the audit',
      '  --resume            take the measuring up again',
      '  --list              the sites that are stopped',
      "  --data DIR          where the service's data is (default ./data); where public and practice",
      '                      sites (practice/) are both there, the one that knows the id is told, the',
      '                      public one if both do; --data DIR/practice means the practice site',
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
  if (call.flag('list')) {
    if (target !== undefined || call.flag('resume') || call.text('reason') !== null) {
      throw new AppError('usage', ONLY_LIST);
    }
    return printList(await listStopped(dataDir, call.text('config')), call);
  }
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
  const isDone = IS_AS_ORDERED.has(report.outcome.kind);
  if (call.flag('json')) print(JSON.stringify({ target, ...report }));
  else {
    const say = isDone ? print : complain;
    say(sentenceOf(target, report)[call.language]);
    if (saysTimes(report)) say(zoneLine(report.timezone)[call.language]);
    if (report.otherDir !== null) say(otherStore(target, report.otherDir)[call.language]);
  }
  return isDone ? EXIT.ok : EXIT.problem;
}

/** What leaves the site as it was to be. */
const IS_AS_ORDERED: ReadonlySet<StopReport['outcome']['kind']> = new Set([
  'stopped',
  'already_stopped',
  'resumed',
]);

const ONLY_LIST: Text = {
  ja: '--list は一覧だけを示します。id や --resume、--reason と一緒には使えません',
  en: '--list only lists; it cannot be used with an id, --resume or --reason',
};

function otherStore(target: string, dir: string): Text {
  return {
    ja: `${dir} にも同じ id の計測対象がありますが、そちらには何もしていません（指定: --data ${dir}）。`,
    en: `A site ${target} is in ${dir} too; nothing was done there (to mean it: --data ${dir}).`,
  };
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
            en: `${site.en} has been measured again since ${timeOf(outcome.at)}.`,
          };
    case 'already_stopped':
      return alreadyStopped(site, outcome.stopped, timeOf);
    case 'not_stopped':
      return {
        ja: `${site.ja} は止まっていないため、再開するものがありません（一覧: npx yamabiko stop --list）。`,
        en: `${site.en} is not stopped, so there is nothing to take up again (to see: npx yamabiko stop --list).`,
      };
    case 'unknown_target':
      if (!report.isInFiles) return unknownTarget(target, nearest);
      return report.isBuiltIn ? notOfPractice(target) : notTaken(target);
    case 'waiting':
      return {
        ja: 'サービスから 60 秒以内に返事がありません。指示は残してあり、サービスが読み取り次第有効になります。サービスのログを確かめてください。',
        en: 'The service has not answered within 60 s. The order stays and holds as soon as the service reads it; look into its log.',
      };
    default:
      return outcome satisfies never;
  }
}

function unknownTarget(target: string, nearest: string | null): Text {
  return {
    ja: `${target} という計測対象はありません${nearest === null ? '' : `（${nearest} の誤りではありませんか）`}。何も変えていません。`,
    en: `There is no site ${target}${nearest === null ? '' : ` (did you mean ${nearest}?)`}. Nothing was changed.`,
  };
}

function notOfPractice(target: string): Text {
  return {
    ja: `${target} は設定ファイルにありますが、稼働中のサービスは付属の模擬の協議会を計測していて、設定ファイルを読み込みません。何も変えていません（模擬サイトの例: npx yamabiko stop practice-gas-0002-www）。`,
    en: `${target} is in the configuration files, but the running service measures the practice council that it brings along and reads no files. Nothing was changed (a practice site: npx yamabiko stop practice-gas-0002-www).`,
  };
}

function notTaken(target: string): Text {
  return {
    ja: `${target} は設定ファイルにありますが、稼働中のサービスには取り込まれておらず、計測していません。何も変えていません（取り込まれない理由は画面の「計測の状態」で、変更の内容は npx yamabiko plan で分かります）。`,
    en: `${target} is in the configuration files, but the running service has not taken it and does not measure it. Nothing was changed (why it was not taken: the board's page on the state of measuring; what would change: npx yamabiko plan).`,
  };
}

function stoppedInStore(site: Text, target: string): Text {
  return {
    ja: `${site.ja} を止めました。いまサービスは動いておらず、次に起動しても計測しません（再開: npx yamabiko stop ${target} --resume）。`,
    en: `${site.en} is stopped. No service runs on this data now, and from its next start on it is not measured (to take it up again: npx yamabiko stop ${target} --resume).`,
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
          en: `no request has gone there since ${timeOf(quietAt)}`,
        };
  return {
    ja: `${site.ja} の計測を ${timeOf(at)} に止めました。${last.ja}（再開: npx yamabiko stop ${target} --resume）。`,
    en: `${site.en} was stopped at ${timeOf(at)}; ${last.en} (to take it up again: npx yamabiko stop ${target} --resume).`,
  };
}

function alreadyStopped(
  site: Text,
  { at, actor, reason }: StoppedTarget,
  timeOf: (at: number) => string,
): Text {
  const why = reason === null ? '' : `: ${oneLine(reason)}`;
  return {
    ja: `${site.ja} は ${timeOf(at)} から既に止まっています（${oneLine(actor)}${why}）。`,
    en: `${site.en} has been stopped since ${timeOf(at)} (${oneLine(actor)}${why}).`,
  };
}

function printList(lists: readonly StoppedList[], call: Call): number {
  const { language } = call;
  const stopped = lists.flatMap((list) =>
    list.stopped.map((each) => ({ ...each, practice: list.practice })),
  );
  if (call.flag('json')) {
    print(JSON.stringify({ stopped, timezone: lists[0]?.timezone ?? null }));
    return EXIT.ok;
  }
  if (stopped.length === 0) {
    print(NONE[language]);
    return EXIT.ok;
  }
  for (const list of lists.filter((each) => each.stopped.length > 0)) {
    for (const each of list.stopped) print(lineOf(each, list, language));
    print(zoneLine(list.timezone)[language]);
  }
  return EXIT.ok;
}

const NONE: Text = { ja: '止めている計測対象はありません。', en: 'No site is stopped.' };
const PRACTICE: Text = { ja: '（模擬サイト）', en: ' (a practice site)' };

function lineOf(
  { target, at, actor, reason }: StoppedTarget,
  { timezone, practice }: StoppedList,
  language: Language,
): string {
  const site = `${target}${practice ? PRACTICE[language] : ''}`;
  const time = timeText(at, timezone);
  const since = language === 'ja' ? `${time} から` : `since ${time}`;
  const words = [actor, ...(reason === null ? [] : [reason])].map(oneLine);
  return [site, since, ...words].join('  ');
}
