import {
  type AccountReport,
  type AskedAccountOrder,
  orderAccount,
} from '../app/accounts/order-account.ts';
import { AppError } from '../core/errors.ts';
import type { AccountFacts } from '../core/ports/entrance.ts';
import { timeText } from '../core/time/time-text.ts';
import type { Office } from '../core/words/account.ts';
import type { Language, Text } from '../core/words/language.ts';
import { VIEWER_KINDS } from '../core/words/viewer.ts';
import { wrongValue } from '../core/wrong-value.ts';
import { type Call, type Command, EXIT } from './command.ts';
import { NOTICE_OPTIONS, requireOnly, requireWords, wordOf } from './notice-call.ts';
import { complain, print } from './outlet.ts';
import { table } from './table.ts';
import { zoneLine } from './zone-line.ts';

const OPTIONS = {
  name: { type: 'string' },
  member: { type: 'string' },
  sector: { type: 'string' },
  ...NOTICE_OPTIONS,
} as const;

/** `accounts`: who may come in, ordered at the machine. */
export const accounts: Command = {
  name: 'accounts',
  usage:
    'invite <kind> --name NAME [--member ID | --sector ID] | list | end <account> | reset <account>',
  summary: {
    ja: '画面のアカウントを招待し、一覧を示し、終了し、再設定します。',
    en: 'Invites accounts of the board, lists, ends and resets them.',
  },
  details: {
    ja: [
      '  invite <立場>       一度だけ使えるリンク（3 日間）を作る。立場は member（--member と一緒に）、',
      '                      secretariat（--sector と一緒に）、council、observer、operator。',
      '                      最初は operator。その人が使い始めると、画面を見るにはログインが必要になる',
      '  --name NAME         ログインに使う名前（半角の英小文字、数字、. _ @ + -）',
      '  list                アカウントの一覧',
      '  end <名前か id>     すぐに使えなくする（元には戻せません）',
      '  reset <名前か id>   パスワード、認証アプリ、回復コードを無効にし、新しいリンクを作る',
      '  --data DIR          データの場所（既定 ./data）。稼働中のサービスがあればそれに行わせます',
      '  --config DIR        サービスがないときの設定（既定 ./config）',
      '  --json              JSON で出力',
    ].join('\n'),
    en: [
      '  invite <kind>       makes a link that serves once, for three days; kinds are member (with',
      '                      --member), secretariat (with --sector), council, observer, operator.',
      '                      The first is an operator: once he has taken it up, nobody sees the board',
      '                      without a login',
      '  --name NAME         what is typed to log in (small letters, digits, . _ @ + -)',
      '  list                all accounts',
      '  end <name or id>    out at once; this cannot be undone',
      '  reset <name or id>  password, app and recovery codes are void, and a new link is made',
      '  --data DIR          where the data is (default ./data); a running service carries it out',
      '  --config DIR        configuration where none runs (default ./config)',
      '  --json              as JSON',
    ].join('\n'),
  },
  options: OPTIONS,
  positionals: [1, 2],
  run: runAccounts,
};

async function runAccounts(call: Call): Promise<number> {
  const order = orderOf(call);
  const place = { dataDir: call.text('data') ?? 'data', configDir: call.text('config') };
  return say(await orderAccount(order, place), call);
}

function orderOf(call: Call): AskedAccountOrder {
  const [act] = call.positionals;
  const only = (takes: readonly string[], words: number) => {
    requireOnly(call, { act: `accounts ${act}`, takes, options: OPTIONS });
    requireWords(call, 1 + words);
  };
  if (act === 'invite') {
    only(['name', 'member', 'sector'], 1);
    const name = call.text('name');
    if (name === null) throw new AppError('usage', NAME_MISSING);
    return { action: 'account-invite', name, office: officeOf(call) };
  }
  if (act === 'list') {
    only([], 0);
    return { action: 'account-list' };
  }
  if (act === 'end' || act === 'reset') {
    only([], 1);
    const account = wordOf(call, 1, ACCOUNT_WORD);
    return { action: act === 'end' ? 'account-end' : 'account-reset', account };
  }
  throw new AppError('usage', {
    ja: 'invite <立場>、list、end <名前>、reset <名前> のいずれかを指定してください',
    en: 'one of invite <kind>, list, end <account>, reset <account> is needed',
  });
}

