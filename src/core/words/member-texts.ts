import type { MemberRefusal } from '../ports/member-acts.ts';
import type { Text } from './language.ts';

/** What is said of something about a member that was not done. */
export const MEMBER_REFUSAL_TEXTS: Readonly<Record<MemberRefusal, Text>> = {
  site_unknown: {
    ja: 'その計測対象は見つかりません。画面を読み込み直して、もう一度お試しください。',
    en: 'There is no such site. Load the page anew and try again.',
  },
  member_unknown: {
    ja: 'その構成員は見つかりません。画面を読み込み直して、もう一度お試しください。',
    en: 'There is no such member. Load the page anew and try again.',
  },
  contacts_changed: {
    ja: '連絡先は、この画面を開いたあとに変わりました。画面を読み込み直して、もう一度お試しください。',
    en: 'The contacts have changed since this page was loaded. Load it anew and try again.',
  },
  contacts_full: {
    ja: '連絡先は 20 件までです。使わないものを外してください。',
    en: 'There may be twenty contacts. Remove one that is not needed.',
  },
  code_wrong: {
    ja: 'その番号は、この宛先へ 14 日以内に送ったものではありません。5 回間違えると、送った番号は無効になります。',
    en: 'No such number was sent to this address within the last 14 days. After five wrong ones the number sent holds no more.',
  },
  code_void: {
    ja: '間違った番号が 5 回入力されたため、この宛先へ送った番号は無効になりました。送信から 1 時間たったら宛先をいったん外して加え直すか、運用者に送り直しを依頼してください。',
    en: 'Wrong numbers were entered five times, so the number sent to this address holds no more. An hour after it was sent, remove the address and add it again, or ask the operator to send another.',
  },
  code_recent: {
    ja: 'この宛先には、1 時間以内に確認の番号を送っています。1 時間たってから、もう一度加えてください。',
    en: 'A number was sent to this address less than an hour ago. Add it again when that hour is over.',
  },
  codes_full: {
    ja: '確認の番号を送れる宛先は、構成員ごとに 1 時間に 20 件、1 日に 60 件までです。時間をおいて、もう一度お試しください。',
    en: 'Numbers are sent to twenty addresses of a member an hour and to sixty a day. Try again later.',
  },
  title_wrong: {
    ja: '内容を 100 文字までの 1 行で入力してください。',
    en: 'Say what it is in one line of up to 100 characters.',
  },
  work_times_wrong: {
    ja: '開始は今から 1 年以内、終了は開始より後で、長さは 31 日までにしてください。過ぎた時間は選べません。',
    en: 'It has to begin now or within a year, end after it begins, and last 31 days at most.',
  },
  works_full: {
    ja: 'この構成員の計画作業が 20 件になっています。不要なものを取りやめてください。',
    en: 'Twenty works are planned of this member. Take back one that is not needed.',
  },
  work_unknown: {
    ja: 'その計画作業は見つかりません。画面を読み込み直してください。',
    en: 'There is no such planned work. Load the page anew.',
  },
  work_over: {
    ja: 'その計画作業は、すでに終わったか、取りやめられています。',
    en: 'That planned work is over or was taken back.',
  },
  act_denied: {
    ja: 'この操作は、構成員自身か、その依頼を受けた人だけができます。',
    en: 'Only the member itself does this, or somebody at its request.',
  },
  text_wrong: {
    ja: '説明を 500 文字までの 1 行で入力してください。',
    en: 'Say it in one line of up to 500 characters.',
  },
  times_wrong: {
    ja: '終わりは、今から 90 日以内の時刻にしてください。',
    en: 'The end has to be within the next 90 days.',
  },
  statements_full: {
    ja: 'この計測対象への説明が 10 件になっています。古いものを取り下げてください。',
    en: 'There are ten statements on this site. Take back an old one first.',
  },
  statement_unknown: {
    ja: 'その説明は見つかりません。画面を読み込み直してください。',
    en: 'There is no such statement. Load the page anew.',
  },
  statement_over: {
    ja: 'その説明には、すでに回答があるか、取り下げられています。',
    en: 'That statement has been answered or taken back.',
  },
  request_needed: {
    ja: '構成員からの依頼の控え（受付番号や日付）を入力してください。',
    en: 'Give the reference of the member’s request, such as its number or date.',
  },
};
