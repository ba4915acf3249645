import type { IncidentEnding } from '../../core/words/incident.ts';
import type { Text } from '../../core/words/language.ts';
import type { Notice, NoticeKind } from '../../core/words/notice.ts';
import { isOfProber } from './prober-part.ts';

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
    ja: '次の件は、まだ続いています。受け取りの確認をお伝えいただくと、再度のお知らせは止まります（伝え方は末尾にあります）。',
    en: 'This is still going on. Once you acknowledge it, as said below, you are not reminded again.',
  },
  escalation: {
    ja: '次の件は続いており、先の連絡先では受け取りが確認されていません。',
    en: 'This is still going on, and the contacts before you have not acknowledged it.',
  },
  correction: {
    ja: '先のお知らせを訂正します。お知らせした判定を取り消しました。',
    en: 'We correct an earlier notice: the judgement in it is withdrawn.',
  },
  verification: {
    ja: '「山びこ」は、協議会の構成員の公開サイトを外部から計測し、応答がないときや平常時より遅いときに、その構成員や事務局へお知らせする仕組みです。この連絡先が、お知らせの宛先として登録されました。届いたことを確かめるため、14日以内に、下の番号を運用者または事務局へお伝えください。それまで、ほかのお知らせは送りません。お心当たりのない場合は、番号は伝えずに、その旨を運用者へお知らせください。',
    en: 'Yamabiko measures the public websites of the council’s members from outside, and tells a member and its secretariat when a site does not answer or is slower than normal. This contact was registered to receive such notices. To confirm that it is reached, please give the number below to the operator or your secretariat within 14 days; nothing else is sent before. If you do not know of this, please keep the number and tell the operator so.',
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
    en: 'A message from the operator.',
  },
};

/** Written by a person, whose words follow. */
const CORRECTION_BY_HAND: Text = {
  ja: '先のお知らせを、次のとおり訂正します。',
  en: 'We correct an earlier notice as follows.',
};

const DOUBTED: Text = {
  ja: '計測側（計測しているサーバとその回線）に障害が起きている可能性があります。',
  en: 'The measuring side itself, its server or its line, may be in trouble.',
};

const NO_DOUBT: Text = {
  ja: '計測側の障害の可能性はなくなりました。サイトについてのお知らせを再開しています。',
  en: 'The measuring side is no longer in doubt. Notices about sites are sent again.',
};

/** What it says of endings that are no recovery, where all are of one kind. */
const ENDED: Partial<Readonly<Record<IncidentEnding, Text>>> = {
  adopted: {
    ja: '先にお知らせした応答の遅さは続いていますが、安定しているため、今後はこれを平常として扱います。',
    en: 'The slowness that we told you of goes on, but steadily: from now on it is taken as normal.',
  },
  merged: {
    ja: '先にお知らせした件は、終わったのではなく、別の事象の一部として扱うことになりました。',
    en: 'What we told you of has not ended: it is part of another incident now.',
  },
};

/** What kind of letter it is. */
export function openingSentence({ kind, matters, remark }: Notice): Text {
  if (kind === 'correction' && remark !== null) return CORRECTION_BY_HAND;
  if (matters.length > 0 && matters.every(isOfProber)) {
    if (kind === 'trouble') return DOUBTED;
    if (kind === 'recovery') return NO_DOUBT;
  }
  const [ending = null, ...others] = new Set(matters.map((matter) => matter.ending));
  const isOne = kind === 'change' && ending !== null && others.length === 0;
  return (isOne ? ENDED[ending] : undefined) ?? SENTENCES[kind];
}
