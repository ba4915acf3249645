import type { Language, Text } from '../../core/words/language.ts';
import type { Notice, NoticeKind } from '../../core/words/notice.ts';
import type { Letter } from './letter.ts';
import type { WordingContext } from './wording-context.ts';

const SENTENCES: Readonly<Record<NoticeKind, Text>> = {
  trouble: {
    ja: '外部からの計測で、次のことが分かりました。',
    en: 'Measuring from outside found the following.',
  },
  change: {
    ja: '先にお知らせした件に変化がありました。',
    en: 'What we told you of has changed.',
  },
  summary: {
    ja: '前回のお知らせの後に分かったことを、まとめてお知らせします。',
    en: 'This is what was found since our last notice.',
  },
  recovery: {
    ja: '先にお知らせした件は終わりました。',
    en: 'What we told you of is over.',
  },
  reminder: {
    ja: '次の件は、まだ続いています。受け取りを確認されると、この再度のお知らせは止まります。',
    en: 'The following still lasts. Once you acknowledge it, it is not repeated.',
  },
  escalation: {
    ja: '次の件は続いており、先の連絡先では受け取りが確認されていません。',
    en: 'The following lasts, and the contacts before you have not acknowledged it.',
  },
  correction: {
    ja: '先のお知らせを訂正します。お知らせした判定を取り消しました。',
    en: 'We correct an earlier notice: the judgement in it is withdrawn.',
  },
  verification: {
    ja: 'この連絡先がお知らせの宛先として登録されました。届いたことを確かめるため、下の番号を運用者または事務局にお伝えください。',
    en: 'This contact was registered to receive notices. To confirm that it is reached, please give the number below to the operator or your secretariat.',
  },
  test: {
    ja: 'これは試験送信です。何も起きていません。',
    en: 'This is a test. Nothing has happened.',
  },
  drill_end: {
    ja: '【訓練終了】訓練は終わりました。以後のお知らせは実際のものです。',
    en: 'END OF EXERCISE. Notices from now on are real.',
  },
  announcement: {
    ja: '運用者からのお知らせです。',
    en: 'An announcement of the operator.',
  },
};

/** Written by a person, whose words follow. */
const CORRECTION_BY_HAND: Text = {
  ja: '先のお知らせを、次のとおり訂正します。',
  en: 'We correct an earlier notice as follows.',
};

const CODE: Text = { ja: '確認番号', en: 'Number' };

/** Addressee, what kind of letter it is, and what a person adds. */
export function opening(notice: Notice, language: Language, { council }: WordingContext): Letter {
  const name = notice.recipientName[language];
  const addressee = language === 'ja' ? `${name} 御中` : `To: ${name}`;
  const { kind, remark, code } = notice;
  const isByHand = kind === 'correction' && remark !== null;
  const sentence = isByHand ? CORRECTION_BY_HAND : SENTENCES[kind];
  return [
    { kind: 'paragraph', text: `${addressee}\n${council[language]}` },
    { kind: 'paragraph', text: sentence[language] },
    ...(remark === null ? [] : [{ kind: 'paragraph' as const, text: remark[language] }]),
    ...(code === null ? [] : [{ kind: 'facts' as const, rows: [[CODE[language], code]] as const }]),
  ];
}
