import type { EntranceRefusal } from '../ports/entrance.ts';
import type { Text } from './language.ts';

/** What is said of an act on accounts that was not done. */
export const REFUSAL_TEXTS: Readonly<Record<EntranceRefusal, Text>> = {
  not_admitted: {
    ja: 'ログインできませんでした。名前とパスワードを確かめてください。失敗が続いた後は、しばらく正しくても受け付けません。',
    en: 'You could not be logged in. Check name and password. After several failures nothing is accepted for a while, right or not.',
  },
  link_invalid: {
    ja: 'このリンクは使えません。使用済みか、期限（3 日）が過ぎています。招待した人に、新しいリンクを頼んでください。',
    en: 'This link opens nothing. It was used, or its three days are over. Ask whoever invited you for a new one.',
  },
  code_wrong: {
    ja: '確認コードが違います。アプリに今表示されているコードを入力してください。一度使ったコードは使えません。',
    en: 'The code is not right. Type the one that the app shows now; a code that was used is not taken again.',
  },
  password_wrong: {
    ja: '今のパスワードが違います。失敗が続いた後は、しばらく正しくても受け付けません。',
    en: 'The present password is not right. After several failures nothing is accepted for a while.',
  },
  password_short: {
    ja: 'パスワードは 12 文字以上にしてください。文字の種類は問いません。',
    en: 'A password has at least 12 characters, of whatever kind.',
  },
  password_long: {
    ja: 'パスワードは 256 文字までです。',
    en: 'A password has at most 256 characters.',
  },
  password_simple: {
    ja: 'このパスワードは推測されやすいものです。よく使われる言葉、名前、繰り返しを避けてください。',
    en: 'This password is easily guessed. Avoid common words, the name, and repetition.',
  },
  name_invalid: {
    ja: '名前を確かめてください。アカウントの名前は半角の英小文字、数字、. _ @ + - で 64 文字まで、operator は使えません。トークンの名前は 60 文字までの 1 行です。',
    en: 'Check the name. That of an account has small letters, digits and . _ @ + -, at most 64, and is not operator; that of a token is one line of at most 60.',
  },
  name_taken: {
    ja: 'この名前は使われています（終了したアカウントの名前も使えません）。',
    en: 'This name is taken (those of ended accounts are not given again).',
  },
  office_unknown: {
    ja: 'その構成員またはセプターは、いまの設定にありません。',
    en: 'There is no such member or sector in the configuration in force.',
  },
  operator_first: {
    ja: '最初に運用者のアカウントを作ってください。最初のアカウントができると、ログインしないと画面を見られなくなります。',
    en: 'Invite an operator first: once there is an account, nobody sees the board without one.',
  },
  not_allowed: {
    ja: 'この操作をする権限がありません。',
    en: 'This is not yours to do.',
  },
  own_reset: {
    ja: '自分のアカウントは再設定できません。管理するほかの人か、マシンの上の運用者に頼んでください。',
    en: 'Nobody resets his own account. Ask somebody else who administers it, or the operator at the machine.',
  },
  not_found: {
    ja: '見つかりません。すでに終了しているかもしれません。',
    en: 'There is no such thing; it may have ended already.',
  },
  too_many: {
    ja: 'トークンと壁面表示は、それぞれ 20 個までです。使わないものを終了してください。',
    en: 'There are 20 tokens and 20 walls at most; end one that is not used.',
  },
  too_many_accounts: {
    ja: '1 つの立場のアカウントは、1 日のうちに招待したものを含めて 100 までです。使わないものを終了してください。',
    en: 'An office has 100 accounts at most, with those that were invited within a day; end one that is not used.',
  },
  days_invalid: {
    ja: '期限は 1 日から 365 日までの整数です。',
    en: 'It is good for 1 to 365 days, a whole number.',
  },
  range_invalid: {
    ja: 'アドレスの範囲を 192.0.2.0/24 や 2001:db8:1::/48 のように書いてください。IPv4 は /16、IPv6 は /48 より広くできません。',
    en: 'Write the addresses as 192.0.2.0/24 or 2001:db8:1::/48, no wider than /16 of IPv4 or /48 of IPv6.',
  },
  wall_refused: {
    ja: 'このリンクは使えません。期限が過ぎたか、終了したか、決められた場所（アドレス）の外です。',
    en: 'This link opens nothing: it has ended, or it is for another place (addresses).',
  },
  wall_in_session: {
    ja: 'このブラウザーはログイン中です。壁面表示のリンクは、壁の画面のブラウザーで開くか、ログアウトしてから開いてください。',
    en: 'This browser is logged in. Open the link of a wall in the browser of that screen, or log out first.',
  },
  issued_account: {
    ja: 'このアカウントは認証基盤でログインするため、ここにはパスワードがありません。パスワードを求める操作と再設定は、このボードのアカウントでだけできます。',
    en: 'The owner of this account logs in by the sign-in service and has no password here. What asks for one, and a reset, is for accounts of this board alone.',
  },
  openid_unreachable: {
    ja: '認証基盤が応答しません。少し待ってから、もう一度お試しください。このボードのアカウント（名前とパスワード）では、いつもどおりログインできます。',
    en: 'The sign-in service does not answer. Wait a moment and try again. Accounts of this board (name and password) work as always.',
  },
  openid_denied: {
    ja: '認証基盤でログインが中止されたか、認められませんでした。',
    en: 'The login was broken off at the sign-in service, or not allowed there.',
  },
  openid_failed: {
    ja: '認証基盤でのログインを確かめられませんでした。もう一度、最初からログインしてください。続くときは運用者に知らせてください。',
    en: 'The login at the sign-in service could not be confirmed. Start again. If it happens again, tell the operator.',
  },
  openid_second_factor: {
    ja: '認証基盤でのログインが、パスワードだけのものでした。このボードには、二つ目の要素（確認コードや鍵など）を使ったログインが必要です。認証基盤で設定してから、もう一度ログインしてください。',
    en: 'The sign-in service asked for nothing but a password. This board needs a login with a second factor (a code, a key). Set one up there and log in again.',
  },
  openid_no_office: {
    ja: '認証基盤が示す役割は、このボードのどの利用者にも当たりません。所属先の担当者か運用者に確かめてください。',
    en: 'The roles that the sign-in service tells of belong to nobody on this board. Ask your office or the operator.',
  },
  openid_several_offices: {
    ja: '認証基盤が示す役割が、このボードの複数の利用者に当たります。どれでログインするかを決められないため、認証基盤の役割を 1 つに直してもらってください。',
    en: 'The roles that the sign-in service tells of belong to more than one kind of user on this board. Have them set there so that they name one.',
  },
  openid_ended: {
    ja: 'このアカウントは、このボードで終了しています。',
    en: 'This account has ended on this board.',
  },
  busy: {
    ja: 'ログインが集中しています。少し待ってから、もう一度お試しください。',
    en: 'Many are logging in. Wait a moment and try again.',
  },
};
