import { listSilences, zoneOfNotices } from '../app/notices/order-notice.ts';
import { timeAsked } from '../app/time-asked.ts';
import { AppError } from '../core/errors.ts';
import { oneLine } from '../core/one-line.ts';
import { timeText } from '../core/time/time-text.ts';
import type { Language, Text } from '../core/words/language.ts';
import type { Silence } from '../core/words/notice.ts';
import { wrongValue } from '../core/wrong-value.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { durationMsOf } from './duration.ts';
import {
  NOTICE_OPTIONS,
  noticePlaceOf,
  orderOf,
  requireOnly,
  requireWords,
  wordOf,
} from './notice-call.ts';
import { sayDeliveries, sayRefusal, unexpected } from './notice-words.ts';
import { print } from './outlet.ts';
import { table } from './table.ts';
import { zoneLine } from './zone-line.ts';

const ABOUT = ['target', 'sector', 'incident'] as const;

const OPTIONS = {
  recipient: { type: 'string' },
  target: { type: 'string' },
  sector: { type: 'string' },
  incident: { type: 'string' },
  for: { type: 'string' },
  until: { type: 'string' },
  reason: { type: 'string' },
  ...NOTICE_OPTIONS,
} as const;

/** `silence`: messages that are not wanted for a while. */
export const silence: Command = {
  name: 'silence',
  usage:
    'add [--recipient R] [--target T | --sector S | --incident I] --for 2h | --until TIME [--reason TEXT] | list | end <id>',
  summary: {
    ja: 'お知らせを一時停止し、その一覧を示し、終えます。',
    en: 'Silences notices for a while, lists silences, ends them.',
  },
  details: {
    ja: [
      '  add                 一時停止を始める。宛先か対象の少なくとも 1 つと、終わりを指定します',
      '  --recipient R       この宛先へのものだけ（無ければ全員。当事者へその旨を知らせます）',
      '  --target T          この計測対象について（--sector、--incident とは併用できません）',
      '  --sector S          このセプターについて',
      '  --incident I        この事象について',
      '  --for 2h            長さ（30m、2h、1d など）',
      '  --until TIME        終わりの日時（ISO 8601、時差が無ければ協議会の時刻）',
      '  --reason TEXT       理由（監査記録とお知らせの記録に残り、当事者にも伝えます）',
      '  list                続いている一時停止',
      '  end <id>            終わりの前に終える',
      '  --data DIR          データの場所（既定 ./data）。稼働中のサービスがあればそれに行わせます',
      '  --config DIR        サービスがないときの設定（既定 ./config）',
      '  --json              JSON で出力',
    ].join('\n'),
    en: [
      '  add                 begins one; a recipient or what it is about is needed, and an end',
      '  --recipient R       only messages to this one (without: to all; those concerned are told)',
      '  --target T          about this site (not together with --sector or --incident)',
      '  --sector S          about this sector',
      '  --incident I        about this incident',
      '  --for 2h            how long (30m, 2h, 1d)',
      "  --until TIME        until when (ISO 8601; without an offset in the council's zone)",
      '  --reason TEXT       why; kept in the audit and with decisions, and told to those concerned',
      '  list                the silences that last',
      '  end <id>            ends one before its time',
      '  --data DIR          where data is (default ./data); a service that runs there does it',
      '  --config DIR        the configuration where none runs (default ./config)',
      '  --json              as JSON',
    ].join('\n'),
  },
  options: OPTIONS,
  positionals: [1, 2],
  run: runSilence,
};

async function runSilence(call: Call): Promise<number> {
  const [act] = call.positionals;
  const only = (takes: readonly string[], words: number) => {
    requireOnly(call, { act: `silence ${act}`, takes, options: OPTIONS });
    requireWords(call, 1 + words);
  };
  if (act === 'add') {
    only(['recipient', 'for', 'until', 'reason', ...ABOUT], 0);
    return await add(call);
  }
  if (act === 'list') {
    only([], 0);
    return await list(call);
  }
  if (act === 'end') {
    only([], 1);
    const id = wordOf(call, 1, { ja: '一時停止の id', en: 'the id of a silence' });
    return say(await orderOf(call, { action: 'silence-end', silence: id }), call);
  }
  throw new AppError('usage', {
    ja: 'add、list、end <id> のいずれかを指定してください',
    en: 'one of add, list, end <id> is needed',
  });
}

