import { AppError } from '../core/errors.ts';
import { nearestOf } from '../core/nearest.ts';
import type { Call, Command } from './command.ts';
import { NOTICE_OPTIONS, requireOnly, requireWords } from './notice-call.ts';
import * as acts from './notify-acts.ts';

const OPTIONS = {
  contact: { type: 'string' },
  as: { type: 'string' },
  html: { type: 'boolean' },
  verbose: { type: 'boolean' },
  state: { type: 'string' },
  limit: { type: 'string' },
  all: { type: 'boolean' },
  'older-than': { type: 'string' },
  code: { type: 'string' },
  reason: { type: 'string' },
  'text-ja': { type: 'string' },
  'text-en': { type: 'string' },
  ...NOTICE_OPTIONS,
} as const;

interface Act {
  readonly takes: readonly string[];
  /** Words after the act, at most. */
  readonly words: number;
  run(call: Call): Promise<number>;
}

const ACTS: Readonly<Record<string, Act>> = {
  test: { takes: ['contact'], words: 1, run: acts.test },
  preview: { takes: ['as', 'contact', 'html'], words: 1, run: acts.preview },
  list: { takes: ['state', 'limit'], words: 0, run: acts.list },
  told: { takes: ['as', 'verbose'], words: 1, run: acts.told },
  verify: { takes: ['all', 'older-than'], words: 1, run: acts.verify },
  verified: { takes: ['code'], words: 1, run: acts.verified },
  bounced: { takes: ['contact', 'reason'], words: 1, run: acts.bounced },
  resend: { takes: [], words: 1, run: acts.resend },
  correct: { takes: ['text-ja', 'text-en'], words: 1, run: acts.correct },
};

/** `notify`: what was told to whom, and what is to be sent by hand. */
export const notify: Command = {
  name: 'notify',
  usage:
    'test|preview|list|told|verify|verified|bounced|resend|correct … [--data DIR] [--config DIR] [--json]',
  summary: {
    ja: 'お知らせを試し、下見し、送信の様子と受け取りを示し、連絡先を確かめます。',
    en: 'Tests and previews notices, says what was sent and who was reached, verifies contacts.',
  },
  details: {
    ja: [
      '  test <宛先> [--contact N]              試験のお知らせを実際の経路で送り、相手の答えを示す',
      '  preview <事象> --as <宛先> [--contact N] [--html]',
      '                      いま書かれるお知らせ（無ければ最後に書いたもの）。日英両方、--lang で片方、',
      '                      --html は HTML（既定の言語、または --lang）',
      '  list [--state waiting|sent|dead] [--limit N]   新しい順（既定 100 件）',
      '  told <事象> [--as sector:<id>] [--verbose]',
      '                      届いた宛先、確認した宛先、届いていない宛先の一覧。電話番号と最後の判断（--verbose で',
      '                      すべて）つき。--as は事務局に渡すもので、その構成員だけ',
      '  verify <宛先>|--all [--older-than 365d]  未確認の（または古い）連絡先に確認番号を送る',
      '  verified <宛先> --code 123456            伝えられた番号で連絡先を確認済みにする',
      '  bounced <宛先> --contact N [--reason TEXT]   届かなかったことを手で記録する',
      '  resend <番号>       送信できなかったお知らせをもう一度送る（番号は list）',
      '  correct <事象> --text-ja TEXT --text-en TEXT  お知らせした全員に訂正を送る',
      '  <宛先>              member:<id>、sector:<id>、council、observer:<id>、operator',
      '  --data DIR          データの場所（既定 ./data）。稼働中のサービスがあればそれに行わせます',
      '  --config DIR        サービスがないときの設定（既定 ./config）',
      '  --json              JSON で出力',
    ].join('\n'),
    en: [
      '  test <recipient> [--contact N]           sends a test by the real path; says what the channel answered',
      '  preview <incident> --as <recipient> [--contact N] [--html]',
      '                      what would be written now, else the newest written; in both languages, by',
      '                      --lang in one, by --html as HTML (in the language of --lang or the default)',
      '  list [--state waiting|sent|dead] [--limit N]   the newest first (default 100)',
      '  told <incident> [--as sector:<id>] [--verbose]',
      '                      who was told, acknowledged, not reached; telephone numbers and the last',
      '                      decision (all with --verbose); --as: for a secretariat, its members alone',
      '  verify <recipient>|--all [--older-than 365d]   sends a code to contacts not verified (since then)',
      '  verified <recipient> --code 123456       a contact is verified by the code it was sent',
      '  bounced <recipient> --contact N [--reason TEXT]   notes by hand that it was not reached',
      '  resend <number>     sends one again that was given up (its number: list)',
      '  correct <incident> --text-ja TEXT --text-en TEXT   a correction to all who were told',
      '  <recipient>         member:<id>, sector:<id>, council, observer:<id> or operator',
      '  --data DIR          where data is (default ./data); a service that runs there does it',
      '  --config DIR        the configuration where none runs (default ./config)',
      '  --json              as JSON',
    ].join('\n'),
  },
  options: OPTIONS,
  positionals: [1, 2],
  run: runNotify,
};

async function runNotify(call: Call): Promise<number> {
  const [name = ''] = call.positionals;
  const act = Object.hasOwn(ACTS, name) ? ACTS[name] : undefined;
  if (act === undefined) throw unknownAct(name);
  requireOnly(call, { act: `notify ${name}`, takes: act.takes, options: OPTIONS });
  requireWords(call, 1 + act.words);
  return await act.run(call);
}

function unknownAct(name: string): AppError {
  const names = Object.keys(ACTS);
  const nearest = nearestOf(name, names);
  return new AppError('usage', {
    ja: `notify に ${name} はありません${nearest === null ? '' : `（${nearest} の誤りではありませんか）`}。${names.join('、')} のいずれかです`,
    en: `there is no notify ${name}${nearest === null ? '' : ` (did you mean ${nearest}?)`}; one of ${names.join(', ')} is needed`,
  });
}
