import type { Language, Text } from '../../core/words/language.ts';
import type { Notice, NoticeKind, NoticeMatter } from '../../core/words/notice.ts';
import { matterLabels } from './matter-words.ts';
import type { MomentWords } from './moment-words.ts';
import { siteOf, spokenMatters } from './spoken-matters.ts';

const EXERCISE_MARKS: Readonly<Record<'drill' | 'practice', Text>> = {
  drill: { ja: '【訓練】', en: '[EXERCISE] ' },
  practice: { ja: '【模擬データ】', en: '[PRACTICE DATA] ' },
};

/** Kinds whose name a reader needs before what it is about. */
const KIND_MARKS: Partial<Readonly<Record<NoticeKind, Text>>> = {
  summary: { ja: 'まとめ', en: 'Summary' },
  reminder: { ja: '継続中', en: 'Ongoing' },
  escalation: { ja: '受け取り未確認', en: 'Not acknowledged' },
  correction: { ja: '訂正', en: 'Correction' },
  verification: { ja: '連絡先の確認', en: 'Please verify this contact' },
  test: { ja: '試験送信', en: 'Test' },
  drill_end: { ja: '訓練終了', en: 'END OF EXERCISE' },
  announcement: { ja: '運用者からのお知らせ', en: 'Message from the operator' },
};

/** First in the subject and first and last in the letter; empty where nothing is exercised. */
export function exerciseMark(
  { exercise, kind }: Pick<Notice, 'exercise' | 'kind'>,
  language: Language,
) {
  if (exercise === null || kind === 'drill_end') return '';
  return EXERCISE_MARKS[exercise][language];
}

/** One line: the exercise first, then what, where, since when. */
export function subjectOf(notice: Notice, language: Language, moments: MomentWords): string {
  const kind = KIND_MARKS[notice.kind]?.[language];
  const [first] = notice.matters;
  const marks = [...(kind === undefined ? [] : [kind])];
  if (first !== undefined && notice.kind !== 'correction') {
    marks.push(...matterLabels(first).map((label) => label[language]));
  }
  const said =
    language === 'ja' ? marks.map((mark) => `【${mark}】`).join('') : `[${marks.join(': ')}] `;
  const rest =
    first === undefined
      ? notice.recipientName[language]
      : aboutWords(notice, first, language, moments);
  return `${exerciseMark(notice, language)}${said}${rest}`;
}

function aboutWords(
  { matters, recipientName, viewer }: Notice,
  first: NoticeMatter,
  language: Language,
  moments: MomentWords,
): string {
  const site = siteOf(first);
  const name = site === null ? recipientName[language] : hostOf(site.detail?.url ?? site.target);
  const { patterns, blocks, listed } = spokenMatters(matters, viewer);
  const others = patterns.length + blocks.length + listed.length - 1;
  if (language === 'ja') {
    const more = others === 0 ? '' : ` ほか${others}件`;
    const when = `${moments.short(first.endedAt ?? first.since)}${first.ending === null ? 'から' : ''}`;
    return `${name}${more}（${when}）`;
  }
  const more = others === 0 ? '' : ` and ${others} more`;
  const when = moments.short(first.endedAt ?? first.since);
  return `${name}${more} (${first.ending === null ? 'since ' : ''}${when})`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