async function add(call: Call): Promise<number> {
  const [recipient, reason] = [call.text('recipient'), call.text('reason')];
  const about = ABOUT.filter((name) => call.text(name) !== null);
  if (about.length > 1) throw new AppError('usage', ONE_ABOUT);
  if (about.length === 0 && recipient === null) throw new AppError('usage', NEEDS_SCOPE);
  const ends = await endsOf(call);
  const of = (name: (typeof ABOUT)[number]) => call.text(name);
  const matcher = { target: of('target'), sector: of('sector'), incident: of('incident') };
  const order = { action: 'silence-add', recipient, ...matcher, ...ends, reason } as const;
  return say(await orderOf(call, order), call);
}

async function endsOf(call: Call) {
  const [length, until] = [call.text('for'), call.text('until')];
  if ((length === null) === (until === null)) throw new AppError('usage', ONE_END);
  if (length !== null) return { forMs: durationMsOf(length, '--for'), until: null };
  const at = timeAsked(until, '--until', await zoneOfNotices(noticePlaceOf(call)));
  if (at === null || at > Date.now()) return { forMs: null, until: at };
  throw wrongValue('--until', { ja: 'これからの日時', en: 'a time to come' }, until ?? '');
}

function say(report: Awaited<ReturnType<typeof orderOf>>, call: Call): number {
  const refusal = sayRefusal(report, call);
  if (refusal !== null) return refusal;
  const { outcome, by } = report;
  if (outcome.kind !== 'silenced' && outcome.kind !== 'silence_ended') {
    throw unexpected(report);
  }
  const { silence: one, announcements, timezone } = outcome;
  if (call.flag('json')) {
    print(JSON.stringify({ ...outcome, by }));
    return EXIT.ok;
  }
  const until = timeText(one.until, timezone);
  const said: Text =
    outcome.kind === 'silenced'
      ? {
          ja: `${until} まで一時停止しました（${one.id}。終えるには: npx yamabiko silence end ${one.id}）。`,
          en: `Silenced until ${until} (${one.id}; to end it: npx yamabiko silence end ${one.id}).`,
        }
      : { ja: `一時停止 ${one.id} を終えました。`, en: `The silence ${one.id} has ended.` };
  print(said[call.language]);
  if (announcements.length === 0) {
    print(zoneLine(timezone)[call.language]);
    return EXIT.ok;
  }
  print({ ja: '当事者へのお知らせ:', en: 'Those concerned were told:' }[call.language]);
  sayDeliveries({ deliveries: announcements, timezone }, call.language);
  return EXIT.ok;
}

async function list(call: Call): Promise<number> {
  const report = await listSilences(noticePlaceOf(call));
  const refusal = sayRefusal(report, call);
  if (refusal !== null) return refusal;
  const { outcome } = report;
  if (outcome.kind !== 'silences_listed') throw unexpected(report);
  const { silences, timezone } = outcome;
  if (call.flag('json')) print(JSON.stringify({ silences, timezone }));
  else if (silences.length === 0) print(NONE[call.language]);
  else {
    const rows = silences.map((each) => rowOf(each, timezone, call.language));
    for (const line of table([HEAD[call.language], ...rows])) print(line);
    print(zoneLine(timezone)[call.language]);
  }
  return EXIT.ok;
}

const HEAD: Readonly<Record<Language, readonly string[]>> = {
  ja: ['id', '宛先', '対象', '終わり', '誰が', '理由'],
  en: ['id', 'recipient', 'about', 'until', 'by', 'reason'],
};

function rowOf(each: Silence, timezone: string, language: Language): readonly string[] {
  const { id, recipient, target, sector, incident, until, by, reason } = each;
  return [
    id,
    recipient ?? { ja: '全員', en: 'all' }[language],
    target ?? sector ?? incident ?? { ja: 'すべて', en: 'anything' }[language],
    timeText(until, timezone),
    oneLine(by),
    reason === null ? '-' : oneLine(reason),
  ];
}

const NONE: Text = { ja: '続いている一時停止はありません。', en: 'Nothing is silenced.' };
const ONE_ABOUT: Text = {
  ja: '--target、--sector、--incident は 1 つだけ指定できます',
  en: 'only one of --target, --sector and --incident may be given',
};
const NEEDS_SCOPE: Text = {
  ja: '--recipient、--target、--sector、--incident の少なくとも 1 つを指定してください',
  en: 'at least one of --recipient, --target, --sector and --incident is needed',
};
const ONE_END: Text = {
  ja: '--for か --until のどちらか一方を指定してください',
  en: 'either --for or --until is needed',
};