function officeOf(call: Call): Office {
  const word = wordOf(call, 1, { ja: '立場', en: 'a kind' });
  const kind = VIEWER_KINDS.find((each) => each === word);
  if (kind === undefined) {
    const kinds = { ja: ` ${VIEWER_KINDS.join('、')} のいずれか`, en: VIEWER_KINDS.join(', ') };
    throw wrongValue('invite', kinds, word);
  }
  const [member, sector] = [call.text('member'), call.text('sector')];
  const isFitting = (kind === 'member') === (member !== null);
  if (!isFitting || (kind === 'secretariat') !== (sector !== null)) {
    throw new AppError('usage', OFFICE_UNCLEAR);
  }
  if (kind === 'member') return { kind, member: member ?? '' };
  return kind === 'secretariat' ? { kind, sector: sector ?? '' } : { kind };
}

function say({ outcome, by }: AccountReport, call: Call): number {
  const { language } = call;
  if (outcome.kind === 'waiting') {
    complain(WAITING[language]);
    return EXIT.problem;
  }
  const isRefused = outcome.kind === 'account_refused';
  if (call.flag('json')) print(JSON.stringify({ ...outcome, by }));
  else if (outcome.kind === 'account_refused') complain(outcome.text[language]);
  else if (outcome.kind === 'accounts_listed') sayList(outcome, language);
  else if (outcome.kind === 'account_ended') print(endedText(outcome.account)[language]);
  else {
    const until = timeText(outcome.endsAt, outcome.timezone);
    print(invitedText(outcome.account, until)[language]);
    print(outcome.link);
    print(zoneLine(outcome.timezone)[language]);
  }
  return isRefused ? EXIT.problem : EXIT.ok;
}

function sayList(
  { accounts: all, timezone }: { accounts: readonly AccountFacts[]; timezone: string },
  language: Language,
): void {
  if (all.length === 0) {
    print(NONE[language]);
    return;
  }
  const time = (at: number | null) => (at === null ? '-' : timeText(at, timezone));
  const rows = all.map(({ id, name, office, state, invitedBy, lastUsedAt }) => [
    ...[id, name, officeText(office), STATES[state][language], invitedBy, time(lastUsedAt)],
  ]);
  for (const line of table([HEAD[language], ...rows])) print(line);
  print(zoneLine(timezone)[language]);
}

function officeText(office: Office): string {
  if (office.kind === 'member') return `member ${office.member}`;
  return office.kind === 'secretariat' ? `secretariat ${office.sector}` : office.kind;
}

function invitedText({ name }: AccountFacts, until: string): Text {
  return {
    ja: `${name} のリンクです（${until} まで、一度だけ）。本人だけに届く方法で渡してください。`,
    en: `The link of ${name} (once, until ${until}). Hand it over in a way that reaches nobody else.`,
  };
}

function endedText({ name }: AccountFacts): Text {
  return { ja: `アカウント ${name} を終了しました。`, en: `The account ${name} has ended.` };
}

const HEAD: Readonly<Record<Language, readonly string[]>> = {
  ja: ['id', '名前', '立場', '状態', '招待した人', '最後の利用'],
  en: ['id', 'name', 'office', 'state', 'invited by', 'last used'],
};
const STATES: Readonly<Record<AccountFacts['state'], Text>> = {
  invited: { ja: '招待中', en: 'invited' },
  active: { ja: '利用中', en: 'active' },
  ended: { ja: '終了', en: 'ended' },
};
const NONE: Text = { ja: 'アカウントはありません。', en: 'There are no accounts.' };
const ACCOUNT_WORD: Text = { ja: 'アカウントの名前か id', en: 'the name or id of an account' };
const NAME_MISSING: Text = {
  ja: '--name でログインに使う名前を指定してください',
  en: '--name, what is typed to log in, is needed',
};
const OFFICE_UNCLEAR: Text = {
  ja: 'member には --member だけ、secretariat には --sector だけを、ほかの立場にはどちらも付けずに指定してください',
  en: 'member takes --member, secretariat takes --sector, the other kinds take neither',
};
const WAITING: Text = {
  ja: 'サービスから 1 分たっても返事がありません。指示は残っています（accounts list で確かめてください）',
  en: 'the service has not answered for a minute; the order is still there (look with accounts list)',
};
